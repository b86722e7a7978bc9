// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.resize;

import java.util.Arrays;

/**
 * For each pixel of a resized row, which pixels of the old one it is made of and with what weights. Where a row becomes
 * shorter the filter is stretched, which is what antialiasing means here.
 *
 * @param first the first old pixel, for each new one
 * @param weights for each new pixel, those of as many old ones from there on; they add up to 1
 */
record Coefficients(int[] first, double[][] weights) {
    static Coefficients of(Filter filter, int from, int to) {
        double scale = (double) from / to;
        double stretch = Math.max(scale, 1);
        double support = filter.support() * stretch;
        int[] first = new int[to];
        double[][] weights = new double[to][];
        for (int i = 0; i < to; i++) {
            double center = (i + 0.5) * scale;
            int begin = Math.max(0, (int) (center - support + 0.5));
            int end = Math.min(from, (int) (center + support + 0.5));
            double[] row = new double[end - begin];
            for (int k = 0; k < row.length; k++) {
                row[k] = filter.weight((k + begin - center + 0.5) * (1 / stretch));
            }
            double sum = Arrays.stream(row).sum();
            for (int k = 0; k < row.length; k++) {
                row[k] = sum == 0 ? row[k] : row[k] / sum;
            }
            first[i] = begin;
            weights[i] = row;
        }
        return new Coefficients(first, weights);
    }

    /** Bits after the point of integer weights as Pillow makes them: as many as leave room for sums. */
    static final int PILLOW_BITS = 32 - 8 - 2;

    /** The weights as integers with this many bits after the point, rounded away from 0. */
    int[][] rounded(int bits) {
        int[][] integers = new int[weights.length][];
        for (int i = 0; i < weights.length; i++) {
            integers[i] = new int[weights[i].length];
            for (int k = 0; k < integers[i].length; k++) {
                double scaled = weights[i][k] * (1 << bits);
                integers[i][k] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
            }
        }
        return integers;
    }

    /** The most bits after the point with which all weights fit into 16 bits, as torch chooses them. */
    int bitsForShorts() {
        double largest = 0;
        for (double[] row : weights) {
            for (double weight : row) {
                largest = Math.max(largest, weight);
            }
        }
        int bits = 0;
        while (bits < PILLOW_BITS && (int) (0.5 + largest * (1 << (bits + 1))) < 1 << 15) {
            bits++;
        }
        return bits;
    }
}
