// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import static org.lxt.rules.Patches.AttentionRule.heedingTerms;
import static org.lxt.tensor.ops.Operations.attention;

import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.attention.ScoreTerms;

/** Rules for attention. Softmax, scaling, soft cap and mask keep their ordinary derivative in all of them. */
public final class Attentions {
    /**
     * AttnLRP: the uniform rule on scores and on their product with the values. Halving the gradient at both products is
     * the same as dividing it by 4 at the query, 4 at the key and 2 at the value. A bias of the scores that is computed is a product
     * of queries or keys with positions, to which the same rule gives half. Source: {@code
     * lxt.efficient.patches.wrap_attention_forward}.
     */
    public static final Patches.AttentionRule UNIFORM = heedingTerms((at, input) -> {
        Tensor q = GradientRules.divideGradient(at, input.q(), 4);
        Tensor k = GradientRules.divideGradient(at, input.k(), 4);
        Tensor v = GradientRules.divideGradient(at, input.v(), 2);
        ScoreTerms terms =
                input.terms().mapTables(t -> GradientRules.halfToConstant(at, GradientRules.divideGradient(at, t, 2)));
        return input.q().scope().ruled(at, () -> function(input, q, k, v, terms));
    });

    /**
     * CP-LRP: no gradient to query and key, nor to a bias of the scores; the value's untouched. Source: {@code
     * lxt.efficient.patches.cp_wrap_attention_forward}.
     */
    public static final Patches.AttentionRule VALUE_ONLY = heedingTerms((at, input) -> {
        Tensor q = GradientRules.stopGradient(input.q());
        Tensor k = GradientRules.stopGradient(input.k());
        ScoreTerms terms = input.terms().mapTables(GradientRules::stopGradient);
        return q.scope().ruled(at, () -> function(input, q, k, input.v(), terms));
    });

    /** The ordinary derivative. */
    public static final Patches.AttentionRule ORDINARY = heedingTerms((at, input) ->
            input.q().scope().at(at, () -> function(input, input.q(), input.k(), input.v(), input.terms())));

    private Attentions() {}

    private static Tensor function(AttentionInput input, Tensor q, Tensor k, Tensor v, ScoreTerms terms) {
        return attention(q, k, v, input.shape(), terms, input.queryRows(), input.keyRows());
    }
}
