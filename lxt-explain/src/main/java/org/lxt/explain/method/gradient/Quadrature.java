// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.gradient;

import java.util.Arrays;
import java.util.Locale;

/**
 * Where an integral over [0, 1] is looked at, and how much each place counts. Source: {@code approximation_methods.py} of captum
 * 0.9, whose weights these are.
 */
public enum Quadrature {
    /** The nodes and weights of Gauss and Legendre, exact for polynomials of degree {@code 2 n - 1}. */
    GAUSS_LEGENDRE {
        @Override
        Rule of(int points) {
            return GaussLegendre.rule(points);
        }
    },
    /** {@code 0, 1/n, ..., 1 - 1/n}. */
    RIEMANN_LEFT {
        @Override
        Rule of(int points) {
            return equal(points, 0);
        }
    },
    /** {@code 1/n, ..., 1}. */
    RIEMANN_RIGHT {
        @Override
        Rule of(int points) {
            return equal(points, 1);
        }
    },
    /** The middles of n equal parts. */
    RIEMANN_MIDDLE {
        @Override
        Rule of(int points) {
            return equal(points, 0.5);
        }
    },
    /** {@code 0, 1/(n-1), ..., 1}, each with weight 1/n and the two ends with half of it, which add up to {@code (n-1)/n}. */
    RIEMANN_TRAPEZOID {
        @Override
        Rule of(int points) {
            if (points < 2) {
                throw new IllegalArgumentException("the trapezoidal rule needs at least 2 points, not " + points);
            }
            double[] places = new double[points];
            Arrays.setAll(places, i -> i / (points - 1.0));
            double[] weights = new double[points];
            Arrays.fill(weights, 1.0 / points);
            weights[0] /= 2;
            weights[points - 1] /= 2;
            return new Rule(places, weights);
        }
    };

    /**
     * Places and weights.
     *
     * @param places between 0 and 1, in rising order
     * @param weights one for each
     */
    record Rule(double[] places, double[] weights) {}

    abstract Rule of(int points);

    private static Rule equal(int points, double shift) {
        double[] places = new double[points];
        Arrays.setAll(places, i -> (i + shift) / points);
        double[] weights = new double[points];
        Arrays.fill(weights, 1.0 / points);
        return new Rule(places, weights);
    }

    /** Its name in small letters, such as {@code gauss-legendre}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
