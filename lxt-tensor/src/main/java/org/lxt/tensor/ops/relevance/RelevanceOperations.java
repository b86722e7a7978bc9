// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.relevance;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.weight.Weight;

/** The operations that rules are made of, as functions to import statically. */
public final class RelevanceOperations {
    private RelevanceOperations() {}

    /** Forward y, backward {@code G y / (x + epsilon)}: {@link Secant}. */
    public static Tensor secant(Tensor x, Tensor y, double epsilon) {
        return Secant.apply(x, y, epsilon);
    }

    /** Forward x, backward {@code G / n}: {@link DivideGradient}. */
    public static Tensor divideGradient(Tensor x, double n) {
        return DivideGradient.apply(x, n, Ledger.Cause.DIVISION);
    }

    /** Forward x, backward {@code G / n}, the rest being the share of constants that x is made with: {@link DivideGradient}. */
    public static Tensor shareWithConstants(Tensor x, double n) {
        return DivideGradient.apply(x, n, Ledger.Cause.CONSTANT);
    }

    /** A linear layer with the gamma rule, or with the epsilon rule where gamma is 0: {@link GammaLinear#apply}. */
    public static Tensor gammaLinear(Tensor x, Weight weight, @Nullable Tensor bias, double gamma, double stabilizer) {
        return GammaLinear.apply(x, weight, bias, gamma, stabilizer);
    }

    /** A linear layer with the alpha-beta rule: {@link AlphaBetaLinear#apply}. */
    public static Tensor alphaBetaLinear(
            Tensor x, Weight weight, @Nullable Tensor bias, double beta, double stabilizer) {
        return AlphaBetaLinear.apply(x, weight, bias, beta, stabilizer);
    }

    /** A linear layer with a rule that asks for the weights alone, or for nothing: {@link SpreadLinear#apply}. */
    public static Tensor spreadLinear(
            Tensor x, Weight weight, @Nullable Tensor bias, SpreadLinear.Spread spread, double stabilizer) {
        return SpreadLinear.apply(x, weight, bias, spread, stabilizer);
    }
}
