// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.heat;

import java.util.Arrays;

/**
 * The numbers that the ends of a palette stand for.
 *
 * @param min the number of the first colour
 * @param max the number of the last
 */
public record Range(double min, double max) {
    private static final int LAST = ColorMap.SIZE - 1;

    /** From minus the largest absolute value to plus it, so that 0 is in the middle. */
    public static Range symmetric(double[] values) {
        double limit = Arrays.stream(values).map(Math::abs).max().orElse(0);
        return new Range(-limit, limit);
    }

    /** From the smallest to the largest value. */
    public static Range full(double[] values) {
        return new Range(
                Arrays.stream(values).min().orElse(0),
                Arrays.stream(values).max().orElse(0));
    }

    /**
     * The colour of a value, 0 to 255; what lies outside has that of the end. Where all values are the same, it is the
     * middle.
     */
    public int index(double value) {
        return max > min ? (int) Math.clamp((value - min) / (max - min) * LAST, 0, LAST) : LAST / 2;
    }
}
