// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.graph;

/**
 * A component of a model at one token. What flowed into it adds up: {@link #relevance} is the sum of the edges that lead to it,
 * {@link #hidden} and {@link #booked}, up to rounding. A token has no such edges.
 *
 * @param kind what it is
 * @param site name of the value that it is a unit of, such as {@code layers.3.self_attn.heads}; of a token {@code embeddings}, of the
 *     explained value the output
 * @param layer number of its layer; -1 of a token, the number of layers of the explained value
 * @param unit which head or neuron; 0 of an MLP as a whole, of a token its id, of the explained value its id or -1 for several
 * @param position index of the token
 * @param relevance its relevance, in units of the explained value
 * @param activation of a neuron its value, of a head or MLP the Euclidean norm of its vector; 0 of a token and of the explained value
 * @param hidden what came to it from components and along edges that the graph does not show
 * @param booked what the ledger books between it and the components before it: biases, positions, softmax, stabilisers
 */
public record GraphNode(
        Kind kind,
        String site,
        int layer,
        int unit,
        int position,
        double relevance,
        double activation,
        double hidden,
        double booked) {
    /** What a node is. */
    public enum Kind {
        /** The embedding of a token. */
        TOKEN,
        /** A head of an attention. */
        HEAD,
        /** What an MLP or a mixture adds. */
        MLP,
        /** A neuron of an MLP. */
        NEURON,
        /** What is explained. */
        TARGET
    }

    /** The same with other numbers of what flowed into it. */
    public GraphNode with(double newHidden, double newBooked) {
        return new GraphNode(kind, site, layer, unit, position, relevance, activation, newHidden, newBooked);
    }
}
