// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.skinny;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.I;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.load;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.vector.block.BlockReader;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.vector.tile.VectorTiles;
import org.lxt.tensor.weight.WeightData;

/**
 * Dot products of rows of x with the stored rows of a weight in blocks. Each is one running vector, its lanes summed at the end and
 * then the elements that fill no vector: the same whether a row of x comes alone or with others.
 */
final class BlockDots {
    /** Stored rows that go together. */
    private static final int GROUP = 4;

    /** Elements of a stored row that are widened at a time: blocks of all encodings are whole in it. */
    private static final int CHUNK = 256;

    /** What a share works with: four runs of the weight, and a running vector for each row of x and of the weight. */
    private record Near(int[] widened, float[] sums) {}

    private BlockDots() {}

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
            Near near = new Near(new int[GROUP * CHUNK], new float[rows * GROUP * LENGTH]);
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
                BlockReader.bits(w.encoding(), w.segment(), first + j * stride + k, some, near.widened, j * CHUNK);
            }
            int vectors = Math.min(some, whole - k);
            int r = 0;
            for (; VectorTiles.MANY_REGISTERS && r <= rows - 4; r += 4) {
                four(x, r * rowBytes + 4L * k, rowBytes, near.widened, vectors, sums, r * GROUP * LENGTH);
            }
            for (; r < rows; r++) {
                one(x, r * rowBytes + 4L * k, near.widened, vectors, sums, r * GROUP * LENGTH);
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

    private static FloatVector widened(int[] w, int at) {
        return IntVector.fromArray(I, w, at).reinterpretAsFloats();
    }

    private static void one(MemorySegment x, long xAt, int[] w, int n, float[] sums, int at) {
        FloatVector s0 = FloatVector.fromArray(F, sums, at);
        FloatVector s1 = FloatVector.fromArray(F, sums, at + LENGTH);
        FloatVector s2 = FloatVector.fromArray(F, sums, at + 2 * LENGTH);
        FloatVector s3 = FloatVector.fromArray(F, sums, at + 3 * LENGTH);
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = load(x, xAt + 4L * i);
            s0 = widened(w, i).fma(v, s0);
            s1 = widened(w, CHUNK + i).fma(v, s1);
            s2 = widened(w, 2 * CHUNK + i).fma(v, s2);
            s3 = widened(w, 3 * CHUNK + i).fma(v, s3);
        }
        s0.intoArray(sums, at);
        s1.intoArray(sums, at + LENGTH);
        s2.intoArray(sums, at + 2 * LENGTH);
        s3.intoArray(sums, at + 3 * LENGTH);
    }

    private static void four(MemorySegment x, long xAt, long xBytes, int[] w, int n, float[] sums, int at) {
        FloatVector s00 = FloatVector.fromArray(F, sums, at);
        FloatVector s01 = FloatVector.fromArray(F, sums, at + LENGTH);
        FloatVector s02 = FloatVector.fromArray(F, sums, at + 2 * LENGTH);
        FloatVector s03 = FloatVector.fromArray(F, sums, at + 3 * LENGTH);
        FloatVector s10 = FloatVector.fromArray(F, sums, at + 4 * LENGTH);
        FloatVector s11 = FloatVector.fromArray(F, sums, at + 5 * LENGTH);
        FloatVector s12 = FloatVector.fromArray(F, sums, at + 6 * LENGTH);
        FloatVector s13 = FloatVector.fromArray(F, sums, at + 7 * LENGTH);
        FloatVector s20 = FloatVector.fromArray(F, sums, at + 8 * LENGTH);
        FloatVector s21 = FloatVector.fromArray(F, sums, at + 9 * LENGTH);
        FloatVector s22 = FloatVector.fromArray(F, sums, at + 10 * LENGTH);
        FloatVector s23 = FloatVector.fromArray(F, sums, at + 11 * LENGTH);
        FloatVector s30 = FloatVector.fromArray(F, sums, at + 12 * LENGTH);
        FloatVector s31 = FloatVector.fromArray(F, sums, at + 13 * LENGTH);
        FloatVector s32 = FloatVector.fromArray(F, sums, at + 14 * LENGTH);
        FloatVector s33 = FloatVector.fromArray(F, sums, at + 15 * LENGTH);
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector x0 = load(x, xAt + 4L * i);
            FloatVector x1 = load(x, xAt + xBytes + 4L * i);
            FloatVector x2 = load(x, xAt + 2 * xBytes + 4L * i);
            FloatVector x3 = load(x, xAt + 3 * xBytes + 4L * i);
            FloatVector v = widened(w, i);
            s00 = v.fma(x0, s00);
            s10 = v.fma(x1, s10);
            s20 = v.fma(x2, s20);
            s30 = v.fma(x3, s30);
            v = widened(w, CHUNK + i);
            s01 = v.fma(x0, s01);
            s11 = v.fma(x1, s11);
            s21 = v.fma(x2, s21);
            s31 = v.fma(x3, s31);
            v = widened(w, 2 * CHUNK + i);
            s02 = v.fma(x0, s02);
            s12 = v.fma(x1, s12);
            s22 = v.fma(x2, s22);
            s32 = v.fma(x3, s32);
            v = widened(w, 3 * CHUNK + i);
            s03 = v.fma(x0, s03);
            s13 = v.fma(x1, s13);
            s23 = v.fma(x2, s23);
            s33 = v.fma(x3, s33);
        }
        s00.intoArray(sums, at);
        s01.intoArray(sums, at + LENGTH);
        s02.intoArray(sums, at + 2 * LENGTH);
        s03.intoArray(sums, at + 3 * LENGTH);
        s10.intoArray(sums, at + 4 * LENGTH);
        s11.intoArray(sums, at + 5 * LENGTH);
        s12.intoArray(sums, at + 6 * LENGTH);
        s13.intoArray(sums, at + 7 * LENGTH);
        s20.intoArray(sums, at + 8 * LENGTH);
        s21.intoArray(sums, at + 9 * LENGTH);
        s22.intoArray(sums, at + 10 * LENGTH);
        s23.intoArray(sums, at + 11 * LENGTH);
        s30.intoArray(sums, at + 12 * LENGTH);
        s31.intoArray(sums, at + 13 * LENGTH);
        s32.intoArray(sums, at + 14 * LENGTH);
        s33.intoArray(sums, at + 15 * LENGTH);
    }
}
