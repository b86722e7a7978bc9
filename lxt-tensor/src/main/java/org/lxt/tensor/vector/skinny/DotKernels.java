// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.skinny;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.load;
import static org.lxt.tensor.vector.hardware.Lanes.loadWeight;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.vector.pack.Decoder;
import org.lxt.tensor.weight.Encoding;

/**
 * Dot products of rows of x with four rows of W, read where they are stored. Each is one running vector, its lanes summed
 * at the end and then the elements that fill no vector: the same whether a row of x comes alone or with others.
 */
public final class DotKernels {
    /** Rows of W that go together: their sums do not wait for each other, and share the loads of x. */
    public static final int GROUP = 4;

    private DotKernels() {}

    /**
     * Writes to {@code sums[i * 4 + j]} the product of row i of x, at {@code xAt + i * xBytes}, and the row of W at
     * {@code pj}, for one row of x or for four.
     */
    static void run(
            Encoding encoding,
            int rows,
            MemorySegment x,
            long xAt,
            long xBytes,
            MemorySegment w,
            long p0,
            long p1,
            long p2,
            long p3,
            int n,
            float[] sums) {
        if (encoding == Encoding.BF16) {
            if (rows == 4) {
                fourBf16(x, xAt, xBytes, w, p0, p1, p2, p3, n, sums);
            } else {
                oneBf16(x, xAt, w, p0, p1, p2, p3, n, sums);
            }
        } else if (rows == 4) {
            fourF32(x, xAt, xBytes, w, p0, p1, p2, p3, n, sums);
        } else {
            oneF32(x, xAt, w, p0, p1, p2, p3, n, sums);
        }
        for (int i = n - n % LENGTH; i < n; i++) {
            long at = (long) encoding.bytes() * i;
            float w0 = Decoder.element(encoding, w, p0 + at);
            float w1 = Decoder.element(encoding, w, p1 + at);
            float w2 = Decoder.element(encoding, w, p2 + at);
            float w3 = Decoder.element(encoding, w, p3 + at);
            for (int r = 0; r < rows; r++) {
                float v = x.get(FLOAT, xAt + r * xBytes + 4L * i);
                sums[4 * r] = Math.fma(v, w0, sums[4 * r]);
                sums[4 * r + 1] = Math.fma(v, w1, sums[4 * r + 1]);
                sums[4 * r + 2] = Math.fma(v, w2, sums[4 * r + 2]);
                sums[4 * r + 3] = Math.fma(v, w3, sums[4 * r + 3]);
            }
        }
    }

    private static void oneBf16(
            MemorySegment x, long xAt, MemorySegment w, long p0, long p1, long p2, long p3, int n, float[] sums) {
        FloatVector s00 = FloatVector.broadcast(F, 0);
        FloatVector s01 = FloatVector.broadcast(F, 0);
        FloatVector s02 = FloatVector.broadcast(F, 0);
        FloatVector s03 = FloatVector.broadcast(F, 0);
        for (int i = 0; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            FloatVector v0 = load(x, xAt + at);
            FloatVector wv = Decoder.loadBf16(w, p0 + 2L * i);
            s00 = wv.fma(v0, s00);
            wv = Decoder.loadBf16(w, p1 + 2L * i);
            s01 = wv.fma(v0, s01);
            wv = Decoder.loadBf16(w, p2 + 2L * i);
            s02 = wv.fma(v0, s02);
            wv = Decoder.loadBf16(w, p3 + 2L * i);
            s03 = wv.fma(v0, s03);
        }
        sums[0] = Lanes.sum(s00);
        sums[1] = Lanes.sum(s01);
        sums[2] = Lanes.sum(s02);
        sums[3] = Lanes.sum(s03);
    }

    private static void fourBf16(
            MemorySegment x,
            long xAt,
            long xBytes,
            MemorySegment w,
            long p0,
            long p1,
            long p2,
            long p3,
            int n,
            float[] sums) {
        FloatVector s00 = FloatVector.broadcast(F, 0);
        FloatVector s01 = FloatVector.broadcast(F, 0);
        FloatVector s02 = FloatVector.broadcast(F, 0);
        FloatVector s03 = FloatVector.broadcast(F, 0);
        FloatVector s10 = FloatVector.broadcast(F, 0);
        FloatVector s11 = FloatVector.broadcast(F, 0);
        FloatVector s12 = FloatVector.broadcast(F, 0);
        FloatVector s13 = FloatVector.broadcast(F, 0);
        FloatVector s20 = FloatVector.broadcast(F, 0);
        FloatVector s21 = FloatVector.broadcast(F, 0);
        FloatVector s22 = FloatVector.broadcast(F, 0);
        FloatVector s23 = FloatVector.broadcast(F, 0);
        FloatVector s30 = FloatVector.broadcast(F, 0);
        FloatVector s31 = FloatVector.broadcast(F, 0);
        FloatVector s32 = FloatVector.broadcast(F, 0);
        FloatVector s33 = FloatVector.broadcast(F, 0);
        for (int i = 0; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            FloatVector v0 = load(x, xAt + at);
            FloatVector v1 = load(x, xAt + xBytes + at);
            FloatVector v2 = load(x, xAt + 2 * xBytes + at);
            FloatVector v3 = load(x, xAt + 3 * xBytes + at);
            FloatVector wv = Decoder.loadBf16(w, p0 + 2L * i);
            s00 = wv.fma(v0, s00);
            s10 = wv.fma(v1, s10);
            s20 = wv.fma(v2, s20);
            s30 = wv.fma(v3, s30);
            wv = Decoder.loadBf16(w, p1 + 2L * i);
            s01 = wv.fma(v0, s01);
            s11 = wv.fma(v1, s11);
            s21 = wv.fma(v2, s21);
            s31 = wv.fma(v3, s31);
            wv = Decoder.loadBf16(w, p2 + 2L * i);
            s02 = wv.fma(v0, s02);
            s12 = wv.fma(v1, s12);
            s22 = wv.fma(v2, s22);
            s32 = wv.fma(v3, s32);
            wv = Decoder.loadBf16(w, p3 + 2L * i);
            s03 = wv.fma(v0, s03);
            s13 = wv.fma(v1, s13);
            s23 = wv.fma(v2, s23);
            s33 = wv.fma(v3, s33);
        }
        sums[0] = Lanes.sum(s00);
        sums[1] = Lanes.sum(s01);
        sums[2] = Lanes.sum(s02);
        sums[3] = Lanes.sum(s03);
        sums[4] = Lanes.sum(s10);
        sums[5] = Lanes.sum(s11);
        sums[6] = Lanes.sum(s12);
        sums[7] = Lanes.sum(s13);
        sums[8] = Lanes.sum(s20);
        sums[9] = Lanes.sum(s21);
        sums[10] = Lanes.sum(s22);
        sums[11] = Lanes.sum(s23);
        sums[12] = Lanes.sum(s30);
        sums[13] = Lanes.sum(s31);
        sums[14] = Lanes.sum(s32);
        sums[15] = Lanes.sum(s33);
    }

    private static void oneF32(
            MemorySegment x, long xAt, MemorySegment w, long p0, long p1, long p2, long p3, int n, float[] sums) {
        FloatVector s00 = FloatVector.broadcast(F, 0);
        FloatVector s01 = FloatVector.broadcast(F, 0);
        FloatVector s02 = FloatVector.broadcast(F, 0);
        FloatVector s03 = FloatVector.broadcast(F, 0);
        for (int i = 0; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            FloatVector v0 = load(x, xAt + at);
            FloatVector wv = loadWeight(w, p0 + at);
            s00 = wv.fma(v0, s00);
            wv = loadWeight(w, p1 + at);
            s01 = wv.fma(v0, s01);
            wv = loadWeight(w, p2 + at);
            s02 = wv.fma(v0, s02);
            wv = loadWeight(w, p3 + at);
            s03 = wv.fma(v0, s03);
        }
        sums[0] = Lanes.sum(s00);
        sums[1] = Lanes.sum(s01);
        sums[2] = Lanes.sum(s02);
        sums[3] = Lanes.sum(s03);
    }

    private static void fourF32(
            MemorySegment x,
            long xAt,
            long xBytes,
            MemorySegment w,
            long p0,
            long p1,
            long p2,
            long p3,
            int n,
            float[] sums) {
        FloatVector s00 = FloatVector.broadcast(F, 0);
        FloatVector s01 = FloatVector.broadcast(F, 0);
        FloatVector s02 = FloatVector.broadcast(F, 0);
        FloatVector s03 = FloatVector.broadcast(F, 0);
        FloatVector s10 = FloatVector.broadcast(F, 0);
        FloatVector s11 = FloatVector.broadcast(F, 0);
        FloatVector s12 = FloatVector.broadcast(F, 0);
        FloatVector s13 = FloatVector.broadcast(F, 0);
        FloatVector s20 = FloatVector.broadcast(F, 0);
        FloatVector s21 = FloatVector.broadcast(F, 0);
        FloatVector s22 = FloatVector.broadcast(F, 0);
        FloatVector s23 = FloatVector.broadcast(F, 0);
        FloatVector s30 = FloatVector.broadcast(F, 0);
        FloatVector s31 = FloatVector.broadcast(F, 0);
        FloatVector s32 = FloatVector.broadcast(F, 0);
        FloatVector s33 = FloatVector.broadcast(F, 0);
        for (int i = 0; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            FloatVector v0 = load(x, xAt + at);
            FloatVector v1 = load(x, xAt + xBytes + at);
            FloatVector v2 = load(x, xAt + 2 * xBytes + at);
            FloatVector v3 = load(x, xAt + 3 * xBytes + at);
            FloatVector wv = loadWeight(w, p0 + at);
            s00 = wv.fma(v0, s00);
            s10 = wv.fma(v1, s10);
            s20 = wv.fma(v2, s20);
            s30 = wv.fma(v3, s30);
            wv = loadWeight(w, p1 + at);
            s01 = wv.fma(v0, s01);
            s11 = wv.fma(v1, s11);
            s21 = wv.fma(v2, s21);
            s31 = wv.fma(v3, s31);
            wv = loadWeight(w, p2 + at);
            s02 = wv.fma(v0, s02);
            s12 = wv.fma(v1, s12);
            s22 = wv.fma(v2, s22);
            s32 = wv.fma(v3, s32);
            wv = loadWeight(w, p3 + at);
            s03 = wv.fma(v0, s03);
            s13 = wv.fma(v1, s13);
            s23 = wv.fma(v2, s23);
            s33 = wv.fma(v3, s33);
        }
        sums[0] = Lanes.sum(s00);
        sums[1] = Lanes.sum(s01);
        sums[2] = Lanes.sum(s02);
        sums[3] = Lanes.sum(s03);
        sums[4] = Lanes.sum(s10);
        sums[5] = Lanes.sum(s11);
        sums[6] = Lanes.sum(s12);
        sums[7] = Lanes.sum(s13);
        sums[8] = Lanes.sum(s20);
        sums[9] = Lanes.sum(s21);
        sums[10] = Lanes.sum(s22);
        sums[11] = Lanes.sum(s23);
        sums[12] = Lanes.sum(s30);
        sums[13] = Lanes.sum(s31);
        sums[14] = Lanes.sum(s32);
        sums[15] = Lanes.sum(s33);
    }
}
