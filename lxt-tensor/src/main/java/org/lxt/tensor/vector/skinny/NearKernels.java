// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.skinny;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.I;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.load;
import static org.lxt.tensor.vector.skinny.NearDots.CHUNK;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Products of two rows with a part of a weight that was widened into the nearest cache: twelve sums, enough to hide the latency of a
 * multiply-add, which 16 registers hold along with what they are computed from.
 *
 * <p>The loops must not be unrolled: the compiler would load several steps at once, and keep sums in memory for want of registers,
 * which takes twice as long. It does not unroll a loop whose step it does not know.
 */
public final class NearKernels {
    /** Rows that go together. */
    static final int ROWS = 2;

    /** Rows of the weight, or vectors of its columns, that go together. */
    static final int GROUP = 6;

    /** Not final, so that the compiler does not know them. */
    private static int oneVector = LENGTH;

    private static int oneRow = 1;

    private NearKernels() {}

    /**
     * Adds to sum {@code i * GROUP + j}, a vector of {@code sums}, the products of row i of x and row j of the weight, whose rows are
     * {@link NearDots#CHUNK} apart.
     *
     * @param xBytes from the first row of x to the second, 0 if there is but one
     * @param n elements, a whole number of vectors
     */
    static void dots(MemorySegment x, long xAt, long xBytes, int[] w, int n, float[] sums, int at) {
        FloatVector s00 = FloatVector.fromArray(F, sums, at);
        FloatVector s01 = FloatVector.fromArray(F, sums, at + LENGTH);
        FloatVector s02 = FloatVector.fromArray(F, sums, at + 2 * LENGTH);
        FloatVector s03 = FloatVector.fromArray(F, sums, at + 3 * LENGTH);
        FloatVector s04 = FloatVector.fromArray(F, sums, at + 4 * LENGTH);
        FloatVector s05 = FloatVector.fromArray(F, sums, at + 5 * LENGTH);
        FloatVector s10 = FloatVector.fromArray(F, sums, at + 6 * LENGTH);
        FloatVector s11 = FloatVector.fromArray(F, sums, at + 7 * LENGTH);
        FloatVector s12 = FloatVector.fromArray(F, sums, at + 8 * LENGTH);
        FloatVector s13 = FloatVector.fromArray(F, sums, at + 9 * LENGTH);
        FloatVector s14 = FloatVector.fromArray(F, sums, at + 10 * LENGTH);
        FloatVector s15 = FloatVector.fromArray(F, sums, at + 11 * LENGTH);
        int step = oneVector;
        for (int i = 0; i < n; i += step) {
            FloatVector x0 = load(x, xAt + 4L * i);
            FloatVector x1 = load(x, xAt + xBytes + 4L * i);
            FloatVector v = widened(w, i);
            s00 = v.fma(x0, s00);
            s10 = v.fma(x1, s10);
            v = widened(w, CHUNK + i);
            s01 = v.fma(x0, s01);
            s11 = v.fma(x1, s11);
            v = widened(w, 2 * CHUNK + i);
            s02 = v.fma(x0, s02);
            s12 = v.fma(x1, s12);
            v = widened(w, 3 * CHUNK + i);
            s03 = v.fma(x0, s03);
            s13 = v.fma(x1, s13);
            v = widened(w, 4 * CHUNK + i);
            s04 = v.fma(x0, s04);
            s14 = v.fma(x1, s14);
            v = widened(w, 5 * CHUNK + i);
            s05 = v.fma(x0, s05);
            s15 = v.fma(x1, s15);
        }
        s00.intoArray(sums, at);
        s01.intoArray(sums, at + LENGTH);
        s02.intoArray(sums, at + 2 * LENGTH);
        s03.intoArray(sums, at + 3 * LENGTH);
        s04.intoArray(sums, at + 4 * LENGTH);
        s05.intoArray(sums, at + 5 * LENGTH);
        s10.intoArray(sums, at + 6 * LENGTH);
        s11.intoArray(sums, at + 7 * LENGTH);
        s12.intoArray(sums, at + 8 * LENGTH);
        s13.intoArray(sums, at + 9 * LENGTH);
        s14.intoArray(sums, at + 10 * LENGTH);
        s15.intoArray(sums, at + 11 * LENGTH);
    }

    /**
     * Adds to {@code GROUP} vectors of two rows of y the rows of the weight, each times an element of x.
     *
     * @param depth rows of the weight
     * @param x for each of them the elements of both rows
     * @param wStep from row to row of the weight
     */
    static void sums(int depth, float[] x, int[] w, int wAt, int wStep, float[] y, int yAt, int yStep) {
        FloatVector y00 = FloatVector.fromArray(F, y, yAt);
        FloatVector y01 = FloatVector.fromArray(F, y, yAt + LENGTH);
        FloatVector y02 = FloatVector.fromArray(F, y, yAt + 2 * LENGTH);
        FloatVector y03 = FloatVector.fromArray(F, y, yAt + 3 * LENGTH);
        FloatVector y04 = FloatVector.fromArray(F, y, yAt + 4 * LENGTH);
        FloatVector y05 = FloatVector.fromArray(F, y, yAt + 5 * LENGTH);
        FloatVector y10 = FloatVector.fromArray(F, y, yAt + yStep);
        FloatVector y11 = FloatVector.fromArray(F, y, yAt + yStep + LENGTH);
        FloatVector y12 = FloatVector.fromArray(F, y, yAt + yStep + 2 * LENGTH);
        FloatVector y13 = FloatVector.fromArray(F, y, yAt + yStep + 3 * LENGTH);
        FloatVector y14 = FloatVector.fromArray(F, y, yAt + yStep + 4 * LENGTH);
        FloatVector y15 = FloatVector.fromArray(F, y, yAt + yStep + 5 * LENGTH);
        int step = oneRow;
        for (int k = 0, at = wAt; k < depth; k += step, at += wStep) {
            FloatVector x0 = FloatVector.broadcast(F, x[ROWS * k]);
            FloatVector x1 = FloatVector.broadcast(F, x[ROWS * k + 1]);
            FloatVector v = widened(w, at);
            y00 = v.fma(x0, y00);
            y10 = v.fma(x1, y10);
            v = widened(w, at + LENGTH);
            y01 = v.fma(x0, y01);
            y11 = v.fma(x1, y11);
            v = widened(w, at + 2 * LENGTH);
            y02 = v.fma(x0, y02);
            y12 = v.fma(x1, y12);
            v = widened(w, at + 3 * LENGTH);
            y03 = v.fma(x0, y03);
            y13 = v.fma(x1, y13);
            v = widened(w, at + 4 * LENGTH);
            y04 = v.fma(x0, y04);
            y14 = v.fma(x1, y14);
            v = widened(w, at + 5 * LENGTH);
            y05 = v.fma(x0, y05);
            y15 = v.fma(x1, y15);
        }
        y00.intoArray(y, yAt);
        y01.intoArray(y, yAt + LENGTH);
        y02.intoArray(y, yAt + 2 * LENGTH);
        y03.intoArray(y, yAt + 3 * LENGTH);
        y04.intoArray(y, yAt + 4 * LENGTH);
        y05.intoArray(y, yAt + 5 * LENGTH);
        y10.intoArray(y, yAt + yStep);
        y11.intoArray(y, yAt + yStep + LENGTH);
        y12.intoArray(y, yAt + yStep + 2 * LENGTH);
        y13.intoArray(y, yAt + yStep + 3 * LENGTH);
        y14.intoArray(y, yAt + yStep + 4 * LENGTH);
        y15.intoArray(y, yAt + yStep + 5 * LENGTH);
    }

    private static FloatVector widened(int[] w, int at) {
        return IntVector.fromArray(I, w, at).reinterpretAsFloats();
    }
}
