package org.lxt.rules;

import static org.lxt.tensor.ops.Operations.attention;

import org.lxt.tensor.Tensor;

/** Rules for attention. Softmax, scaling and mask keep their ordinary derivative in all of them. */
public final class Attentions {
    /**
     * AttnLRP: the uniform rule on scores and on their product with the values. Halving the gradient at both products is
     * the same as dividing it by 4 at the query, 4 at the key and 2 at the value. Source: {@code
     * lxt.efficient.patches.wrap_attention_forward}.
     */
    public static final Patches.AttentionRule UNIFORM = (at, input) -> {
        Tensor q = GradientRules.divideGradient(at, input.q(), 4);
        Tensor k = GradientRules.divideGradient(at, input.k(), 4);
        Tensor v = GradientRules.divideGradient(at, input.v(), 2);
        return input.q().scope().ruled(at, () -> function(input, q, k, v));
    };

    /**
     * CP-LRP: no gradient to query and key, the value's untouched. Source: {@code
     * lxt.efficient.patches.cp_wrap_attention_forward}.
     */
    public static final Patches.AttentionRule VALUE_ONLY = (at, input) -> {
        Tensor q = GradientRules.stopGradient(input.q());
        Tensor k = GradientRules.stopGradient(input.k());
        return q.scope().ruled(at, () -> function(input, q, k, input.v()));
    };

    /** The ordinary derivative. */
    public static final Patches.AttentionRule ORDINARY =
            (at, input) -> input.q().scope().at(at, () -> function(input, input.q(), input.k(), input.v()));

    private Attentions() {}

    private static Tensor function(AttentionInput input, Tensor q, Tensor k, Tensor v) {
        return attention(q, k, v, input.shape(), input.queryRows(), input.keyRows());
    }
}
