// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.rows.RowMap;

/**
 * What a backward pass found: the gradient at each watched tensor, the relevance (value times gradient, summed over the
 * columns) at each watched and each marked tensor, and the ledger.
 *
 * <p>Gradients live as long as their scope; relevance is on the host.
 */
public final class Gradients {
    /**
     * Relevance of the rows of one tensor.
     *
     * @param map which seed and tensor row each value belongs to; rows without gradient are missing and have none
     * @param values one value a gradient row
     */
    public record RowRelevance(RowMap map, double[] values) {
        /** Relevance of the first {@code rows} tensor rows for one seed; 0 where there is no gradient. */
        public double[] of(int seed, int rows) {
            double[] result = new double[rows];
            int[] seeds = map.seeds();
            int[] tensorRows = map.rows();
            for (int i = 0; i < values.length; i++) {
                if (seeds[i] == seed) {
                    result[tensorRows[i]] = values[i];
                }
            }
            return result;
        }
    }

    /**
     * The gradient at one tensor, on the host.
     *
     * @param map which seed and tensor row each row belongs to; rows without gradient are missing
     * @param columns elements of a row
     * @param values row by row, as the map has them
     */
    public record KeptGradient(RowMap map, int columns, double[] values) {
        /** The gradient of a seed at the first {@code rows} tensor rows, row by row; 0 where there is none. */
        public double[] of(int seed, int rows) {
            double[] result = new double[Math.multiplyExact(rows, columns)];
            int at = 0;
            for (RowMap.Segment segment : map.segments()) {
                if (segment.seed() == seed) {
                    System.arraycopy(
                            values, at * columns, result, segment.firstRow() * columns, segment.count() * columns);
                }
                at += segment.count();
            }
            return result;
        }
    }

    private final Scope scope;
    private final Map<Node, Gradient> leaves = new HashMap<>();
    private final Map<Node, RowRelevance> leafRelevance = new HashMap<>();
    private final Map<Site, RowRelevance> marked = new LinkedHashMap<>();
    private final Map<Site, KeptGradient> kept = new LinkedHashMap<>();
    private final @Nullable Ledger ledger;
    private final double[] seedValues;

    Gradients(Scope scope, @Nullable Ledger ledger, double[] seedValues) {
        this.scope = scope;
        this.ledger = ledger;
        this.seedValues = seedValues;
    }

    void leaf(Node node, Gradient g, RowRelevance relevance) {
        leaves.put(node, g);
        leafRelevance.put(node, relevance);
    }

    void mark(Site site, RowRelevance relevance) {
        marked.put(site, relevance);
    }

    void keep(Site site, KeptGradient gradient) {
        kept.put(site, gradient);
    }

    /** Value of each seed: the weighted sum of outputs that the pass started from. */
    public List<Double> seedValues() {
        return java.util.Arrays.stream(seedValues).boxed().toList();
    }

    /**
     * Gradient of a seed at a watched tensor, {@code [rows, columns]} row by row; rows without gradient are 0.
     */
    public double[] gradient(Tensor watched, int seed) {
        return gradient(watched, seed, 0, watched.rows());
    }

    /** Gradient of a seed at some rows of a watched tensor, {@code [count, columns]} row by row; as the other method. */
    public double[] gradient(Tensor watched, int seed, int firstRow, int count) {
        int columns = watched.columns();
        double[] result = new double[Math.multiplyExact(count, columns)];
        Gradient g = leaves.get(leaf(watched));
        if (g == null) {
            return result;
        }
        int at = 0;
        for (RowMap.Segment segment : g.map().segments()) {
            int from = Math.max(segment.firstRow(), firstRow);
            int to = Math.min(segment.endRow(), firstRow + count);
            if (segment.seed() == seed && from < to) {
                // one read for the run: a device that is asked has to be waited for
                double[] run = new double[Math.multiplyExact(to - from, columns)];
                scope.backend().read(g.buffer(), (long) (at + from - segment.firstRow()) * columns, run);
                System.arraycopy(run, 0, result, (from - firstRow) * columns, run.length);
            }
            at += segment.count();
        }
        return result;
    }

    /** Relevance of a seed for each row of a watched tensor. */
    public double[] relevance(Tensor watched, int seed) {
        RowRelevance relevance = leafRelevance.get(leaf(watched));
        return relevance == null ? new double[watched.rows()] : relevance.of(seed, watched.rows());
    }

    /** Anywhere else the answer would be 0, which might pass for a result. */
    private Node leaf(Tensor watched) {
        Node node = watched.node();
        if (node == null || node.operation != null || watched.scope() != scope) {
            throw new IllegalArgumentException(
                    "gradients are kept for tensors that Scope.watch returned; mark others to get their relevance");
        }
        return node;
    }

    /** Sites that were marked and reached. */
    public Set<Site> sites() {
        return marked.keySet();
    }

    /** Relevance at a marked site, or null if no gradient reached it. */
    public @Nullable RowRelevance at(Site site) {
        return marked.get(site);
    }

    /** The gradient that was to be kept at a site, or null if none reached it. */
    public @Nullable KeptGradient kept(Site site) {
        return kept.get(site);
    }

    /** The ledger, if one was kept. */
    public @Nullable Ledger ledger() {
        return ledger;
    }

    /** Relevance of a seed over all watched tensors. */
    public double inputRelevance(int seed) {
        double sum = 0;
        for (RowRelevance relevance : leafRelevance.values()) {
            int[] seeds = relevance.map().seeds();
            for (int i = 0; i < seeds.length; i++) {
                if (seeds[i] == seed) {
                    sum += relevance.values()[i];
                }
            }
        }
        return sum;
    }
}
