package org.lxt.tensor.vector;

import static org.lxt.tensor.vector.Lanes.F;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The natural logarithm, to within an ulp or so. {@code VectorOperators.LOG} is not used for the reason that {@link
 * Exponential} gives.
 */
final class Logarithm {
    private static final float LN2_HIGH = 0x1.62e4p-1f;
    private static final float LN2_LOW = 0x1.7f7d1cp-20f;

    /** The bits of the square root of 1/2: mantissas are taken from there to the square root of 2, around 1. */
    private static final int SQRT_HALF_BITS = 0x3f3504f3;

    private static final float SMALLEST_NORMAL = 0x1p-126f;

    private Logarithm() {}

    static FloatVector log(FloatVector x) {
        // below the normal numbers the exponent's bits say nothing
        VectorMask<Float> tiny = x.compare(VectorOperators.LT, SMALLEST_NORMAL);
        FloatVector normal = x.blend(x.mul(0x1p23f), tiny);
        FloatVector extra = broadcast(0).blend(-23, tiny);
        IntVector bits = normal.reinterpretAsInts().sub(SQRT_HALF_BITS);
        IntVector exponent = bits.lanewise(VectorOperators.ASHR, 23);
        FloatVector mantissa = bits.and(0x007fffff).add(SQRT_HALF_BITS).reinterpretAsFloats();
        FloatVector k = ((FloatVector) exponent.convertShape(VectorOperators.I2F, F, 0)).add(extra);
        FloatVector f = mantissa.sub(1);
        FloatVector y = k.fma(broadcast(LN2_LOW), tail(f)).add(f);
        y = k.fma(broadcast(LN2_HIGH), y);
        y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
        // comparisons are false for NaN, which therefore stays
        y = y.blend(x, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY).not());
        return y.blend(Float.NaN, x.compare(VectorOperators.LT, 0));
    }

    /** {@code log(1 + f) - f}: minus half the square, and a polynomial times the cube, fitted at Chebyshev nodes. */
    private static FloatVector tail(FloatVector f) {
        FloatVector p = f.fma(broadcast(0.06971612f), broadcast(-0.11479734f));
        p = p.fma(f, broadcast(0.1168542f));
        p = p.fma(f, broadcast(-0.12425687f));
        p = p.fma(f, broadcast(0.14249058f));
        p = p.fma(f, broadcast(-0.16667803f));
        p = p.fma(f, broadcast(0.20000716f));
        p = p.fma(f, broadcast(-0.24999997f));
        p = p.fma(f, broadcast(0.3333333f));
        FloatVector square = f.mul(f);
        return p.mul(f).sub(0.5f).mul(square);
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(F, value);
    }
}
