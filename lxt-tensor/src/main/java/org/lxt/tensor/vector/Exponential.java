package org.lxt.tensor.vector;

import static org.lxt.tensor.vector.Lanes.F;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * e to the x, to within an ulp. {@code VectorOperators.EXP} is not used because its last bit depends on whether the JVM
 * has compiled the code.
 */
final class Exponential {
    /** Adding it leaves the sum's nearest integer in the low bits. */
    private static final float ROUNDER = 0x1.8p23f;

    private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);
    private static final float LOG2_E = 1.442695f;

    /** Minus the natural logarithm of 2: as many bits as stay exact in products with exponents, and the rest. */
    private static final float LN2_HIGH = -0x1.62e4p-1f;

    private static final float LN2_LOW = -0x1.7f7d1cp-20f;

    /** Below, the result rounds to 0; above, it is infinite. */
    private static final float LOWEST = -104;

    private static final float HIGHEST = 89;

    private Exponential() {}

    static FloatVector exp(FloatVector argument) {
        // comparisons are false for NaN, which therefore stays
        VectorMask<Float> low = argument.compare(VectorOperators.LT, LOWEST);
        VectorMask<Float> high = argument.compare(VectorOperators.GT, HIGHEST);
        FloatVector x = argument.blend(LOWEST, low).blend(HIGHEST, high);
        FloatVector shifted = x.fma(broadcast(LOG2_E), broadcast(ROUNDER));
        FloatVector whole = shifted.sub(ROUNDER);
        FloatVector r = whole.fma(broadcast(LN2_HIGH), x);
        r = whole.fma(broadcast(LN2_LOW), r);
        // the series, far enough for |r| up to half the logarithm of 2
        FloatVector p = r.fma(broadcast(1f / 5040), broadcast(1f / 720));
        p = p.fma(r, broadcast(1f / 120));
        p = p.fma(r, broadcast(1f / 24));
        p = p.fma(r, broadcast(1f / 6));
        p = p.fma(r, broadcast(0.5f));
        p = p.mul(r).fma(r, r).add(1f);
        // two factors, since 2 to the lowest and highest exponents is not a normal number itself
        IntVector exponent = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
        IntVector first = exponent.lanewise(VectorOperators.ASHR, 1);
        return p.mul(powerOf2(first)).mul(powerOf2(exponent.sub(first)));
    }

    private static FloatVector powerOf2(IntVector exponent) {
        return exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(F, value);
    }
}
