// SPDX-License-Identifier: BSD-3-Clause
package org.example.rules;

import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.rules.Activations;
import org.lxt.rules.GradientRules;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.samples.Sample;
import org.lxt.spi.host.ModelMap;
import org.lxt.tensor.Role;
import org.lxt.tensor.ops.Operations;

/** AttnLRP in which nothing goes back through gates. */
public final class OwnRules {
    /** The name, and that operations without a rule are refused. */
    public static final RuleSet NO_GATES = new RuleSet("no-gates", true);

    private OwnRules() {}

    /** All installed families, LLaMA with the rule set added. */
    public static ModelMap models() {
        Patches patches = Patches.attnLrp().withActivation((at, f, x) -> at.role().equals(Role.GATE)
                ? x.scope().ruled(at, () -> Operations.activate(f, GradientRules.stopGradient(x)))
                : Activations.IDENTITY.apply(at, f, x));
        return ModelMap.defaults().withPatches("llama", NO_GATES, patches);
    }

    public static void main(String[] args) {
        try (Sample sample = Sample.decoder();
                Explainer lxt = Explainer.builder(sample.folder()).models(models()).rules(NO_GATES).open()) {
            Attribution a = lxt.explain(Prompt.of(sample.prompt()), Target.topLogit());
            a.tokens().forEach(t -> System.out.printf("%-12s %+.4f%n", t.text(), t.relevance()));
        }
    }
}
