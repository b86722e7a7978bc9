// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.check;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelInput.TokenSequence;
import org.lxt.spi.OutputKind;
import org.lxt.spi.OutputKind.Place;
import org.lxt.tensor.Site;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.testkit.contract.subject.Findings;
import org.lxt.testkit.contract.subject.Forward;
import org.lxt.testkit.contract.subject.Opened;
import org.lxt.testkit.contract.subject.Subject;
import org.lxt.testkit.contract.subject.Trial;

/**
 * Whether a token sees what it may: none after it where the next token is predicted, and as many before it as the option
 * {@code sliding_window} says.
 */
public final class VisibilityCheck {
    private VisibilityCheck() {}

    public static List<String> of(Subject subject) {
        Findings findings = new Findings();
        findings.during("under gradient", () -> check(subject, findings));
        return findings.sentences();
    }

    private static void check(Subject subject, Findings findings) {
        Map<Site, AttentionShape> shapes = new LinkedHashMap<>();
        Patches own = subject.family().patches(RuleSet.GRADIENT);
        Patches watched = own.withAttention(Patches.AttentionRule.heedingTerms((at, input) -> {
            shapes.put(at, input.shape());
            return own.attention().apply(at, input);
        }));
        try (Opened opened = subject.open(Subject.EXACT, Subject.rules(RuleSet.GRADIENT, watched))) {
            Trial prompt = opened.trials().getFirst();
            OutputKind kind = opened.model().outputs().getFirst();
            boolean predicts = kind.entries() == OutputKind.Entries.NEXT_TOKEN;
            try (Forward forward = opened.forward(List.of(prompt), true)) {
                if (kind.place() == Place.EACH_TOKEN && predicts) {
                    checkLookingAhead(opened, prompt, forward, findings);
                }
            }
            shapes.forEach((site, shape) -> {
                if (predicts && !shape.causal()) {
                    findings.add(
                            "the attention at '" + site + "' is not causal, but the model predicts the next token");
                }
                int window = subject.window();
                if (window > 0 && shape.window() != Band.UNLIMITED && shape.window() != window) {
                    findings.add("the mask of the attention at '" + site + "' is off by "
                            + Math.abs(shape.window() - window) + ": a token sees " + shape.window()
                            + " tokens, itself counted, but sliding_window is " + window);
                }
            });
        }
    }

    /** A change of a token must not reach the logits at the tokens before it. */
    private static void checkLookingAhead(Opened opened, Trial prompt, Forward before, Findings findings) {
        int vocabulary = opened.model().sizes().vocabulary();
        for (int changed = 1; changed < prompt.length(); changed++) {
            int[] ids = prompt.input().ids();
            ids[changed] = (ids[changed] + 1) % vocabulary;
            Trial other = new Trial(ModelInput.tokens(List.of(TokenSequence.of(ids))), ids.length);
            try (Forward after = opened.forward(List.of(other), true)) {
                for (int position = 0; position < changed; position++) {
                    if (!Arrays.equals(before.row(position, 0), after.row(position, 0))) {
                        findings.add("the mask lets a token see ahead: the output at token " + position
                                + " changes with token " + changed);
                        return;
                    }
                }
                if (Arrays.equals(before.row(changed, 0), after.row(changed, 0))) {
                    findings.add("the output at token " + changed + " does not change with that token");
                    return;
                }
            }
        }
    }
}
