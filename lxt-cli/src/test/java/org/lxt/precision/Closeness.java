// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.precision;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How close one list of relevance is to another.
 *
 * @param correlation of the numbers
 * @param rankCorrelation of their ranks, Spearman's
 * @param inCommon the share of the ten largest, or of the larger half where there are fewer than twenty, that are the same
 * @param error the largest difference, over the largest number
 */
record Closeness(double correlation, double rankCorrelation, double inCommon, double error) {
    private static final int MOST = 10;

    static Closeness of(double[] expected, double[] actual) {
        int count = Math.clamp(expected.length / 2, 1, MOST);
        Set<Integer> common = largest(expected, count);
        common.retainAll(largest(actual, count));
        return new Closeness(
                correlation(expected, actual),
                correlation(ranks(expected), ranks(actual)),
                (double) common.size() / count,
                error(expected, actual));
    }

    private static double error(double[] expected, double[] actual) {
        double scale = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
        }
        return difference / scale;
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double both = 0;
        double ofA = 0;
        double ofB = 0;
        for (int i = 0; i < a.length; i++) {
            both += (a[i] - meanA) * (b[i] - meanB);
            ofA += (a[i] - meanA) * (a[i] - meanA);
            ofB += (b[i] - meanB) * (b[i] - meanB);
        }
        return both / Math.sqrt(ofA * ofB);
    }

    private static List<Integer> ascending(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .toList();
    }

    /** From 0 on; equal values share the mean of theirs. */
    private static double[] ranks(double[] values) {
        List<Integer> order = ascending(values);
        double[] ranks = new double[values.length];
        int to;
        for (int i = 0; i < order.size(); i = to) {
            to = i;
            while (to < order.size() && values[order.get(to)] == values[order.get(i)]) {
                to++;
            }
            for (int k = i; k < to; k++) {
                ranks[order.get(k)] = (i + to - 1) / 2.0;
            }
        }
        return ranks;
    }

    private static Set<Integer> largest(double[] values, int count) {
        List<Integer> order = ascending(values);
        return order.subList(order.size() - count, order.size()).stream().collect(Collectors.toSet());
    }
}
