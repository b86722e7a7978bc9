// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.skinny;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.loadWeight;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.lxt.tensor.vector.pack.Decoder;
import org.lxt.tensor.weight.Encoding;

/**
 * Adds to rows of a result four rows of W, read where they are stored, each times the factor that the row of the result has for it.
 * An element takes the four in order, the same whether its row comes alone or with others.
 */
public final class SweepKernels {
    /** Rows of W that go together: the result is read and written once for all of them. */
    public static final int GROUP = 4;

    private SweepKernels() {}

    /**
     * Adds {@code g[i * 4 + j] * W[j]} to row i of y, at {@code yAt + i * yStep}, for one row or for four; W's
     * row j is at {@code pj}.
     *
     * @param n columns, a whole number of vectors
     */
    static void run(
            Encoding encoding,
            int rows,
            float[] y,
            int yAt,
            int yStep,
            float[] g,
            MemorySegment w,
            long p0,
            long p1,
            long p2,
            long p3,
            int n) {
        if (encoding == Encoding.BF16) {
            if (rows == 4) {
                fourBf16(y, yAt, yStep, g, w, p0, p1, p2, p3, n);
            } else {
                oneBf16(y, yAt, g, w, p0, p1, p2, p3, n);
            }
        } else if (rows == 4) {
            fourF32(y, yAt, yStep, g, w, p0, p1, p2, p3, n);
        } else {
            oneF32(y, yAt, g, w, p0, p1, p2, p3, n);
        }
    }

    private static void oneBf16(
            float[] y, int yAt, float[] g, MemorySegment w, long p0, long p1, long p2, long p3, int n) {
        FloatVector g00 = FloatVector.broadcast(F, g[0]);
        FloatVector g01 = FloatVector.broadcast(F, g[1]);
        FloatVector g02 = FloatVector.broadcast(F, g[2]);
        FloatVector g03 = FloatVector.broadcast(F, g[3]);
        for (int i = 0; i <= n - LENGTH; i += LENGTH) {
            FloatVector w0 = Decoder.loadBf16(w, p0 + 2L * i);
            FloatVector w1 = Decoder.loadBf16(w, p1 + 2L * i);
            FloatVector w2 = Decoder.loadBf16(w, p2 + 2L * i);
            FloatVector w3 = Decoder.loadBf16(w, p3 + 2L * i);
            FloatVector y0 = w0.fma(g00, FloatVector.fromArray(F, y, yAt + i));
            y0 = w1.fma(g01, y0);
            y0 = w2.fma(g02, y0);
            w3.fma(g03, y0).intoArray(y, yAt + i);
        }
    }

    private static void fourBf16(
            float[] y, int yAt, int yStep, float[] g, MemorySegment w, long p0, long p1, long p2, long p3, int n) {
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
        for (int i = 0; i <= n - LENGTH; i += LENGTH) {
            FloatVector w0 = Decoder.loadBf16(w, p0 + 2L * i);
            FloatVector w1 = Decoder.loadBf16(w, p1 + 2L * i);
            FloatVector w2 = Decoder.loadBf16(w, p2 + 2L * i);
            FloatVector w3 = Decoder.loadBf16(w, p3 + 2L * i);
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

    private static void oneF32(
            float[] y, int yAt, float[] g, MemorySegment w, long p0, long p1, long p2, long p3, int n) {
        FloatVector g00 = FloatVector.broadcast(F, g[0]);
        FloatVector g01 = FloatVector.broadcast(F, g[1]);
        FloatVector g02 = FloatVector.broadcast(F, g[2]);
        FloatVector g03 = FloatVector.broadcast(F, g[3]);
        for (int i = 0; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            FloatVector w0 = loadWeight(w, p0 + at);
            FloatVector w1 = loadWeight(w, p1 + at);
            FloatVector w2 = loadWeight(w, p2 + at);
            FloatVector w3 = loadWeight(w, p3 + at);
            FloatVector y0 = w0.fma(g00, FloatVector.fromArray(F, y, yAt + i));
            y0 = w1.fma(g01, y0);
            y0 = w2.fma(g02, y0);
            w3.fma(g03, y0).intoArray(y, yAt + i);
        }
    }

    private static void fourF32(
            float[] y, int yAt, int yStep, float[] g, MemorySegment w, long p0, long p1, long p2, long p3, int n) {
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
        for (int i = 0; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            FloatVector w0 = loadWeight(w, p0 + at);
            FloatVector w1 = loadWeight(w, p1 + at);
            FloatVector w2 = loadWeight(w, p2 + at);
            FloatVector w3 = loadWeight(w, p3 + at);
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
