package org.lxt.tensor;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One row of an output in a {@link Seed}: how much each of its columns counts. */
public final class SeedRow {
    private final int row;
    private final Map<Integer, Double> weights;
    private final double otherWeight;
    private final double @Nullable [] all;

    private SeedRow(int row, Map<Integer, Double> weights, double otherWeight, double @Nullable [] all) {
        this.row = row;
        this.weights = weights;
        this.otherWeight = otherWeight;
        this.all = all;
    }

    /** Some columns with weights of their own, and every other column with another weight. */
    public static SeedRow of(int row, Map<Integer, Double> weights, double otherWeight) {
        return new SeedRow(row, new TreeMap<>(weights), otherWeight, null);
    }

    /**
     * A weight for each column.
     *
     * @param weights as many as the output has columns; not copied
     */
    public static SeedRow of(int row, double[] weights) {
        return new SeedRow(row, Map.of(), 0, weights);
    }

    /** The row of the output. */
    public int row() {
        return row;
    }

    /** Refuses a row or a column that the output does not have. */
    void requireIn(Tensor output) {
        if (row < 0 || row >= output.rows()) {
            throw new IllegalArgumentException("row " + row + " is outside the output " + output.shape());
        }
        for (int column : weights.keySet()) {
            if (column < 0 || column >= output.columns()) {
                throw new IllegalArgumentException("column " + column + " is outside the output " + output.shape());
            }
        }
        if (all != null && all.length != output.columns()) {
            throw new IllegalArgumentException(
                    all.length + " weights were given for a row of the output " + output.shape());
        }
    }

    /** Whether all of the row but one element has weight 0. */
    boolean isSingle() {
        return all == null && otherWeight == 0 && weights.size() == 1;
    }

    /** The column and weight of a single element. */
    Map.Entry<Integer, Double> single() {
        return weights.entrySet().iterator().next();
    }

    /** Writes the weight of every column to {@code destination[offset ..]}. */
    void fill(double[] destination, int offset, int columns) {
        if (all != null) {
            System.arraycopy(all, 0, destination, offset, columns);
            return;
        }
        Arrays.fill(destination, offset, offset + columns, otherWeight);
        weights.forEach((column, weight) -> destination[offset + column] = weight);
    }
}
