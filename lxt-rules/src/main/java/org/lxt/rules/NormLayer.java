// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.Tensor;

/** The parameters of a norm. Which kind it is decides how a row is normalised; the rule, what its gradient is. */
public sealed interface NormLayer {
    /**
     * A root-mean-square norm, {@code x / sqrt(mean(x^2) + epsilon) * (weight + offset)}.
     *
     * @param weight constant of as many elements as a row has
     * @param offset added to the weight: 1 where the checkpoint stores the difference from 1 (Gemma), else 0
     * @param epsilon added to the mean square
     */
    record Rms(Tensor weight, double offset, double epsilon) implements NormLayer {}

    /**
     * A layer norm, {@code (x - mean(x)) / sqrt(var(x) + epsilon) * weight + bias}.
     *
     * @param weight constant of as many elements as a row has
     * @param bias constant of as many elements as a row has, or none
     * @param epsilon added to the variance
     */
    record Layer(Tensor weight, @Nullable Tensor bias, double epsilon) implements NormLayer {}
}
