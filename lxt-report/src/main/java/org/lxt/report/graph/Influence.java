// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.graph;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.lxt.explain.graph.GraphEdge;
import org.lxt.explain.graph.RelevanceGraph;

/**
 * How much each node matters to the target by all paths, as viewers prune by it: each node passes its influence on along the edges that
 * lead to it, by their sizes. What is told of a node is which share of all influence the nodes have that have no less than it, so the
 * most influential have the smallest numbers (Ameisen et al. 2025, and the program circuit-tracer).
 */
final class Influence {
    private final RelevanceGraph graph;

    Influence(RelevanceGraph graph) {
        this.graph = graph;
    }

    double[] ofNodes() {
        int nodes = graph.nodes().size();
        double[] sizes = new double[nodes];
        for (GraphEdge edge : graph.edges()) {
            sizes[edge.to()] += Math.abs(edge.relevance());
        }
        double[] influence = new double[nodes];
        influence[nodes - 1] = 1;
        // sources come before destinations
        graph.edges().stream()
                .sorted(Comparator.comparingInt(GraphEdge::to).reversed())
                .forEach(edge ->
                        influence[edge.from()] += influence[edge.to()] * Math.abs(edge.relevance()) / sizes[edge.to()]);
        influence[nodes - 1] = 0; // itself has none
        double all = Arrays.stream(influence).sum();
        double[] told = new double[nodes];
        double sum = 0;
        int[] order = IntStream.range(0, nodes)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -influence[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i : order) {
            sum += influence[i];
            told[i] = all == 0 ? 1 : Math.min(1, sum / all);
        }
        return told;
    }
}
