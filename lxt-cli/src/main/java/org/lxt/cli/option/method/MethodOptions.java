// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.method;

import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.WrongUse;
import org.lxt.cli.option.model.PluginOptions;
import org.lxt.explain.Explainer;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.explain.method.name.MethodName;
import picocli.CommandLine.Option;

/** Options for how relevance is found. */
public final class MethodOptions {
    @Option(
            names = "--rules",
            paramLabel = "SET",
            completionCandidates = RuleSets.class,
            description =
                    "attnlrp, cp-lrp, relp, gradient, or a plugin's own; by default what the model's family prefers.")
    private @Nullable String rules;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            completionCandidates = MethodNames.class,
            description = "How relevance is found: a rule set, or a name such as 'integrated-gradients(20)',"
                    + " 'smoothgrad of attnlrp', 'occlusion(words)'; docs/methods.md has them all.")
    private @Nullable String method;

    private @Nullable MethodName named;

    /** Whether a method is named. */
    public boolean isMethodGiven() {
        return method != null;
    }

    /** Refuses both together. */
    public void require() {
        if (method != null && rules != null) {
            throw new WrongUse("--method METHOD names the rules too, as in 'smoothgrad of attnlrp'; leave --rules out");
        }
    }

    /** Has a checkpoint opened with these plugins and the rules that are named; reads the method's name. */
    public void applyTo(ExplainerBuilder builder, PluginOptions plugins) {
        named = method == null ? null : plugins.method(method);
        plugins.applyTo(builder, named == null ? rules : named.rules().orElse(null));
    }

    /** The explainer with the method that is named, if one is. */
    public Explainer of(Explainer opened) {
        return named == null ? opened : opened.using(named);
    }
}
