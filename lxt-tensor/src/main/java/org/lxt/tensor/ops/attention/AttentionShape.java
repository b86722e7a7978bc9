package org.lxt.tensor.ops.attention;

import org.lxt.tensor.backend.kernel.Band;

/**
 * The fixed properties of an attention layer.
 *
 * @param heads query heads
 * @param keyValueHeads key and value heads; divides {@code heads}
 * @param headSize width of a head
 * @param scale factor of the scores, usually {@code 1 / sqrt(headSize)}
 * @param causal whether a position sees only itself and earlier ones
 * @param window how many positions a position sees, itself counted, and as many after it where it sees those; {@link
 *     Band#UNLIMITED} for all
 */
public record AttentionShape(int heads, int keyValueHeads, int headSize, double scale, boolean causal, int window) {
    /** Checks that the heads can be grouped. */
    public AttentionShape {
        if (heads < 1 || keyValueHeads < 1 || heads % keyValueHeads != 0 || headSize < 1 || window < 1) {
            throw new IllegalArgumentException("attention of " + heads + " heads on " + keyValueHeads
                    + " key-value heads of " + headSize + ", window " + window);
        }
    }

    /** Causal attention over all earlier positions, scores over the root of the head size. */
    public static AttentionShape causal(int heads, int keyValueHeads, int headSize) {
        return new AttentionShape(heads, keyValueHeads, headSize, 1 / Math.sqrt(headSize), true, Band.UNLIMITED);
    }
}
