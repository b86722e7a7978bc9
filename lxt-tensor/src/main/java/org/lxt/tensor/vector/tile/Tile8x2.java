// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.tile;

import static org.lxt.tensor.vector.hardware.Lanes.F;

import jdk.incubator.vector.FloatVector;
import org.lxt.tensor.vector.hardware.Lanes;

/** Eight rows by two vectors: what is left at the lower edge next to {@link Tile12x2}. */
final class Tile8x2 {
    private static final int L = Lanes.LENGTH;
    private static final int W = 2 * L;
    private static final int S = VectorTiles.ROWS;

    private Tile8x2() {}

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
        FloatVector c40 = FloatVector.fromArray(F, c, cAt + 8 * L);
        FloatVector c41 = FloatVector.fromArray(F, c, cAt + 9 * L);
        FloatVector c50 = FloatVector.fromArray(F, c, cAt + 10 * L);
        FloatVector c51 = FloatVector.fromArray(F, c, cAt + 11 * L);
        FloatVector c60 = FloatVector.fromArray(F, c, cAt + 12 * L);
        FloatVector c61 = FloatVector.fromArray(F, c, cAt + 13 * L);
        FloatVector c70 = FloatVector.fromArray(F, c, cAt + 14 * L);
        FloatVector c71 = FloatVector.fromArray(F, c, cAt + 15 * L);
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
            v = FloatVector.broadcast(F, a[at + k * S + 4]);
            c40 = b0.fma(v, c40);
            c41 = b1.fma(v, c41);
            v = FloatVector.broadcast(F, a[at + k * S + 5]);
            c50 = b0.fma(v, c50);
            c51 = b1.fma(v, c51);
            v = FloatVector.broadcast(F, a[at + k * S + 6]);
            c60 = b0.fma(v, c60);
            c61 = b1.fma(v, c61);
            v = FloatVector.broadcast(F, a[at + k * S + 7]);
            c70 = b0.fma(v, c70);
            c71 = b1.fma(v, c71);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + L);
        c10.intoArray(c, cAt + 2 * L);
        c11.intoArray(c, cAt + 3 * L);
        c20.intoArray(c, cAt + 4 * L);
        c21.intoArray(c, cAt + 5 * L);
        c30.intoArray(c, cAt + 6 * L);
        c31.intoArray(c, cAt + 7 * L);
        c40.intoArray(c, cAt + 8 * L);
        c41.intoArray(c, cAt + 9 * L);
        c50.intoArray(c, cAt + 10 * L);
        c51.intoArray(c, cAt + 11 * L);
        c60.intoArray(c, cAt + 12 * L);
        c61.intoArray(c, cAt + 13 * L);
        c70.intoArray(c, cAt + 14 * L);
        c71.intoArray(c, cAt + 15 * L);
    }
}
