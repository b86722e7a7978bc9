// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method;

/**
 * What a layer has after its attention, as the sum of vectors that came from different tokens: {@code y = residual + sum over
 * heads h and tokens t of weight(h, t) value(h, t) + bias}. If the layer norms the sum or what is added, all vectors are those
 * after the norm, with the spread that it divides by as a constant. It can be read only while the {@link AttentionObserver} is
 * told of it.
 */
public interface AttentionSum {
    /** The attention. */
    LayerAttention attention();

    /** The size of the vectors. */
    int width();

    /** What the layer has at a query after its attention. */
    double[] whole(int query);

    /** What was there at a query before. */
    double[] residual(int query);

    /**
     * What a head would add if it attended to one token alone, before a norm: its value through the output projection.
     *
     * @return {@code [tokens, width]}, row by row
     */
    double[] values(int head);

    /** Norms a part of what the attention adds at a query, in place. */
    void norm(int query, double[] part);
}
