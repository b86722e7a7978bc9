// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.statistic;

/** The standard normal distribution. */
final class Normal {
    private static final int MOST_TERMS = 400;
    private static final double FAR = 8;
    private static final int HALVINGS = 100;

    private Normal() {}

    /**
     * The share below a value, to about 1e-15.
     *
     * @see <a href="https://doi.org/10.18637/jss.v011.i04">Marsaglia, Evaluating the Normal Distribution, 2004</a>
     */
    static double below(double z) {
        if (Math.abs(z) >= FAR) {
            return z > 0 ? 1 : 0;
        }
        double term = z;
        double sum = z;
        for (int i = 3; i < MOST_TERMS && Math.abs(term) > 1e-18 * Math.abs(sum); i += 2) {
            term *= z * z / i;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    /** The value with this share below it; minus and plus infinity for 0 and 1. */
    static double quantile(double share) {
        if (share <= 0 || share >= 1) {
            return share <= 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double low = -FAR;
        double high = FAR;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (below(middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
