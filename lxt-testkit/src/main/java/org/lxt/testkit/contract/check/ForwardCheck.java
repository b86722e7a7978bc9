// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.check;

import java.util.Arrays;
import java.util.List;
import org.lxt.rules.RuleSet;
import org.lxt.spi.ModelFamily;
import org.lxt.testkit.contract.subject.Distance;
import org.lxt.testkit.contract.subject.Findings;
import org.lxt.testkit.contract.subject.Forward;
import org.lxt.testkit.contract.subject.Opened;
import org.lxt.testkit.contract.subject.Subject;

/** Whether every rule set loads and runs, and gives the same forward result to the bit: rules change gradients alone. */
public final class ForwardCheck {
    private ForwardCheck() {}

    public static List<String> of(Subject subject) {
        Findings findings = new Findings();
        findings.during("loading", () -> compare(subject, findings));
        return findings.sentences();
    }

    private static void compare(Subject subject, Findings findings) {
        ModelFamily family = subject.family();
        double[] plain = findings.of("under gradient", () -> numbers(subject, RuleSet.GRADIENT, findings))
                .orElse(null);
        for (RuleSet set : family.ruleSets()) {
            if (set.equals(RuleSet.GRADIENT)) {
                continue;
            }
            double[] ruled = findings.of("under " + set, () -> numbers(subject, set, findings))
                    .orElse(null);
            if (plain != null && ruled != null && !Arrays.equals(plain, ruled)) {
                findings.add("under " + set + " the forward result is not that of gradient to the bit: it is off by "
                        + Distance.of(ruled, plain) + "; a rule may change gradients only");
            }
        }
    }

    private static double[] numbers(Subject subject, RuleSet set, Findings findings) {
        try (Opened opened = subject.open("scalar", subject.rules(set));
                Forward forward = opened.forward(opened.trials())) {
            double[] numbers = forward.numbers();
            if (Arrays.stream(numbers).anyMatch(x -> !Double.isFinite(x))) {
                findings.add("under " + set + " an output is not finite");
            }
            int layers = opened.model().sizes().layers();
            int hidden = forward.output().hidden().size();
            if (hidden != layers + 1) {
                findings.add("under " + set + " " + hidden + " hidden states are marked instead of " + (layers + 1)
                        + ": the state entering each of the " + layers + " layers, and the output of the last");
            }
            forward.backward();
            return numbers;
        }
    }
}
