// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.skinny;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.skinny.NearKernels.GROUP;
import static org.lxt.tensor.vector.skinny.NearKernels.ROWS;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.vector.pack.Decoder;
import org.lxt.tensor.weight.WeightData;

/**
 * Dot products of rows of x with the stored rows of a weight. Each is one running vector, its lanes summed at the end and
 * then the elements that fill no vector: the same whether a row of x comes alone or with others.
 */
final class NearDots {
    /** Elements of a stored row that are widened at a time: blocks of all encodings are whole in it. */
    static final int CHUNK = 256;

    /** What a share works with: runs of the weight, and a running vector for each row of x and of the weight. */
    private record Near(int[] widened, float[] sums) {}

    private NearDots() {}

    /**
     * {@code y[r][o]} is the product of row r of x and of stored row o.
     *
     * @param stride elements from one stored row to the next
     */
    static void run(
            MemorySegment y,
            MemorySegment x,
            int rows,
            WeightData w,
            long stride,
            int outputs,
            int n,
            Workers workers) {
        int groups = (outputs + GROUP - 1) / GROUP;
        workers.forRanges(groups, 1, (long) rows * n * GROUP, (from, to) -> {
            // an odd row is computed twice
            Near near = new Near(new int[GROUP * CHUNK], new float[(rows + rows % ROWS) * GROUP * LENGTH]);
            for (int g = from; g < to; g++) {
                int count = Math.min(GROUP, outputs - g * GROUP);
                group(x, rows, w, w.offset() + g * ((long) GROUP) * stride, stride, count, n, near);
                for (int r = 0; r < rows; r++) {
                    for (int j = 0; j < count; j++) {
                        y.set(
                                FLOAT,
                                4 * ((long) r * outputs + g * ((long) GROUP) + j),
                                near.sums[(r * GROUP + j) * LENGTH]);
                    }
                }
            }
        });
    }

    /** Leaves each sum in the first lane of its running vector. */
    private static void group(
            MemorySegment x, int rows, WeightData w, long first, long stride, int count, int n, Near near) {
        float[] sums = near.sums;
        Arrays.fill(sums, 0);
        long rowBytes = 4L * n;
        int whole = n - n % LENGTH;
        for (int k = 0; k < n; k += CHUNK) {
            int some = Math.min(CHUNK, n - k);
            for (int j = 0; j < count; j++) {
                Decoder.elements(w.encoding(), w.segment(), first + j * stride + k, some, near.widened, j * CHUNK);
            }
            int vectors = Math.min(some, whole - k);
            for (int r = 0; r < rows; r += ROWS) {
                long second = r + 1 < rows ? rowBytes : 0;
                NearKernels.dots(x, r * rowBytes + 4L * k, second, near.widened, vectors, sums, r * GROUP * LENGTH);
            }
        }
        for (int i = 0; i < rows * GROUP; i++) {
            sums[i * LENGTH] = Lanes.sum(FloatVector.fromArray(F, sums, i * LENGTH));
        }
        for (int k = whole; k < n; k++) {
            for (int i = 0; i < rows * GROUP; i++) {
                float value = Float.intBitsToFloat(near.widened[i % GROUP * CHUNK + k % CHUNK]);
                float factor = x.get(FLOAT, i / GROUP * rowBytes + 4L * k);
                sums[i * LENGTH] = Math.fma(factor, value, sums[i * LENGTH]);
            }
        }
    }
}
