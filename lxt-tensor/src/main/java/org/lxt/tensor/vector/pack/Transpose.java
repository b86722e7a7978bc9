// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.pack;

import static org.lxt.tensor.vector.hardware.Lanes.I;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Transposes square blocks of 32-bit elements, as many rows and columns as a vector has lanes. A step of distance h
 * exchanges, between rows i and i + h, the lanes that have bit h set in one and not in the other; after a step for every
 * bit the block is transposed.
 */
public final class Transpose {
    private static final IntVector UPPER_8 = upper(8);
    private static final IntVector UPPER_4 = upper(4);
    private static final IntVector UPPER_2 = upper(2);
    private static final IntVector UPPER_1 = upper(1);
    private static final IntVector LOWER_8 = lower(8);
    private static final IntVector LOWER_4 = lower(4);
    private static final IntVector LOWER_2 = lower(2);
    private static final IntVector LOWER_1 = lower(1);

    private static final IntVector TURNS_LOW = turns(0);
    private static final IntVector TURNS_HIGH = turns(LENGTH / 2);

    private Transpose() {}

    /**
     * Transposes the block of floats, given as their bits, at {@code sAt}, whose rows are {@code sStep} apart, into the
     * one at {@code dAt}; the source is overwritten.
     */
    public static void floats(int[] s, int sAt, int sStep, float[] d, int dAt, int dStep) {
        farDistances(s, sAt, sStep);
        for (int i = 0; i < LENGTH; i += 4) {
            int p = sAt + i * sStep;
            int q = dAt + i * dStep;
            IntVector r0 = IntVector.fromArray(I, s, p);
            IntVector r1 = IntVector.fromArray(I, s, p + sStep);
            IntVector r2 = IntVector.fromArray(I, s, p + 2 * sStep);
            IntVector r3 = IntVector.fromArray(I, s, p + 3 * sStep);
            IntVector t0 = UPPER_2.selectFrom(r0, r2);
            IntVector t1 = UPPER_2.selectFrom(r1, r3);
            IntVector t2 = LOWER_2.selectFrom(r0, r2);
            IntVector t3 = LOWER_2.selectFrom(r1, r3);
            UPPER_1.selectFrom(t0, t1).reinterpretAsFloats().intoArray(d, q);
            LOWER_1.selectFrom(t0, t1).reinterpretAsFloats().intoArray(d, q + dStep);
            UPPER_1.selectFrom(t2, t3).reinterpretAsFloats().intoArray(d, q + 2 * dStep);
            LOWER_1.selectFrom(t2, t3).reinterpretAsFloats().intoArray(d, q + 3 * dStep);
        }
    }

    /**
     * The same where each element of the source is a pair of bfloat16, the first in the lower half: two rows of floats
     * come of each column of pairs.
     */
    static void pairs(int[] s, int sAt, int sStep, float[] d, int dAt, int dStep) {
        farDistances(s, sAt, sStep);
        for (int i = 0; i < LENGTH; i += 4) {
            int p = sAt + i * sStep;
            int q = dAt + 2 * i * dStep;
            IntVector r0 = IntVector.fromArray(I, s, p);
            IntVector r1 = IntVector.fromArray(I, s, p + sStep);
            IntVector r2 = IntVector.fromArray(I, s, p + 2 * sStep);
            IntVector r3 = IntVector.fromArray(I, s, p + 3 * sStep);
            IntVector t0 = UPPER_2.selectFrom(r0, r2);
            IntVector t1 = UPPER_2.selectFrom(r1, r3);
            IntVector t2 = LOWER_2.selectFrom(r0, r2);
            IntVector t3 = LOWER_2.selectFrom(r1, r3);
            split(UPPER_1.selectFrom(t0, t1), d, q, dStep);
            split(LOWER_1.selectFrom(t0, t1), d, q + 2 * dStep, dStep);
            split(UPPER_1.selectFrom(t2, t3), d, q + 4 * dStep, dStep);
            split(LOWER_1.selectFrom(t2, t3), d, q + 6 * dStep, dStep);
        }
    }

    /** Puts a vector of the floats at {@code p} and one of those at {@code q}, given as their bits, in turn. */
    static void interleave(int[] s, int p, int q, float[] d, int dAt) {
        IntVector first = IntVector.fromArray(I, s, p);
        IntVector second = IntVector.fromArray(I, s, q);
        TURNS_LOW.selectFrom(first, second).reinterpretAsFloats().intoArray(d, dAt);
        TURNS_HIGH.selectFrom(first, second).reinterpretAsFloats().intoArray(d, dAt + LENGTH);
    }

    private static void split(IntVector pairs, float[] d, int at, int step) {
        pairs.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().intoArray(d, at);
        pairs.and(0xffff0000).reinterpretAsFloats().intoArray(d, at + step);
    }

    private static void farDistances(int[] s, int at, int step) {
        if (LENGTH == 16) {
            distances8And4(s, at, step);
        } else if (LENGTH == 8) {
            distance4(s, at, step);
        }
    }

    private static void distances8And4(int[] s, int at, int step) {
        for (int i = 0; i < 4; i++) {
            int p0 = at + i * step;
            int p1 = p0 + 4 * step;
            int p2 = p1 + 4 * step;
            int p3 = p2 + 4 * step;
            IntVector r0 = IntVector.fromArray(I, s, p0);
            IntVector r1 = IntVector.fromArray(I, s, p1);
            IntVector r2 = IntVector.fromArray(I, s, p2);
            IntVector r3 = IntVector.fromArray(I, s, p3);
            IntVector t0 = UPPER_8.selectFrom(r0, r2);
            IntVector t1 = UPPER_8.selectFrom(r1, r3);
            IntVector t2 = LOWER_8.selectFrom(r0, r2);
            IntVector t3 = LOWER_8.selectFrom(r1, r3);
            UPPER_4.selectFrom(t0, t1).intoArray(s, p0);
            LOWER_4.selectFrom(t0, t1).intoArray(s, p1);
            UPPER_4.selectFrom(t2, t3).intoArray(s, p2);
            LOWER_4.selectFrom(t2, t3).intoArray(s, p3);
        }
    }

    private static void distance4(int[] s, int at, int step) {
        for (int i = 0; i < 4; i++) {
            int p0 = at + i * step;
            int p1 = p0 + 4 * step;
            IntVector r0 = IntVector.fromArray(I, s, p0);
            IntVector r1 = IntVector.fromArray(I, s, p1);
            UPPER_4.selectFrom(r0, r1).intoArray(s, p0);
            LOWER_4.selectFrom(r0, r1).intoArray(s, p1);
        }
    }

    /** Lane i of the new row i: its own where bit h is clear, else lane i - h of row i + h. */
    private static IntVector upper(int distance) {
        int[] lanes = new int[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            lanes[i] = (i & distance) == 0 ? i : LENGTH + i - distance;
        }
        return IntVector.fromArray(I, lanes, 0);
    }

    /** Lane i of the new row i + h: its own where bit h is set, else lane i + h of row i. */
    private static IntVector lower(int distance) {
        int[] lanes = new int[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            lanes[i] = (i & distance) == 0 ? (i + distance) % LENGTH : LENGTH + i;
        }
        return IntVector.fromArray(I, lanes, 0);
    }

    /** Lane {@code from} of the first vector, the same of the second, the next of the first, and so on. */
    private static IntVector turns(int from) {
        int[] lanes = new int[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            lanes[i] = from + i / 2 + i % 2 * LENGTH;
        }
        return IntVector.fromArray(I, lanes, 0);
    }
}
