package org.lxt.tensor.vector;

import static org.lxt.tensor.vector.Lanes.F;

import jdk.incubator.vector.FloatVector;

/** Four rows by one vector: what is left at the right edge beside {@link Tile4x2}. */
final class Tile4x1 {
    private static final int L = Lanes.LENGTH;
    private static final int W = L;
    private static final int S = Tiles.DEPTH;

    private Tile4x1() {}

    /** See {@link Tiles#run}. */
    static void run(int depth, float[] a, int at, float[] b, float[] out) {
        FloatVector b0 = FloatVector.fromArray(F, b, 0);
        FloatVector v = FloatVector.broadcast(F, a[at]);
        FloatVector c00 = b0.mul(v);
        v = FloatVector.broadcast(F, a[at + S]);
        FloatVector c10 = b0.mul(v);
        v = FloatVector.broadcast(F, a[at + 2 * S]);
        FloatVector c20 = b0.mul(v);
        v = FloatVector.broadcast(F, a[at + 3 * S]);
        FloatVector c30 = b0.mul(v);
        for (int k = 1; k < depth; k++) {
            b0 = FloatVector.fromArray(F, b, k * W);
            v = FloatVector.broadcast(F, a[at + k]);
            c00 = b0.fma(v, c00);
            v = FloatVector.broadcast(F, a[at + S + k]);
            c10 = b0.fma(v, c10);
            v = FloatVector.broadcast(F, a[at + 2 * S + k]);
            c20 = b0.fma(v, c20);
            v = FloatVector.broadcast(F, a[at + 3 * S + k]);
            c30 = b0.fma(v, c30);
        }
        c00.intoArray(out, 0);
        c10.intoArray(out, W);
        c20.intoArray(out, 2 * W);
        c30.intoArray(out, 3 * W);
    }
}
