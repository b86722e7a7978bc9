// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.element;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.lxt.tensor.vector.hardware.Lanes;

/**
 * The natural logarithm, to within an ulp or so. {@code VectorOperators.LOG} is not used for the reason that {@link
 * Exponential} gives.
 */
final class Logarithm {
    private static final FloatVector LN2_HIGH = broadcast(0x1.62e4p-1f);
    private static final FloatVector LN2_LOW = broadcast(0x1.7f7d1cp-20f);

    /** The bits of the square root of 1/2: mantissas are taken from there to the square root of 2, around 1. */
    private static final IntVector SQRT_HALF_BITS = IntVector.broadcast(Lanes.I, 0x3f3504f3);

    private static final IntVector MANTISSA_BITS = IntVector.broadcast(Lanes.I, 0x007fffff);

    private static final FloatVector ZERO = broadcast(0);
    private static final FloatVector ONE = broadcast(1);
    private static final FloatVector HALF = broadcast(0.5f);
    private static final FloatVector INFINITY = broadcast(Float.POSITIVE_INFINITY);
    private static final FloatVector MINUS_INFINITY = broadcast(Float.NEGATIVE_INFINITY);
    private static final FloatVector NAN = broadcast(Float.NaN);

    /** Below the normal numbers the exponent's bits say nothing: such numbers are shifted by so many bits. */
    private static final FloatVector SMALLEST_NORMAL = broadcast(0x1p-126f);

    private static final FloatVector SHIFT = broadcast(0x1p23f);
    private static final FloatVector MINUS_SHIFT = broadcast(-23);

    // see tail(); fitted at Chebyshev nodes
    private static final FloatVector C8 = broadcast(0.06971612f);
    private static final FloatVector C7 = broadcast(-0.11479734f);
    private static final FloatVector C6 = broadcast(0.1168542f);
    private static final FloatVector C5 = broadcast(-0.12425687f);
    private static final FloatVector C4 = broadcast(0.14249058f);
    private static final FloatVector C3 = broadcast(-0.16667803f);
    private static final FloatVector C2 = broadcast(0.20000716f);
    private static final FloatVector C1 = broadcast(-0.24999997f);
    private static final FloatVector C0 = broadcast(0.3333333f);

    private Logarithm() {}

    static FloatVector log(FloatVector x) {
        VectorMask<Float> tiny = x.compare(VectorOperators.LT, SMALLEST_NORMAL);
        FloatVector normal = x.blend(x.mul(SHIFT), tiny);
        FloatVector extra = ZERO.blend(MINUS_SHIFT, tiny);
        IntVector bits = normal.reinterpretAsInts().sub(SQRT_HALF_BITS);
        IntVector exponent = bits.lanewise(VectorOperators.ASHR, 23);
        FloatVector mantissa = bits.and(MANTISSA_BITS).add(SQRT_HALF_BITS).reinterpretAsFloats();
        FloatVector k = ((FloatVector) exponent.convertShape(VectorOperators.I2F, F, 0)).add(extra);
        FloatVector f = mantissa.sub(ONE);
        FloatVector y = k.fma(LN2_LOW, tail(f)).add(f);
        y = k.fma(LN2_HIGH, y);
        y = y.blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO));
        // comparisons are false for NaN, which therefore stays
        y = x.blend(y, x.compare(VectorOperators.LT, INFINITY));
        return y.blend(NAN, x.compare(VectorOperators.LT, ZERO));
    }

    /** {@code log(1 + f) - f}: minus half the square, and a polynomial times the cube. */
    private static FloatVector tail(FloatVector f) {
        FloatVector p = f.fma(C8, C7);
        p = p.fma(f, C6);
        p = p.fma(f, C5);
        p = p.fma(f, C4);
        p = p.fma(f, C3);
        p = p.fma(f, C2);
        p = p.fma(f, C1);
        p = p.fma(f, C0);
        return p.mul(f).sub(HALF).mul(f.mul(f));
    }
}
