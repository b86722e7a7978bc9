// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.attention;

import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.backend.kernel.ScoreFunction;

/**
 * The fixed properties of an attention layer.
 *
 * @param heads query heads
 * @param keyValueHeads key and value heads; divides {@code heads}
 * @param headSize width of a head
 * @param score what becomes of the products of queries and keys before the softmax
 * @param causal whether a position sees only itself and earlier ones
 * @param window how many positions a position sees, itself counted, and as many after it where it sees those; {@link
 *     Band#UNLIMITED} for all
 */
public record AttentionShape(
        int heads, int keyValueHeads, int headSize, ScoreFunction score, boolean causal, int window) {
    /** Checks that the heads can be grouped. */
    public AttentionShape {
        if (heads < 1 || keyValueHeads < 1 || heads % keyValueHeads != 0 || headSize < 1 || window < 1) {
            throw new IllegalArgumentException("attention of " + heads + " heads on " + keyValueHeads
                    + " key-value heads of " + headSize + ", window " + window);
        }
    }

    /** Attention whose scores are products times a factor. */
    public AttentionShape(int heads, int keyValueHeads, int headSize, double scale, boolean causal, int window) {
        this(heads, keyValueHeads, headSize, ScoreFunction.scaled(scale), causal, window);
    }

    /** Causal attention over all earlier positions, scores over the root of the head size. */
    public static AttentionShape causal(int heads, int keyValueHeads, int headSize) {
        return new AttentionShape(heads, keyValueHeads, headSize, 1 / Math.sqrt(headSize), true, Band.UNLIMITED);
    }

    /** Factor of the products of queries and keys. */
    public double scale() {
        return score.scale();
    }

    /** The same with scores that never leave {@code -cap .. cap}. */
    public AttentionShape capped(double cap) {
        return withScore(score.capped(cap));
    }

    /** The same with another score function. */
    public AttentionShape withScore(ScoreFunction other) {
        return new AttentionShape(heads, keyValueHeads, headSize, other, causal, window);
    }
}
