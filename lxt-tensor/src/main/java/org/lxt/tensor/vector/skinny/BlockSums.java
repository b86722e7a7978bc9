// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.skinny;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.I;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.vector.block.BlockReader;
import org.lxt.tensor.vector.tile.VectorTiles;
import org.lxt.tensor.weight.WeightData;

/**
 * Sums of the stored rows of a weight in blocks, each row times an element of x. An element of the result takes the rows in order,
 * each by one fused multiply-add, the same whether its row comes alone or with others.
 */
final class BlockSums {
    /** Stored rows that go together: the result is read and written once for all of them. */
    private static final int GROUP = 4;

    /** Columns per share of the work, at least: blocks of all encodings are whole in them. */
    private static final int GRAIN = 256;

    /** Columns that are worked on at a time at most, so that what is widened of a group stays in the nearest cache. */
    private static final int WIDEST = 1_024;

    /** Floats of the result that stay there too. */
    private static final int NEAR = 8_192;

    /** Keeps a row's stores from looking like stores to the next row, which is judged by the low twelve address bits. */
    private static final int GAP = 272;

    private BlockSums() {}

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
        int width = Math.clamp(NEAR / rows / GRAIN * ((long) GRAIN), GRAIN, WIDEST);
        workers.forRanges(grains, 1, (long) rows * steps * GRAIN, (from, to) -> {
            float[] sums = new float[rows * (width + GAP)];
            int[] widened = new int[GROUP * width];
            int end = Math.min(n, to * GRAIN);
            for (int column = from * GRAIN; column < end; column += width) {
                int columns = Math.min(width, end - column);
                Arrays.fill(sums, 0);
                strip(sums, width + GAP, x, rows, w, w.offset() + column, stride, steps, columns, widened, width);
                for (int r = 0; r < rows; r++) {
                    long at = 4 * ((long) r * n + column);
                    MemorySegment.copy(sums, r * (width + GAP), y, FLOAT, at, columns);
                }
            }
        });
    }

    private static void strip(
            float[] sums,
            int step,
            MemorySegment x,
            int rows,
            WeightData w,
            long first,
            long stride,
            int steps,
            int columns,
            int[] widened,
            int width) {
        float[] factors = new float[4 * GROUP];
        for (int k = 0; k < steps; k += GROUP) {
            int count = Math.min(GROUP, steps - k);
            for (int j = 0; j < count; j++) {
                BlockReader.bits(w.encoding(), w.segment(), first + (k + j) * stride, columns, widened, j * width);
            }
            if (count < GROUP) {
                rest(sums, step, x, rows, steps, k, count, 0, columns, widened, width);
                return;
            }
            int whole = columns - columns % LENGTH;
            int together;
            for (int r = 0; r < rows; r += together) {
                together = VectorTiles.MANY_REGISTERS && rows - r >= 4 ? 4 : 1;
                for (int i = 0; i < together; i++) {
                    MemorySegment.copy(x, FLOAT, 4 * ((long) (r + i) * steps + k), factors, i * GROUP, GROUP);
                }
                if (together == 4) {
                    four(sums, r * step, step, factors, widened, width, whole);
                } else {
                    one(sums, r * step, factors, widened, width, whole);
                }
            }
            rest(sums, step, x, rows, steps, k, GROUP, whole, columns, widened, width);
        }
    }

    /** What does not fill vectors or groups, element by element. */
    private static void rest(
            float[] sums,
            int step,
            MemorySegment x,
            int rows,
            int steps,
            int k,
            int count,
            int from,
            int to,
            int[] widened,
            int width) {
        for (int j = 0; j < count; j++) {
            for (int r = 0; r < rows; r++) {
                float factor = x.get(FLOAT, 4 * ((long) r * steps + k + j));
                for (int c = from; c < to; c++) {
                    float value = Float.intBitsToFloat(widened[j * width + c]);
                    sums[r * step + c] = Math.fma(value, factor, sums[r * step + c]);
                }
            }
        }
    }

    private static FloatVector widened(int[] w, int at) {
        return IntVector.fromArray(I, w, at).reinterpretAsFloats();
    }

    private static void one(float[] y, int yAt, float[] g, int[] w, int width, int n) {
        FloatVector g0 = FloatVector.broadcast(F, g[0]);
        FloatVector g1 = FloatVector.broadcast(F, g[1]);
        FloatVector g2 = FloatVector.broadcast(F, g[2]);
        FloatVector g3 = FloatVector.broadcast(F, g[3]);
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector sum = widened(w, i).fma(g0, FloatVector.fromArray(F, y, yAt + i));
            sum = widened(w, width + i).fma(g1, sum);
            sum = widened(w, 2 * width + i).fma(g2, sum);
            widened(w, 3 * width + i).fma(g3, sum).intoArray(y, yAt + i);
        }
    }

    private static void four(float[] y, int yAt, int yStep, float[] g, int[] w, int width, int n) {
        FloatVector g00 = FloatVector.broadcast(F, g[0]);
        FloatVector g01 = FloatVector.broadcast(F, g[1]);
        FloatVector g02 = FloatVector.broadcast(F, g[2]);
        FloatVector g03 = FloatVector.broadcast(F, g[3]);
        FloatVector g10 = FloatVector.broadcast(F, g[4]);
        FloatVector g11 = FloatVector.broadcast(F, g[5]);
        FloatVector g12 = FloatVector.broadcast(F, g[6]);
        FloatVector g13 = FloatVector.broadcast(F, g[7]);
        FloatVector g20 = FloatVector.broadcast(F, g[8]);
        FloatVector g21 = FloatVector.broadcast(F, g[9]);
        FloatVector g22 = FloatVector.broadcast(F, g[10]);
        FloatVector g23 = FloatVector.broadcast(F, g[11]);
        FloatVector g30 = FloatVector.broadcast(F, g[12]);
        FloatVector g31 = FloatVector.broadcast(F, g[13]);
        FloatVector g32 = FloatVector.broadcast(F, g[14]);
        FloatVector g33 = FloatVector.broadcast(F, g[15]);
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector w0 = widened(w, i);
            FloatVector w1 = widened(w, width + i);
            FloatVector w2 = widened(w, 2 * width + i);
            FloatVector w3 = widened(w, 3 * width + i);
            FloatVector y0 = w0.fma(g00, FloatVector.fromArray(F, y, yAt + i));
            y0 = w1.fma(g01, y0);
            y0 = w2.fma(g02, y0);
            w3.fma(g03, y0).intoArray(y, yAt + i);
            FloatVector y1 = w0.fma(g10, FloatVector.fromArray(F, y, yAt + yStep + i));
            y1 = w1.fma(g11, y1);
            y1 = w2.fma(g12, y1);
            w3.fma(g13, y1).intoArray(y, yAt + yStep + i);
            FloatVector y2 = w0.fma(g20, FloatVector.fromArray(F, y, yAt + 2 * yStep + i));
            y2 = w1.fma(g21, y2);
            y2 = w2.fma(g22, y2);
            w3.fma(g23, y2).intoArray(y, yAt + 2 * yStep + i);
            FloatVector y3 = w0.fma(g30, FloatVector.fromArray(F, y, yAt + 3 * yStep + i));
            y3 = w1.fma(g31, y3);
            y3 = w2.fma(g32, y3);
            w3.fma(g33, y3).intoArray(y, yAt + 3 * yStep + i);
        }
    }
}
