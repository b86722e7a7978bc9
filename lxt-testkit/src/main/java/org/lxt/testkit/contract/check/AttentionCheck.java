// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.tensor.Site;
import org.lxt.testkit.contract.subject.Distance;
import org.lxt.testkit.contract.subject.Findings;
import org.lxt.testkit.contract.subject.Forward;
import org.lxt.testkit.contract.subject.Opened;
import org.lxt.testkit.contract.subject.Subject;

/**
 * Whether AttnLRP's q/4, k/4, v/2 is the uniform rule written out, scores/2 and output/2. Each attention is replaced by the
 * written-out one by itself, so that a difference has an address.
 */
public final class AttentionCheck {
    private static final double SAME = 1e-9;

    private AttentionCheck() {}

    public static List<String> of(Subject subject) {
        Findings findings = new Findings();
        findings.during("under attnlrp", () -> check(subject, findings));
        return findings.sentences();
    }

    private static void check(Subject subject, Findings findings) {
        Patches patches = subject.family().patches(RuleSet.ATTN_LRP);
        Set<Site> sites = new LinkedHashSet<>();
        double[] own = relevance(subject, patches.withAttention(Patches.AttentionRule.heedingTerms((at, input) -> {
            sites.add(at);
            return patches.attention().apply(at, input);
        })));
        for (Site site : sites) {
            double[] writtenOut = relevance(
                    subject,
                    patches.withAttention(Patches.AttentionRule.heedingTerms((at, input) -> at.equals(site)
                            ? WrittenOutAttention.RULE.apply(at, input)
                            : patches.attention().apply(at, input))));
            double distance = Distance.of(own, writtenOut);
            if (!(distance < SAME)) {
                findings.add("the attention at '" + site + "' under attnlrp is not the uniform rule: with scores/2 and"
                        + " output/2 written out relevance differs by " + distance
                        + "; its patch must divide the gradient of q and k by 4 and of v by 2");
            }
        }
    }

    private static double[] relevance(Subject subject, Patches patches) {
        try (Opened opened = subject.open(Subject.EXACT, Subject.rules(RuleSet.ATTN_LRP, patches));
                Forward forward = opened.forward(opened.trials().subList(0, 1))) {
            return forward.backward().relevance(forward.input(), 0);
        }
    }
}
