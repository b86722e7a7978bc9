// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.element;

import static org.lxt.tensor.vector.hardware.Lanes.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * e to the x, to within two ulps; 0 where the result would be below the normal numbers. {@code VectorOperators.EXP} is not
 * used because its last bit depends on whether the JVM has compiled the code.
 */
public final class Exponential {
    /** Adding it leaves the sum's nearest integer in the low bits, above nine zeros of its own. */
    private static final FloatVector ROUNDER = broadcast(0x1.8p23f);

    private static final FloatVector LOG2_E = broadcast(1.442695f);

    /** Minus the natural logarithm of 2: as many bits as stay exact in products with exponents, and the rest. */
    private static final FloatVector LN2_HIGH = broadcast(-0x1.62e4p-1f);

    private static final FloatVector LN2_LOW = broadcast(-0x1.7f7d1cp-20f);

    /** The logarithms of the smallest normal and of the largest finite number. */
    private static final FloatVector LOWEST = broadcast(-87.33654f);

    private static final FloatVector HIGHEST = broadcast(88.72283f);

    private static final FloatVector ZERO = broadcast(0);
    private static final FloatVector LARGE = broadcast(Float.MAX_VALUE);

    // the series, far enough for half the logarithm of 2
    private static final FloatVector C7 = broadcast(1f / 5040);
    private static final FloatVector C6 = broadcast(1f / 720);
    private static final FloatVector C5 = broadcast(1f / 120);
    private static final FloatVector C4 = broadcast(1f / 24);
    private static final FloatVector C3 = broadcast(1f / 6);
    private static final FloatVector C2 = broadcast(0.5f);
    private static final FloatVector ONE = broadcast(1);

    /** Where the exponent begins in a float. */
    private static final int EXPONENT = 23;

    private Exponential() {}

    /** The exponential of every lane. */
    public static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.fma(LOG2_E, ROUNDER);
        FloatVector whole = shifted.sub(ROUNDER);
        FloatVector r = whole.fma(LN2_HIGH, x);
        r = whole.fma(LN2_LOW, r);
        FloatVector p = r.fma(C7, C6);
        p = p.fma(r, C5);
        p = p.fma(r, C4);
        p = p.fma(r, C3);
        p = p.fma(r, C2);
        p = p.mul(r).fma(r, r).add(ONE);
        IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, EXPONENT);
        FloatVector y = p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
        // comparisons are false for NaN, which therefore stays
        return x.mul(LARGE)
                .blend(y, x.compare(VectorOperators.LE, HIGHEST))
                .blend(ZERO, x.compare(VectorOperators.LT, LOWEST));
    }
}
