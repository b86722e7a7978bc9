// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import static org.lxt.tensor.ops.relevance.RelevanceOperations.secant;

import java.util.function.UnaryOperator;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.relevance.RelevanceOperations;

/**
 * The three changes to ordinary gradients that AttnLRP consists of, after the functions of the same names in {@code
 * lxt.efficient.rules}. Everything else in this package is built from them.
 *
 * @see <a href="https://arxiv.org/abs/2402.05602">AttnLRP: Attention-Aware Layer-Wise Relevance Propagation for
 *     Transformers</a>
 */
public final class GradientRules {
    /** What the identity rule adds to its denominator. */
    public static final double IDENTITY_EPSILON = 1e-10;

    private GradientRules() {}

    /**
     * The identity rule for an element-wise function: forward {@code f(x)}, backward the gradient times {@code f(x) / (x +
     * 1e-10)} with the forward pass's {@code f(x)}. The relevance of the output becomes that of the input, element by
     * element; at x = 0 it is 0.
     */
    public static Tensor identityRule(Site at, UnaryOperator<Tensor> f, Tensor x) {
        return x.scope().ruled(at, () -> secant(x, f.apply(x.detach()), IDENTITY_EPSILON));
    }

    /**
     * Forward {@code x}, backward the gradient divided by {@code n}. On a product of n factors it is the uniform rule:
     * each factor gets an equal share of the relevance.
     */
    public static Tensor divideGradient(Site at, Tensor x, double n) {
        return x.scope().ruled(at, () -> RelevanceOperations.divideGradient(x, n));
    }

    /**
     * The uniform rule of a product one of whose factors is a constant that stands for a part of the input, such as a position:
     * forward the product, backward half its gradient. The other half is that of the constant, and stays in the ledger.
     */
    public static Tensor halfToConstant(Site at, Tensor product) {
        return product.scope().ruled(at, () -> RelevanceOperations.shareWithConstants(product, 2));
    }

    /** Forward {@code x}, backward nothing. */
    public static Tensor stopGradient(Tensor x) {
        return x.detach();
    }

    /** Declares that a function keeps its ordinary derivative, so that strict mode accepts it. */
    public static Tensor ordinary(Site at, UnaryOperator<Tensor> f, Tensor x) {
        return x.scope().ruled(at, () -> f.apply(x));
    }
}
