// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.kernel;

/** The standard normal distribution. */
final class NormalDistribution {
    private static final double INV_SQRT_2PI = 0.3989422804014327;
    private static final double SQRT_HALF = 0.7071067811865476;
    private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

    private NormalDistribution() {}

    /** x times the density at x. */
    static double timesDensity(double x) {
        return x * INV_SQRT_2PI * StrictMath.exp(-0.5 * x * x);
    }

    /** Its distribution function: the share below x. */
    static double below(double x) {
        double z = x * SQRT_HALF;
        return x < -1 ? 0.5 * erfc(-z) : 0.5 * (1 + erf(z));
    }

    /** Series with positive terms only (Abramowitz and Stegun 7.1.6), far out by {@link #erfc}. */
    private static double erf(double z) {
        double a = Math.abs(z);
        if (a >= 3) {
            return Math.copySign(1 - erfc(a), z);
        }
        double term = a;
        double sum = a;
        for (int n = 1; term > sum * 1e-17; n++) {
            term *= 2 * a * a / (2 * n + 1);
            sum += term;
        }
        return Math.copySign(TWO_OVER_SQRT_PI * StrictMath.exp(-a * a) * sum, z);
    }

    /** For z of 0.7 and more: continued fraction (Abramowitz and Stegun 7.1.14), evaluated from its far end. */
    private static double erfc(double z) {
        if (z < 2) {
            return 1 - erf(z);
        }
        double fraction = z;
        for (int n = 60; n >= 1; n--) {
            fraction = z + n / 2.0 / fraction;
        }
        return StrictMath.exp(-z * z) * TWO_OVER_SQRT_PI / 2 / fraction;
    }
}
