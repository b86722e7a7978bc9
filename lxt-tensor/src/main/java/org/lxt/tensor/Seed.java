package org.lxt.tensor;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where one backward pass starts: a weighted sum over one row of an output. Several seeds go back together.
 */
public final class Seed {
    private final Tensor output;
    private final int row;
    private final Map<Integer, Double> weights;
    private final double otherWeight;

    private Seed(Tensor output, int row, Map<Integer, Double> weights, double otherWeight) {
        this.output = output;
        this.row = row;
        this.weights = new TreeMap<>(weights);
        this.otherWeight = otherWeight;
        if (row < 0 || row >= output.rows()) {
            throw new IllegalArgumentException("row " + row + " is outside the output " + output.shape());
        }
        for (int column : weights.keySet()) {
            if (column < 0 || column >= output.columns()) {
                throw new IllegalArgumentException("column " + column + " is outside the output " + output.shape());
            }
        }
    }

    /** A single element of the output, such as one logit. */
    public static Seed of(Tensor output, int row, int column) {
        return new Seed(output, row, Map.of(column, 1.0), 0);
    }

    /** Some elements with weights of their own, and every other element of the row with another weight. */
    public static Seed weighted(Tensor output, int row, Map<Integer, Double> weights, double otherWeight) {
        return new Seed(output, row, weights, otherWeight);
    }

    /** The tensor the seed stands on. */
    public Tensor output() {
        return output;
    }

    /** Its row. */
    public int row() {
        return row;
    }

    /** Whether all of the row but one element has weight 0. */
    boolean isSingle() {
        return otherWeight == 0 && weights.size() == 1;
    }

    /** The column and weight of a single-element seed. */
    Map.Entry<Integer, Double> single() {
        return weights.entrySet().iterator().next();
    }

    /** The weight of every column, written to {@code row[offset ..]}. */
    void fill(double[] destination, int offset) {
        java.util.Arrays.fill(destination, offset, offset + output.columns(), otherWeight);
        weights.forEach((column, weight) -> destination[offset + column] = weight);
    }
}
