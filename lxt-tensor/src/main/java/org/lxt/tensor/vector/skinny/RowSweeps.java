// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.skinny;

import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.skinny.SweepKernels.GROUP;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.vector.pack.Decoder;
import org.lxt.tensor.vector.pack.Operand;
import org.lxt.tensor.vector.pack.Scratch;
import org.lxt.tensor.vector.tile.VectorTiles;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.WeightData;

/**
 * {@code gx = gy W} for few rows of gy: W is read once, in the order in which it is stored, and its rows are added up
 * in gx.
 */
public final class RowSweeps {
    /** Rows of gy up to which this is the faster way. */
    private static final int MOST_ROWS = VectorTiles.MANY_REGISTERS ? 24 : 4;

    /** Floats of the result that are worked on at a time: they stay in the nearest cache while W passes by. */
    private static final int NEAR = 12_288;

    /** Keeps a row's stores from looking like stores to the next row, which is judged by the low twelve address bits. */
    private static final int GAP = 272;

    private static final int ROOM = NEAR + MOST_ROWS * GAP;

    /** Columns per share of the work, at least. */
    private static final int GRAIN = 256;

    private RowSweeps() {}

    /** Whether this is the way for so many rows of gy and a weight stored so. */
    public static boolean suits(int rows, WeightData w) {
        return rows <= MOST_ROWS
                && w.columnStride() == 1
                && (w.encoding() == Encoding.BF16 || w.encoding() == Encoding.F32);
    }

    /** The product, shared among the threads. */
    public static void linearGradient(
            HostBuffer gx, HostBuffer gy, int rows, WeightData w, Workers workers, ThreadLocal<Scratch> scratches) {
        int grains = (w.columns() + GRAIN - 1) / GRAIN;
        workers.forRanges(grains, 1, (long) rows * w.rows() * GRAIN, (from, to) -> {
            float[] sums = scratches.get().sums.ofSize(ROOM);
            float[] factors = new float[4 * GROUP];
            int width = NEAR / rows / LENGTH * LENGTH;
            int end = Math.min(w.columns(), to * GRAIN);
            for (int column = from * GRAIN; column < end; column += width) {
                int columns = Math.min(width, end - column);
                int step = columns + GAP;
                Arrays.fill(sums, 0, rows * step, 0);
                strip(sums, step, gy.segment(), rows, w, column, columns, factors);
                for (int r = 0; r < rows; r++) {
                    long at = 4 * ((long) r * w.columns() + column);
                    MemorySegment.copy(sums, r * step, gx.segment(), FLOAT, at, columns);
                }
            }
        });
    }

    /** Columns {@code column .. column + columns} of the result. */
    private static void strip(
            float[] sums,
            int step,
            MemorySegment gy,
            int rows,
            WeightData w,
            int column,
            int columns,
            float[] factors) {
        Operand stored = Operand.of(w);
        int whole = columns - columns % LENGTH;
        int k = 0;
        for (; k <= w.rows() - GROUP; k += GROUP) {
            int together;
            for (int r = 0; r < rows; r += together) {
                together = VectorTiles.MANY_REGISTERS && rows - r >= 4 ? 4 : 1;
                for (int i = 0; i < together; i++) {
                    long from = 4 * ((long) (r + i) * w.rows() + k);
                    MemorySegment.copy(gy, FLOAT, from, factors, i * GROUP, GROUP);
                }
                SweepKernels.run(
                        w.encoding(),
                        together,
                        sums,
                        r * step,
                        step,
                        factors,
                        w.segment(),
                        stored.at(k, column),
                        stored.at(k + 1, column),
                        stored.at(k + 2, column),
                        stored.at(k + 3, column),
                        whole);
            }
            one(sums, step, gy, rows, stored, k, GROUP, column, whole, columns);
        }
        one(sums, step, gy, rows, stored, k, w.rows() - k, column, 0, columns);
    }

    /** What does not fill vectors or groups, element by element: columns {@code from .. to} of the strip. */
    private static void one(
            float[] sums,
            int step,
            MemorySegment gy,
            int rows,
            Operand w,
            int k,
            int count,
            int column,
            int from,
            int to) {
        for (int i = k; i < k + count; i++) {
            for (int c = from; c < to; c++) {
                float value = Decoder.element(w.encoding(), w.segment(), w.at(i, column + c));
                for (int r = 0; r < rows; r++) {
                    float factor = gy.get(FLOAT, 4 * ((long) r * w.rows() + i));
                    sums[r * step + c] = Math.fma(value, factor, sums[r * step + c]);
                }
            }
        }
    }
}
