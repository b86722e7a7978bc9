package org.lxt.tensor.vector;

import static org.lxt.tensor.vector.Lanes.F;

import jdk.incubator.vector.FloatVector;

/** Eight rows by two vectors: what is left at the right edge beside {@link Tile8x3}. */
final class Tile8x2 {
    private static final int L = Lanes.LENGTH;
    private static final int W = 2 * L;
    private static final int S = Tiles.DEPTH;

    private Tile8x2() {}

    /** See {@link Tiles#run}. */
    static void run(int depth, float[] a, int at, float[] b, float[] out) {
        FloatVector b0 = FloatVector.fromArray(F, b, 0);
        FloatVector b1 = FloatVector.fromArray(F, b, L);
        FloatVector v = FloatVector.broadcast(F, a[at]);
        FloatVector c00 = b0.mul(v);
        FloatVector c01 = b1.mul(v);
        v = FloatVector.broadcast(F, a[at + S]);
        FloatVector c10 = b0.mul(v);
        FloatVector c11 = b1.mul(v);
        v = FloatVector.broadcast(F, a[at + 2 * S]);
        FloatVector c20 = b0.mul(v);
        FloatVector c21 = b1.mul(v);
        v = FloatVector.broadcast(F, a[at + 3 * S]);
        FloatVector c30 = b0.mul(v);
        FloatVector c31 = b1.mul(v);
        v = FloatVector.broadcast(F, a[at + 4 * S]);
        FloatVector c40 = b0.mul(v);
        FloatVector c41 = b1.mul(v);
        v = FloatVector.broadcast(F, a[at + 5 * S]);
        FloatVector c50 = b0.mul(v);
        FloatVector c51 = b1.mul(v);
        v = FloatVector.broadcast(F, a[at + 6 * S]);
        FloatVector c60 = b0.mul(v);
        FloatVector c61 = b1.mul(v);
        v = FloatVector.broadcast(F, a[at + 7 * S]);
        FloatVector c70 = b0.mul(v);
        FloatVector c71 = b1.mul(v);
        for (int k = 1; k < depth; k++) {
            b0 = FloatVector.fromArray(F, b, k * W);
            b1 = FloatVector.fromArray(F, b, k * W + L);
            v = FloatVector.broadcast(F, a[at + k]);
            c00 = b0.fma(v, c00);
            c01 = b1.fma(v, c01);
            v = FloatVector.broadcast(F, a[at + S + k]);
            c10 = b0.fma(v, c10);
            c11 = b1.fma(v, c11);
            v = FloatVector.broadcast(F, a[at + 2 * S + k]);
            c20 = b0.fma(v, c20);
            c21 = b1.fma(v, c21);
            v = FloatVector.broadcast(F, a[at + 3 * S + k]);
            c30 = b0.fma(v, c30);
            c31 = b1.fma(v, c31);
            v = FloatVector.broadcast(F, a[at + 4 * S + k]);
            c40 = b0.fma(v, c40);
            c41 = b1.fma(v, c41);
            v = FloatVector.broadcast(F, a[at + 5 * S + k]);
            c50 = b0.fma(v, c50);
            c51 = b1.fma(v, c51);
            v = FloatVector.broadcast(F, a[at + 6 * S + k]);
            c60 = b0.fma(v, c60);
            c61 = b1.fma(v, c61);
            v = FloatVector.broadcast(F, a[at + 7 * S + k]);
            c70 = b0.fma(v, c70);
            c71 = b1.fma(v, c71);
        }
        c00.intoArray(out, 0);
        c01.intoArray(out, L);
        c10.intoArray(out, W);
        c11.intoArray(out, W + L);
        c20.intoArray(out, 2 * W);
        c21.intoArray(out, 2 * W + L);
        c30.intoArray(out, 3 * W);
        c31.intoArray(out, 3 * W + L);
        c40.intoArray(out, 4 * W);
        c41.intoArray(out, 4 * W + L);
        c50.intoArray(out, 5 * W);
        c51.intoArray(out, 5 * W + L);
        c60.intoArray(out, 6 * W);
        c61.intoArray(out, 6 * W + L);
        c70.intoArray(out, 7 * W);
        c71.intoArray(out, 7 * W + L);
    }
}
