// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Where one backward pass starts: a weighted sum over one or more rows of an output. Several seeds go back together.
 */
public final class Seed {
    private final Tensor output;
    private final List<SeedRow> rows;

    private Seed(Tensor output, List<SeedRow> rows) {
        this.output = output;
        this.rows = rows.stream().sorted(Comparator.comparingInt(SeedRow::row)).toList();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a seed needs at least one row");
        }
        this.rows.forEach(r -> r.requireIn(output));
        for (int i = 1; i < this.rows.size(); i++) {
            if (this.rows.get(i - 1).row() == this.rows.get(i).row()) {
                throw new IllegalArgumentException(
                        "row " + this.rows.get(i).row() + " is given twice; add its weights up");
            }
        }
    }

    /** A single element of the output, such as one logit. */
    public static Seed of(Tensor output, int row, int column) {
        return weighted(output, row, Map.of(column, 1.0), 0);
    }

    /** Some elements with weights of their own, and every other element of the row with another weight. */
    public static Seed weighted(Tensor output, int row, Map<Integer, Double> weights, double otherWeight) {
        return new Seed(output, List.of(SeedRow.of(row, weights, otherWeight)));
    }

    /**
     * A weighted sum over several rows, such as the logits of all tokens of an answer. It costs one gradient, as a single
     * row does.
     *
     * @param rows each row once, in any order
     */
    public static Seed rows(Tensor output, List<SeedRow> rows) {
        return new Seed(output, rows);
    }

    /** The tensor the seed stands on. */
    public Tensor output() {
        return output;
    }

    /** Its rows, in ascending order. */
    public List<SeedRow> rows() {
        return rows;
    }
}
