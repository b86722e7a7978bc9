// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method;

import java.util.List;

/**
 * What a method may do with the model. Points that are given together are packed into as few passes as memory allows, so that
 * each weight is read once for many of them. All values are those of float32 or float64 computation, as the backend has it.
 */
public interface Passes {
    /**
     * Runs forward on the questions as they are.
     *
     * @return the input and the explained value of each
     */
    List<Asked> ask(List<Question> questions);

    /**
     * {@link #ask}, and shows the attentions of the pass on the way.
     *
     * @param observer told of the attention of each layer and prompt
     */
    List<Asked> observe(List<Question> questions, AttentionObserver observer);

    /** The explained values at other points, by forward passes alone. */
    double[] values(List<Point> points);

    /** The explained values at other points, and what the rules make of the gradient there. */
    List<Slope> slopes(Propagation rules, List<Point> points);

    /**
     * Runs forward and back on the questions as they are, in one pass, and tells all that a propagation can tell: the
     * relevance of hidden states and the ledger as well.
     */
    List<Relevance> propagate(Propagation rules, List<Question> questions);

    /**
     * {@link #propagate} with the positions of the prompt as inputs, too: learned ones, and the rotations of queries and keys.
     *
     * @throws org.lxt.explain.request.ExplainException if none of the model's positions can be seen
     */
    List<Positioned> positions(Propagation rules, List<Question> questions);
}
