// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method;

/** Is told of the attentions of a forward pass, first layer to last. */
public interface AttentionObserver {
    /**
     * An attention ran.
     *
     * @param sequence which prompt it ran over, see {@link Question#sequence}
     */
    void attended(int sequence, LayerAttention attention);

    /**
     * What the attention told of last gave was added to the state of its layer. Not told by layers that add it in a way of
     * their own.
     *
     * @param sequence which prompt it ran over
     */
    default void added(int sequence, AttentionSum sum) {}
}
