// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.tile;

import static org.lxt.tensor.vector.hardware.Lanes.F;

import jdk.incubator.vector.FloatVector;
import org.lxt.tensor.vector.hardware.Lanes;

/** Four rows by two vectors: eight sums, for what is left at the lower edge next to larger tiles. */
final class Tile4x2 {
    private static final int L = Lanes.LENGTH;
    private static final int W = 2 * L;
    private static final int S = VectorTiles.ROWS;

    private Tile4x2() {}

    /** {@code c += a b} for one tile. Each sum starts from its own load: sums that start as one shared zero are boxed. */
    static void run(int depth, float[] a, int at, float[] b, int bAt, float[] c, int cAt) {
        FloatVector c00 = FloatVector.fromArray(F, c, cAt);
        FloatVector c01 = FloatVector.fromArray(F, c, cAt + L);
        FloatVector c10 = FloatVector.fromArray(F, c, cAt + 2 * L);
        FloatVector c11 = FloatVector.fromArray(F, c, cAt + 3 * L);
        FloatVector c20 = FloatVector.fromArray(F, c, cAt + 4 * L);
        FloatVector c21 = FloatVector.fromArray(F, c, cAt + 5 * L);
        FloatVector c30 = FloatVector.fromArray(F, c, cAt + 6 * L);
        FloatVector c31 = FloatVector.fromArray(F, c, cAt + 7 * L);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(F, b, bAt + k * W);
            FloatVector b1 = FloatVector.fromArray(F, b, bAt + k * W + L);
            FloatVector v = FloatVector.broadcast(F, a[at + k * S]);
            c00 = b0.fma(v, c00);
            c01 = b1.fma(v, c01);
            v = FloatVector.broadcast(F, a[at + k * S + 1]);
            c10 = b0.fma(v, c10);
            c11 = b1.fma(v, c11);
            v = FloatVector.broadcast(F, a[at + k * S + 2]);
            c20 = b0.fma(v, c20);
            c21 = b1.fma(v, c21);
            v = FloatVector.broadcast(F, a[at + k * S + 3]);
            c30 = b0.fma(v, c30);
            c31 = b1.fma(v, c31);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + L);
        c10.intoArray(c, cAt + 2 * L);
        c11.intoArray(c, cAt + 3 * L);
        c20.intoArray(c, cAt + 4 * L);
        c21.intoArray(c, cAt + 5 * L);
        c30.intoArray(c, cAt + 6 * L);
        c31.intoArray(c, cAt + 7 * L);
    }
}
