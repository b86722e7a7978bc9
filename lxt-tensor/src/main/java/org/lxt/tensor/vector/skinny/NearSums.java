// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.skinny;

import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.skinny.NearKernels.GROUP;
import static org.lxt.tensor.vector.skinny.NearKernels.ROWS;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.vector.pack.Decoder;
import org.lxt.tensor.weight.WeightData;

/**
 * Sums of the stored rows of a weight, each row times an element of x. An element of the result takes the rows in order,
 * each by one fused multiply-add, the same whether its row comes alone or with others.
 */
final class NearSums {
    /** Columns per share of the work, at least: blocks of all encodings are whole in them. */
    private static final int GRAIN = 256;

    /** Columns that are worked on at a time at most: whole blocks, and whole groups of vectors of all lengths. */
    private static final int WIDTH = 3 * GRAIN;

    /** Stored rows that are widened at a time, which stay in the nearest cache or the next one. */
    private static final int DEPTH = 16;

    private NearSums() {}

    /**
     * {@code y[r][k]} is the sum over stored rows o of {@code x[r][o]} times element k of that row.
     *
     * @param stride elements from one stored row to the next
     * @param steps stored rows
     * @param n elements of each
     */
    static void run(
            MemorySegment y, MemorySegment x, int rows, WeightData w, long stride, int steps, int n, Workers workers) {
        int grains = (n + GRAIN - 1) / GRAIN;
        workers.forRanges(grains, 1, (long) rows * steps * GRAIN, (from, to) -> {
            float[] sums = new float[(rows + rows % ROWS) * WIDTH];
            int[] widened = new int[DEPTH * WIDTH];
            int end = Math.min(n, to * GRAIN);
            for (int column = from * GRAIN; column < end; column += WIDTH) {
                int columns = Math.min(WIDTH, end - column);
                Arrays.fill(sums, 0);
                strip(sums, x, rows, w, w.offset() + column, stride, steps, columns, widened);
                for (int r = 0; r < rows; r++) {
                    long at = 4 * ((long) r * n + column);
                    MemorySegment.copy(sums, r * WIDTH, y, FLOAT, at, columns);
                }
            }
        });
    }

    /** Columns after the last, which fill up a group of vectors, are garbage: their results are not stored. */
    private static void strip(
            float[] sums,
            MemorySegment x,
            int rows,
            WeightData w,
            long first,
            long stride,
            int steps,
            int columns,
            int[] widened) {
        float[] factors = new float[ROWS * DEPTH];
        for (int k = 0; k < steps; k += DEPTH) {
            int depth = Math.min(DEPTH, steps - k);
            for (int j = 0; j < depth; j++) {
                Decoder.elements(w.encoding(), w.segment(), first + (k + j) * stride, columns, widened, j * WIDTH);
            }
            for (int r = 0; r < rows; r += ROWS) {
                for (int i = 0; i < ROWS; i++) {
                    // an odd row is computed twice
                    long row = Math.min(r + i, rows - 1);
                    for (int j = 0; j < depth; j++) {
                        factors[ROWS * j + i] = x.get(FLOAT, 4 * (row * steps + k + j));
                    }
                }
                for (int c = 0; c < columns; c += GROUP * LENGTH) {
                    NearKernels.sums(depth, factors, widened, c, WIDTH, sums, r * WIDTH + c, WIDTH);
                }
            }
        }
    }
}
