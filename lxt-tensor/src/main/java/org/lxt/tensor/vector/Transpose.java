package org.lxt.tensor.vector;

import static org.lxt.tensor.vector.Lanes.F;
import static org.lxt.tensor.vector.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Transposes square blocks, as many rows and columns as a vector has lanes. A step of distance h exchanges, between rows
 * i and i + h, the lanes that have bit h set in one and not in the other; after a step for every bit the block is
 * transposed.
 */
final class Transpose {
    private static final VectorShuffle<Float> UP_8 = rotation(-8);
    private static final VectorShuffle<Float> UP_4 = rotation(-4);
    private static final VectorShuffle<Float> UP_2 = rotation(-2);
    private static final VectorShuffle<Float> UP_1 = rotation(-1);
    private static final VectorShuffle<Float> DOWN_8 = rotation(8);
    private static final VectorShuffle<Float> DOWN_4 = rotation(4);
    private static final VectorShuffle<Float> DOWN_2 = rotation(2);
    private static final VectorShuffle<Float> DOWN_1 = rotation(1);
    private static final VectorMask<Float> BIT_8 = lanesWithBit(8);
    private static final VectorMask<Float> BIT_4 = lanesWithBit(4);
    private static final VectorMask<Float> BIT_2 = lanesWithBit(2);
    private static final VectorMask<Float> BIT_1 = lanesWithBit(1);

    private Transpose() {}

    /**
     * Transposes the block at {@code sAt}, whose rows are {@code sStep} apart, into the one at {@code dAt}; the source
     * is overwritten.
     */
    static void block(float[] s, int sAt, int sStep, float[] d, int dAt, int dStep) {
        if (LENGTH == 16) {
            distances8And4(s, sAt, sStep);
        } else if (LENGTH == 8) {
            distance4(s, sAt, sStep);
        }
        distances2And1(s, sAt, sStep, d, dAt, dStep);
    }

    private static void distances8And4(float[] s, int at, int step) {
        for (int i = 0; i < 4; i++) {
            int p0 = at + i * step;
            int p1 = p0 + 4 * step;
            int p2 = p1 + 4 * step;
            int p3 = p2 + 4 * step;
            FloatVector r0 = FloatVector.fromArray(F, s, p0);
            FloatVector r1 = FloatVector.fromArray(F, s, p1);
            FloatVector r2 = FloatVector.fromArray(F, s, p2);
            FloatVector r3 = FloatVector.fromArray(F, s, p3);
            FloatVector t0 = r0.blend(r2.rearrange(UP_8), BIT_8);
            FloatVector t1 = r1.blend(r3.rearrange(UP_8), BIT_8);
            FloatVector t2 = r0.rearrange(DOWN_8).blend(r2, BIT_8);
            FloatVector t3 = r1.rearrange(DOWN_8).blend(r3, BIT_8);
            t0.blend(t1.rearrange(UP_4), BIT_4).intoArray(s, p0);
            t0.rearrange(DOWN_4).blend(t1, BIT_4).intoArray(s, p1);
            t2.blend(t3.rearrange(UP_4), BIT_4).intoArray(s, p2);
            t2.rearrange(DOWN_4).blend(t3, BIT_4).intoArray(s, p3);
        }
    }

    private static void distance4(float[] s, int at, int step) {
        for (int i = 0; i < 4; i++) {
            int p0 = at + i * step;
            int p1 = p0 + 4 * step;
            FloatVector r0 = FloatVector.fromArray(F, s, p0);
            FloatVector r1 = FloatVector.fromArray(F, s, p1);
            r0.blend(r1.rearrange(UP_4), BIT_4).intoArray(s, p0);
            r0.rearrange(DOWN_4).blend(r1, BIT_4).intoArray(s, p1);
        }
    }

    private static void distances2And1(float[] s, int sAt, int sStep, float[] d, int dAt, int dStep) {
        for (int i = 0; i < LENGTH; i += 4) {
            int p = sAt + i * sStep;
            int q = dAt + i * dStep;
            FloatVector r0 = FloatVector.fromArray(F, s, p);
            FloatVector r1 = FloatVector.fromArray(F, s, p + sStep);
            FloatVector r2 = FloatVector.fromArray(F, s, p + 2 * sStep);
            FloatVector r3 = FloatVector.fromArray(F, s, p + 3 * sStep);
            FloatVector t0 = r0.blend(r2.rearrange(UP_2), BIT_2);
            FloatVector t1 = r1.blend(r3.rearrange(UP_2), BIT_2);
            FloatVector t2 = r0.rearrange(DOWN_2).blend(r2, BIT_2);
            FloatVector t3 = r1.rearrange(DOWN_2).blend(r3, BIT_2);
            t0.blend(t1.rearrange(UP_1), BIT_1).intoArray(d, q);
            t0.rearrange(DOWN_1).blend(t1, BIT_1).intoArray(d, q + dStep);
            t2.blend(t3.rearrange(UP_1), BIT_1).intoArray(d, q + 2 * dStep);
            t2.rearrange(DOWN_1).blend(t3, BIT_1).intoArray(d, q + 3 * dStep);
        }
    }

    private static VectorShuffle<Float> rotation(int by) {
        return VectorShuffle.iota(F, Math.floorMod(by, LENGTH), 1, true);
    }

    private static VectorMask<Float> lanesWithBit(int bit) {
        boolean[] lanes = new boolean[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            lanes[i] = (i & bit) != 0;
        }
        return VectorMask.fromArray(F, lanes, 0);
    }
}
