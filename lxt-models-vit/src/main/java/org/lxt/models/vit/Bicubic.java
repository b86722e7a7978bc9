// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

/**
 * Bicubic interpolation as {@code torch.nn.functional.interpolate} does it, along one axis; the other is done in the same
 * way. Beyond the edge the last value is repeated.
 */
enum Bicubic {
    /** The first and the last value keep their places; what torchvision's {@code interpolate_embeddings} does. */
    ALIGNED_CORNERS,
    /** Values stand for intervals of equal length; what {@code interpolate_pos_encoding} of transformers does. */
    INTERVALS,
    /**
     * The same with a filter that grows with the interval it must cover; what timm's {@code resample_abs_pos_embed} does.
     */
    ANTIALIASED;

    /** The slope of the filter's curve at 1. */
    private static final double SLOPE = -0.75;

    private static final double SLOPE_ANTIALIASED = -0.5;
    private static final int REACH = 2;

    /** How much of each of {@code length} values goes into each of {@code wanted} ones: {@code [wanted][length]}. */
    double[][] weights(int length, int wanted) {
        double[][] weights = new double[wanted][length];
        for (int i = 0; i < wanted; i++) {
            if (this == ANTIALIASED) {
                antialiased(weights[i], i, (double) length / wanted);
            } else {
                interpolated(weights[i], position(i, length, wanted));
            }
        }
        return weights;
    }

    private double position(int i, int length, int wanted) {
        if (this == ALIGNED_CORNERS) {
            return wanted == 1 ? 0 : i * (length - 1.0) / (wanted - 1);
        }
        return (i + 0.5) * length / wanted - 0.5;
    }

    /** Four values around a position, those beyond the edge being that at the edge. */
    private static void interpolated(double[] weights, double position) {
        int floor = (int) Math.floor(position);
        for (int at = floor - 1; at <= floor + REACH; at++) {
            weights[Math.clamp(at, 0, weights.length - 1)] += curve(position - at, SLOPE);
        }
    }

    /** All values that a filter as wide as the interval reaches, normalised to 1. */
    private static void antialiased(double[] weights, int i, double scale) {
        double width = Math.max(scale, 1);
        double center = scale * (i + 0.5);
        int from = Math.max(0, (int) (center - REACH * width + 0.5));
        int to = Math.min(weights.length, (int) (center + REACH * width + 0.5));
        double sum = 0;
        for (int at = from; at < to; at++) {
            weights[at] = curve((at - center + 0.5) / width, SLOPE_ANTIALIASED);
            sum += weights[at];
        }
        for (int at = from; at < to; at++) {
            weights[at] /= sum;
        }
    }

    /** Keys' cubic convolution kernel. */
    private static double curve(double distance, double slope) {
        double d = Math.abs(distance);
        if (d < 1) {
            return ((slope + 2) * d - (slope + 3)) * d * d + 1;
        }
        return d < REACH ? ((slope * d - 5 * slope) * d + 8 * slope) * d - 4 * slope : 0;
    }
}
