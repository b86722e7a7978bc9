// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One row of an output in a {@link Seed}: how much each of its columns counts. */
public final class SeedRow {
    /** Weights that depend on the numbers of the row, such as the gradient of its log-probability. */
    @FunctionalInterface
    public interface Weights {
        /**
         * The weight of each column, a constant of the pass.
         *
         * @param row the numbers of the row
         * @return as many weights
         */
        double[] of(double[] row);
    }

    private final int row;
    private final Map<Integer, Double> few;
    private final @Nullable Weights weights;

    private SeedRow(int row, Map<Integer, Double> few, @Nullable Weights weights) {
        this.row = row;
        this.few = few;
        this.weights = weights;
    }

    /** Some columns with weights of their own, and every other column with another weight. */
    public static SeedRow of(int row, Map<Integer, Double> weights, double otherWeight) {
        Map<Integer, Double> own = new TreeMap<>(weights);
        Weights all = numbers -> {
            double[] result = new double[numbers.length];
            Arrays.fill(result, otherWeight);
            own.forEach((column, weight) -> result[column] = weight);
            return result;
        };
        return new SeedRow(row, own, otherWeight == 0 && own.size() == 1 ? null : all);
    }

    /** Weights computed from the row when the pass begins. */
    public static SeedRow of(int row, Weights weights) {
        return new SeedRow(row, Map.of(), weights);
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
        for (int column : few.keySet()) {
            if (column < 0 || column >= output.columns()) {
                throw new IllegalArgumentException("column " + column + " is outside the output " + output.shape());
            }
        }
    }

    /** Whether all of the row but one element has weight 0. */
    boolean isSingle() {
        return weights == null;
    }

    /** The column and weight of a single element. */
    Map.Entry<Integer, Double> single() {
        return few.entrySet().iterator().next();
    }

    /** The weight of every column, given the numbers of the row. */
    double[] weights(double[] numbers) {
        if (weights == null) {
            double[] result = new double[numbers.length];
            result[single().getKey()] = single().getValue();
            return result;
        }
        double[] result = weights.of(numbers);
        if (result.length != numbers.length) {
            throw new IllegalArgumentException(
                    result.length + " weights were given for a row of " + numbers.length + " columns");
        }
        return result;
    }
}
