// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.statistic;

/**
 * A mean and where it would probably lie for other prompts of the same kind.
 *
 * @param mean the mean
 * @param low the lower end of the interval
 * @param high its upper end
 * @param count of how many values
 */
public record Interval(double mean, double low, double high, int count) {
    /** Whether it and another have no value in common. */
    public boolean isApartFrom(Interval other) {
        return high < other.low || other.high < low;
    }
}
