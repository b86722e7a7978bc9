package org.lxt.tensor.vector;

import static org.lxt.tensor.vector.Lanes.F;

import jdk.incubator.vector.FloatVector;

/** Four rows by two vectors: eight sums, for processors with 16 vector registers. */
final class Tile4x2 {
    private static final int L = Lanes.LENGTH;
    private static final int W = 2 * L;
    private static final int S = Tiles.DEPTH;

    private Tile4x2() {}

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
        }
        c00.intoArray(out, 0);
        c01.intoArray(out, L);
        c10.intoArray(out, W);
        c11.intoArray(out, W + L);
        c20.intoArray(out, 2 * W);
        c21.intoArray(out, 2 * W + L);
        c30.intoArray(out, 3 * W);
        c31.intoArray(out, 3 * W + L);
    }
}
