// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.tile;

import static org.lxt.tensor.vector.hardware.Lanes.F;

import jdk.incubator.vector.FloatVector;
import org.lxt.tensor.vector.hardware.Lanes;

/**
 * Two rows by six vectors, for processors with 16 vector registers: twelve sums, enough to hide the latency of a
 * multiply-add, with two factors and two vectors of the right operand at a time.
 */
final class Tile2x6 {
    static final int ROWS = 2;
    static final int VECTORS = 6;

    private static final int L = Lanes.LENGTH;
    private static final int W = VECTORS * L;
    private static final int S = ROWS;

    private Tile2x6() {}

    /** See {@link VectorTiles#run}. */
    static void run(int depth, float[] a, int at, float[] b, int bAt, float[] c, int cAt) {
        FloatVector c00 = FloatVector.fromArray(F, c, cAt);
        FloatVector c01 = FloatVector.fromArray(F, c, cAt + L);
        FloatVector c02 = FloatVector.fromArray(F, c, cAt + 2 * L);
        FloatVector c03 = FloatVector.fromArray(F, c, cAt + 3 * L);
        FloatVector c04 = FloatVector.fromArray(F, c, cAt + 4 * L);
        FloatVector c05 = FloatVector.fromArray(F, c, cAt + 5 * L);
        FloatVector c10 = FloatVector.fromArray(F, c, cAt + 6 * L);
        FloatVector c11 = FloatVector.fromArray(F, c, cAt + 7 * L);
        FloatVector c12 = FloatVector.fromArray(F, c, cAt + 8 * L);
        FloatVector c13 = FloatVector.fromArray(F, c, cAt + 9 * L);
        FloatVector c14 = FloatVector.fromArray(F, c, cAt + 10 * L);
        FloatVector c15 = FloatVector.fromArray(F, c, cAt + 11 * L);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(F, b, bAt + k * W);
            FloatVector b1 = FloatVector.fromArray(F, b, bAt + k * W + L);
            FloatVector b2 = FloatVector.fromArray(F, b, bAt + k * W + 2 * L);
            FloatVector b3 = FloatVector.fromArray(F, b, bAt + k * W + 3 * L);
            FloatVector b4 = FloatVector.fromArray(F, b, bAt + k * W + 4 * L);
            FloatVector b5 = FloatVector.fromArray(F, b, bAt + k * W + 5 * L);
            FloatVector v = FloatVector.broadcast(F, a[at + k * S]);
            c00 = b0.fma(v, c00);
            c01 = b1.fma(v, c01);
            c02 = b2.fma(v, c02);
            c03 = b3.fma(v, c03);
            c04 = b4.fma(v, c04);
            c05 = b5.fma(v, c05);
            v = FloatVector.broadcast(F, a[at + k * S + 1]);
            c10 = b0.fma(v, c10);
            c11 = b1.fma(v, c11);
            c12 = b2.fma(v, c12);
            c13 = b3.fma(v, c13);
            c14 = b4.fma(v, c14);
            c15 = b5.fma(v, c15);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + L);
        c02.intoArray(c, cAt + 2 * L);
        c03.intoArray(c, cAt + 3 * L);
        c04.intoArray(c, cAt + 4 * L);
        c05.intoArray(c, cAt + 5 * L);
        c10.intoArray(c, cAt + 6 * L);
        c11.intoArray(c, cAt + 7 * L);
        c12.intoArray(c, cAt + 8 * L);
        c13.intoArray(c, cAt + 9 * L);
        c14.intoArray(c, cAt + 10 * L);
        c15.intoArray(c, cAt + 11 * L);
    }
}
