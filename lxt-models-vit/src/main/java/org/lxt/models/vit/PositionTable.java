// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import java.util.Arrays;

/**
 * Learned positions: of the tokens before the patches, and of the patches on a grid. For a grid of another size they are
 * interpolated.
 *
 * @param leading of the tokens before the patches, {@code [tokens hidden]}
 * @param grid of the patches, {@code [rows columns hidden]}
 * @param rows rows of the grid
 * @param columns columns of the grid
 * @param interpolation how to interpolate
 */
record PositionTable(double[] leading, double[] grid, int rows, int columns, Bicubic interpolation) {
    /** The positions of the tokens and patches of an image with this many patches. */
    double[] of(int wantedRows, int wantedColumns) {
        double[] patches = resized(wantedRows, wantedColumns);
        double[] all = Arrays.copyOf(leading, leading.length + patches.length);
        System.arraycopy(patches, 0, all, leading.length, patches.length);
        return all;
    }

    /** The same learned for a grid of this size. */
    PositionTable on(int wantedRows, int wantedColumns) {
        return new PositionTable(leading, resized(wantedRows, wantedColumns), wantedRows, wantedColumns, interpolation);
    }

    private double[] resized(int wantedRows, int wantedColumns) {
        if (wantedRows == rows && wantedColumns == columns) {
            return grid;
        }
        int hidden = grid.length / (rows * columns);
        double[] tall = along(grid, 1, rows, columns * hidden, interpolation.weights(rows, wantedRows));
        return along(tall, wantedRows, columns, hidden, interpolation.weights(columns, wantedColumns));
    }

    /** Combines the middle axis of {@code [outer, length, inner]} by a matrix {@code [wanted][length]}. */
    private static double[] along(double[] x, int outer, int length, int inner, double[][] weights) {
        int wanted = weights.length;
        double[] result = new double[outer * wanted * inner];
        for (int o = 0; o < outer; o++) {
            for (int w = 0; w < wanted; w++) {
                int to = (o * wanted + w) * inner;
                for (int l = 0; l < length; l++) {
                    double weight = weights[w][l];
                    int from = (o * length + l) * inner;
                    for (int i = 0; weight != 0 && i < inner; i++) {
                        result[to + i] += weight * x[from + i];
                    }
                }
            }
        }
        return result;
    }
}
