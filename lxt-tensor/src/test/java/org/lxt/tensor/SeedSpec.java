// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A seed without its tensor, so that it can be put on the same output of several runs.
 *
 * @param row its row
 * @param weights weights of some columns
 * @param otherWeight weight of the other columns
 */
public record SeedSpec(int row, Map<Integer, Double> weights, double otherWeight) {
    /** One to three seeds for an output: only single elements, or weighted sums over a row among them. */
    public static List<SeedSpec> random(RandomValues random, Shape shape) {
        boolean sparse = random.coin();
        return IntStream.range(0, random.between(1, 3))
                .mapToObj(i -> random(random, shape, sparse))
                .toList();
    }

    private static SeedSpec random(RandomValues random, Shape shape, boolean sparse) {
        Map<Integer, Double> weights = new TreeMap<>();
        int named = sparse ? 1 : random.between(0, Math.min(3, shape.columns()));
        while (weights.size() < named) {
            weights.put(random.between(0, shape.columns() - 1), random.coin() ? 1 : random.value());
        }
        double otherWeight = sparse || named > 0 && random.coin() ? 0 : random.value();
        return new SeedSpec(random.between(0, shape.rows() - 1), weights, otherWeight);
    }

    /** The seed on an output. */
    public Seed on(Tensor output) {
        if (otherWeight == 0 && weights.size() == 1 && weights.containsValue(1.0)) {
            return Seed.of(output, row, weights.keySet().iterator().next());
        }
        return Seed.weighted(output, row, weights, otherWeight);
    }

    /** The value of the seed, from the output's numbers. */
    public double value(double[] output, int columns) {
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            sum += output[row * columns + c] * weights.getOrDefault(c, otherWeight);
        }
        return sum;
    }
}
