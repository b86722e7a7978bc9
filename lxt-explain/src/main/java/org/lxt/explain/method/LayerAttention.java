// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method;

/** One attention of a forward pass over one prompt. It can be read only while the {@link AttentionObserver} is told of it. */
public interface LayerAttention {
    /** Where it is in the model, such as {@code layers.3.self_attn}. */
    String site();

    /** How many heads it has. */
    int heads();

    /** How many tokens the prompt has; of an image its patches and what comes before them, such as a class token. */
    int tokens();

    /** The tokens that attended: all, but in the last layer those that the targets stand on. */
    int[] queries();

    /**
     * How much each query attends to each token, {@code [queries, tokens]} row by row; each row adds up to 1, or to less
     * where some of the attention goes to sinks.
     *
     * @param head which head
     * @throws org.lxt.explain.request.ExplainException if the model does not attend by a softmax over products of queries and
     *     keys, so that there is no such weight
     */
    double[] weights(int head);
}
