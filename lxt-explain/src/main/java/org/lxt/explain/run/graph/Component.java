// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.run.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lxt.explain.graph.GraphNode;
import org.lxt.explain.graph.GraphOptions;

/**
 * A unit of a value at a token.
 *
 * @param value index of the value in the order of the forward pass
 * @param unit which of its units
 * @param position which token
 * @param node as the graph has it, before anything is known of its edges
 */
record Component(int value, int unit, int position, GraphNode node) {
    private static final Comparator<Component> BY_SIZE =
            Comparator.comparingDouble(c -> -Math.abs(c.node().relevance()));
    private static final Comparator<Component> IN_ORDER = Comparator.comparingInt(Component::value)
            .thenComparingInt(Component::position)
            .thenComparingInt(Component::unit);

    /** Those that a graph shows, in the order of the forward pass. */
    static List<Component> shown(List<Component> all, GraphOptions options) {
        List<Component> sorted = all.stream()
                .filter(c -> c.node().relevance() != 0)
                .sorted(BY_SIZE)
                .toList();
        double[] sizes =
                sorted.stream().mapToDouble(c -> Math.abs(c.node().relevance())).toArray();
        int count = Math.min(options.most(), Largest.count(sizes, options.nodes()));
        List<Component> shown = new ArrayList<>(sorted.subList(0, count));
        shown.sort(IN_ORDER);
        return shown;
    }
}
