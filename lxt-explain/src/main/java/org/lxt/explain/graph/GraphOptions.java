// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.graph;

import org.lxt.explain.request.ExplainException;

/**
 * Which components a graph shows, and how much of them.
 *
 * @param neurons whether neurons are nodes; otherwise each MLP is one
 * @param nodes the heads and MLPs or neurons with most relevance, by size, that together have this share of the sum of sizes; 1 for all
 * @param most at most so many of them
 * @param edges the largest edges, by size, that together have this share of the sum of sizes; 1 for all
 */
public record GraphOptions(boolean neurons, double nodes, int most, double edges) {
    private static final double NODES = 0.8;
    private static final int MOST = 300;
    private static final double EDGES = 0.98;

    /** MLPs as a whole, 80 % of the nodes' relevance, at most 300 nodes, 98 % of the edges'. */
    public static final GraphOptions USUAL = new GraphOptions(false, NODES, MOST, EDGES);

    /** Everything: every head and MLP at every token, every edge. Costly: see {@code docs/units.md}. */
    public static final GraphOptions WHOLE = new GraphOptions(false, 1, Integer.MAX_VALUE, 1);

    /** Checks the numbers. */
    public GraphOptions {
        requireShare(nodes, "nodes");
        requireShare(edges, "edges");
        if (most < 1) {
            throw new ExplainException("a graph shows at least one node, not " + most);
        }
    }

    private static void requireShare(double share, String of) {
        if (!(share > 0 && share <= 1)) {
            throw new ExplainException(
                    "the share of " + of + " that a graph shows is more than 0 and at most 1, not " + share);
        }
    }

    /** The same with neurons as nodes in the place of MLPs. */
    public GraphOptions withNeurons() {
        return new GraphOptions(true, nodes, most, edges);
    }

    /** The same with another share of nodes. */
    public GraphOptions nodes(double share) {
        return new GraphOptions(neurons, share, most, edges);
    }

    /** The same with at most so many nodes. */
    public GraphOptions atMost(int count) {
        return new GraphOptions(neurons, nodes, count, edges);
    }

    /** The same with another share of edges. */
    public GraphOptions edges(double share) {
        return new GraphOptions(neurons, nodes, most, share);
    }
}
