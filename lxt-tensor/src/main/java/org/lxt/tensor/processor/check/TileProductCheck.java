// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import java.util.Optional;
import java.util.Random;
import org.lxt.tensor.processor.TileProduct;

/** Compares a product kernel with plain loops, at sizes that leave something over in each direction. */
final class TileProductCheck {
    private static final int[] DEPTHS = {1, 3, 7, 66};

    /** Elements before, between and after operands, which a kernel must leave alone. */
    private static final int GAP = 5;

    private TileProductCheck() {}

    /** What is wrong with it, in words that follow a name; empty if nothing is. */
    static Optional<String> problem(TileProduct kernel) {
        int tile = kernel.rows();
        for (int depth : DEPTHS) {
            for (int rows : new int[] {1, tile - 1, tile, 2 * tile + 1 + depth % tile}) {
                if (rows > 0 && !isRight(kernel, rows, depth)) {
                    return Optional.of("computed a product of " + rows + " x " + depth + " elements wrongly");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isRight(TileProduct kernel, int rows, int depth) {
        int height = kernel.rows();
        int width = kernel.columns();
        int tiles = (rows + height - 1) / height;
        int step = depth * height + GAP;
        Random random = new Random(31L * rows + depth);
        float[] a = values(random, GAP + tiles * step);
        float[] b = values(random, GAP + depth * width + GAP);
        float[] c = values(random, GAP + tiles * height * width + GAP);
        float[] expected = c.clone();
        for (int row = 0; row < rows; row++) {
            int from = GAP + row / height * step + row % height;
            for (int column = 0; column < width; column++) {
                int to = GAP + row * width + column;
                for (int k = 0; k < depth; k++) {
                    expected[to] = Math.fma(a[from + k * height], b[GAP + k * width + column], expected[to]);
                }
            }
        }
        kernel.run(rows, depth, a, GAP, step, b, GAP, c, GAP);
        return same(expected, c, 0, GAP + rows * width)
                && same(expected, c, GAP + tiles * height * width, expected.length);
    }

    private static boolean same(float[] expected, float[] c, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Float.floatToRawIntBits(expected[i]) != Float.floatToRawIntBits(c[i])) {
                return false;
            }
        }
        return true;
    }

    private static float[] values(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
