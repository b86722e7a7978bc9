// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.statistic;

import java.util.stream.IntStream;

/** Spearman's correlation: that of ranks, where equal values share the mean of theirs. */
public final class RankCorrelation {
    private RankCorrelation() {}

    /**
     * The correlation of two lists of the same length, from -1 to 1; NaN if all values of one are the same, for those have no
     * order.
     */
    public static double of(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "a correlation needs pairs, not " + first.length + " and " + second.length + " values");
        }
        double[] a = ranks(first);
        double[] b = ranks(second);
        double middle = (a.length + 1) / 2.0;
        double product = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.length; i++) {
            product += (a[i] - middle) * (b[i] - middle);
            squaresOfA += (a[i] - middle) * (a[i] - middle);
            squaresOfB += (b[i] - middle) * (b[i] - middle);
        }
        return product / Math.sqrt(squaresOfA * squaresOfB);
    }

    private static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted((i, j) -> Double.compare(values[i], values[j]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }
}
