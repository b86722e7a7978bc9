// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import java.lang.foreign.Arena;
import java.util.Optional;
import org.lxt.tensor.processor.RowProducts;
import org.lxt.tensor.weight.Encoding;

/** Compares products of few rows with plain loops, to the bit, at sizes that leave something over in each direction. */
final class RowProductsCheck {
    /** Rows of x; rows of the matrix; its columns. */
    private static final int[][] SIZES = {
        {1, 5, 67}, {2, 4, 16}, {3, 9, 41}, {4, 7, 80}, {5, 1, 9}, {6, 35, 83}, {8, 6, 33}
    };

    private final RowProducts products;
    private final Arena arena;

    private RowProductsCheck(RowProducts products, Arena arena) {
        this.products = products;
        this.arena = arena;
    }

    /** What is wrong with it where elements are stored by themselves, in words that follow a name; empty if nothing is. */
    static Optional<String> problem(RowProducts products) {
        int lanes = products.lanes();
        if (lanes < 1 || Integer.bitCount(lanes) != 1) {
            return Optional.of("have vectors of " + lanes + " lanes");
        }
        for (Encoding encoding : Encoding.ofElements()) {
            if (products.reads(encoding)) {
                Optional<String> problem = problem(products, encoding, SIZES);
                if (problem.isPresent()) {
                    return problem;
                }
            }
        }
        return Optional.empty();
    }

    /** What is wrong with it where elements are stored in blocks of an encoding that it reads. */
    static Optional<String> problem(RowProducts products, Encoding encoding) {
        return problem(products, encoding, sizes(encoding.blockElements()));
    }

    private static Optional<String> problem(RowProducts products, Encoding encoding, int[][] sizes) {
        try (Arena arena = Arena.ofConfined()) {
            RowProductsCheck check = new RowProductsCheck(products, arena);
            for (int[] size : sizes) {
                CheckedMatrix w = new CheckedMatrix(arena, encoding, size[1], size[2]);
                if (!check.dotsAreRight(w, size[0]) || !check.sumsAreRight(w, size[0])) {
                    return Optional.of("computed a product of " + size[0] + " rows with " + size[1] + " x " + size[2]
                            + " elements of " + encoding + " wrongly");
                }
            }
        }
        return Optional.empty();
    }

    /** Of matrices in blocks: whole ones, and a part of the last one. */
    private static int[][] sizes(int block) {
        return new int[][] {{1, 5, 2 * block}, {1, 4, block + 9}, {3, 6, 2 * block - 7}};
    }

    private boolean dotsAreRight(CheckedMatrix w, int rows) {
        CheckedMatrix x = new CheckedMatrix(arena, Encoding.F32, rows, w.columns);
        CheckedMatrix y = CheckedMatrix.untouched(arena, rows + 1, w.rows);
        products.dots(w.encoding, w.s, w.at, w.step, w.rows, x.s, x.at, x.step, rows, w.columns, y.s, y.at, y.step);
        y.read();
        for (int r = 0; r < rows; r++) {
            for (int o = 0; o < w.rows; o++) {
                if (!same(y.element(r, o), dot(x, r, w, o))) {
                    return false;
                }
            }
        }
        return y.isUntouchedBut(rows);
    }

    /** In the order that {@link RowProducts#dots} gives. */
    private float dot(CheckedMatrix x, int r, CheckedMatrix w, int o) {
        int lanes = products.lanes();
        int whole = w.columns - w.columns % lanes;
        float[] sums = new float[lanes];
        for (int k = 0; k < whole; k++) {
            sums[k % lanes] = Math.fma(x.element(r, k), w.element(o, k), sums[k % lanes]);
        }
        for (int half = lanes / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[i] += sums[i + half];
            }
        }
        float sum = sums[0];
        for (int k = whole; k < w.columns; k++) {
            sum = Math.fma(x.element(r, k), w.element(o, k), sum);
        }
        return sum;
    }

    private boolean sumsAreRight(CheckedMatrix w, int rows) {
        CheckedMatrix x = new CheckedMatrix(arena, Encoding.F32, rows, w.rows);
        CheckedMatrix y = CheckedMatrix.untouched(arena, rows + 1, w.columns);
        products.sums(w.encoding, w.s, w.at, w.step, w.rows, x.s, x.at, x.step, rows, w.columns, y.s, y.at, y.step);
        y.read();
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < w.columns; k++) {
                float sum = 0;
                for (int o = 0; o < w.rows; o++) {
                    sum = Math.fma(x.element(r, o), w.element(o, k), sum);
                }
                if (!same(y.element(r, k), sum)) {
                    return false;
                }
            }
        }
        return y.isUntouchedBut(rows);
    }

    /** What is not a number has many bits, and all are the same to what follows. */
    private static boolean same(float a, float b) {
        return Float.floatToIntBits(a) == Float.floatToIntBits(b);
    }
}
