// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.subject;

/** How far two lists of numbers are apart. */
public final class Distance {
    private Distance() {}

    /** The largest difference over the largest absolute value expected; NaN counts as infinitely far. */
    public static double of(double[] actual, double[] expected) {
        if (actual.length != expected.length) {
            return Double.POSITIVE_INFINITY;
        }
        double scale = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            if (Double.isNaN(actual[i]) || Double.isNaN(expected[i])) {
                return Double.POSITIVE_INFINITY;
            }
            scale = Math.max(scale, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
        }
        return difference == 0 ? 0 : difference / scale;
    }

    /** The sum of the absolute values. */
    public static double size(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += Math.abs(value);
        }
        return sum;
    }
}
