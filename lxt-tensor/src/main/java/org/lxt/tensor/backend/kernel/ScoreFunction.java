// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.kernel;

/**
 * What attention makes of the product of a query and a key before its softmax: {@code scale * product}, or with a cap {@code
 * cap * tanh(scale * product / cap)}, which never leaves {@code -cap .. cap}. Whatever is added to a score is added afterwards,
 * and keys are hidden last.
 *
 * @param scale factor of the products, usually {@code 1 / sqrt(headSize)}
 * @param cap bound of the scores, above 0; {@link #UNCAPPED} for none
 */
public record ScoreFunction(double scale, double cap) {
    /** No cap. */
    public static final double UNCAPPED = Double.POSITIVE_INFINITY;

    /** Checks the cap. */
    public ScoreFunction {
        if (!(cap > 0) || Double.isNaN(scale)) {
            throw new IllegalArgumentException("scores times " + scale + ", capped at " + cap);
        }
    }

    /** Scores that are products times a factor. */
    public static ScoreFunction scaled(double scale) {
        return new ScoreFunction(scale, UNCAPPED);
    }

    /** The same scale, with another cap. Source: transformers, {@code attn_logit_softcapping} of Gemma 2. */
    public ScoreFunction capped(double bound) {
        return new ScoreFunction(scale, bound);
    }

    /** Whether there is a cap. */
    public boolean isCapped() {
        return cap != UNCAPPED;
    }

    /** The score of a product. */
    public double value(double product) {
        double scaled = scale * product;
        return isCapped() ? cap * StrictMath.tanh(scaled / cap) : scaled;
    }

    /**
     * By how much a score changes with {@code scale * product}.
     *
     * @param score what {@link #value} gave
     */
    public double slope(double score) {
        double share = score / cap;
        return isCapped() ? 1 - share * share : 1;
    }
}
