// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.gradient;

/** Nodes and weights of Gauss and Legendre, by Newton's method on the Legendre polynomial. */
final class GaussLegendre {
    private static final int MOST_STEPS = 100;

    private GaussLegendre() {}

    static Quadrature.Rule rule(int points) {
        double[] places = new double[points];
        double[] weights = new double[points];
        for (int i = 0; i < points; i++) {
            // The roots lie between those of a Chebyshev polynomial; counted down from 1, they rise.
            double x = -Math.cos(Math.PI * (i + 0.75) / (points + 0.5));
            double slope = 0;
            for (int step = 0; step < MOST_STEPS; step++) {
                double[] valueAndSlope = legendre(points, x);
                slope = valueAndSlope[1];
                double change = valueAndSlope[0] / slope;
                x -= change;
                if (Math.abs(change) <= Math.ulp(1.0)) {
                    break;
                }
            }
            slope = legendre(points, x)[1];
            places[i] = (1 + x) / 2;
            weights[i] = 1 / ((1 - x * x) * slope * slope);
        }
        return new Quadrature.Rule(places, weights);
    }

    /** The Legendre polynomial of a degree and its derivative. */
    private static double[] legendre(int degree, double x) {
        double before = 1;
        double value = x;
        for (int k = 2; k <= degree; k++) {
            double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
            before = value;
            value = next;
        }
        double slope = degree * (x * value - before) / (x * x - 1);
        return new double[] {value, slope};
    }
}
