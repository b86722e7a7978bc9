// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.element;

import static org.lxt.tensor.vector.hardware.Lanes.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The activations and their derivatives, a vector at a time. */
public final class Curves {
    private static final FloatVector ZERO = broadcast(0);
    private static final FloatVector HALF = broadcast(0.5f);
    private static final FloatVector MINUS_HALF = broadcast(-0.5f);
    private static final FloatVector ONE = broadcast(1);
    private static final FloatVector TWO = broadcast(2);
    private static final FloatVector THREE = broadcast(3);
    private static final FloatVector FOUR = broadcast(4);
    private static final FloatVector SQRT_HALF = broadcast(0.70710677f);
    private static final FloatVector INV_SQRT_2PI = broadcast(0.3989423f);
    private static final FloatVector TWICE_SQRT_2_OVER_PI = broadcast(1.595769f);
    private static final FloatVector CUBIC = broadcast(0.044715f);
    private static final FloatVector THREE_CUBIC = broadcast(3 * 0.044715f);

    /** Farther out the derivative of GELU's approximation is 0 or 1, and the powers in it would overflow. */
    private static final FloatVector FAR = broadcast(12);

    private static final FloatVector MINUS_FAR = broadcast(-12);

    /** Farther out the normal distribution function is 0 or 1. */
    private static final FloatVector FAR_NORMAL = broadcast(10);

    /** Up to here tanh is a polynomial. */
    private static final FloatVector NEAR = broadcast(0.55f);

    // tanh(x) / x as a polynomial in x^2, fitted at Chebyshev nodes
    private static final FloatVector TANH_10 = broadcast(-0.006610228f);
    private static final FloatVector TANH_8 = broadcast(0.021309389f);
    private static final FloatVector TANH_6 = broadcast(-0.05390943f);
    private static final FloatVector TANH_4 = broadcast(0.13333113f);
    private static final FloatVector TANH_2 = broadcast(-0.3333333f);

    // see normal(); fitted at Chebyshev nodes
    private static final FloatVector NORMAL_10 = broadcast(-0.0002782657f);
    private static final FloatVector NORMAL_9 = broadcast(-0.0008009518f);
    private static final FloatVector NORMAL_8 = broadcast(0.001992521f);
    private static final FloatVector NORMAL_7 = broadcast(0.0025799843f);
    private static final FloatVector NORMAL_6 = broadcast(-0.023789117f);
    private static final FloatVector NORMAL_5 = broadcast(0.06829367f);
    private static final FloatVector NORMAL_4 = broadcast(-0.11927283f);
    private static final FloatVector NORMAL_3 = broadcast(0.12964654f);
    private static final FloatVector NORMAL_2 = broadcast(-0.04756227f);
    private static final FloatVector NORMAL_1 = broadcast(-0.13562115f);
    private static final FloatVector NORMAL_0 = broadcast(1.253008f);

    private Curves() {}

    static FloatVector silu(FloatVector x) {
        return x.mul(sigmoid(x));
    }

    static FloatVector siluDerivative(FloatVector x) {
        return sigmoidProductDerivative(x, x);
    }

    /** Of x and {@code exp(-x^2 / 2)}. */
    static FloatVector gelu(FloatVector x, FloatVector density) {
        return x.mul(normal(x, density));
    }

    /** Of x and {@code exp(-x^2 / 2)}. */
    static FloatVector geluDerivative(FloatVector x, FloatVector density) {
        return x.mul(density).fma(INV_SQRT_2PI, normal(x, density));
    }

    /** {@code x sigmoid(2 u)} with {@code u} the argument of tanh: the same function without a cancellation. */
    static FloatVector geluTanh(FloatVector x) {
        FloatVector u = x.mul(x).fma(CUBIC, ONE).mul(x).mul(TWICE_SQRT_2_OVER_PI);
        return x.mul(sigmoid(u));
    }

    static FloatVector geluTanhDerivative(FloatVector argument) {
        FloatVector x = argument.min(FAR).max(MINUS_FAR);
        FloatVector square = x.mul(x);
        FloatVector u = square.fma(CUBIC, ONE).mul(x).mul(TWICE_SQRT_2_OVER_PI);
        FloatVector slope = square.fma(THREE_CUBIC, ONE).mul(TWICE_SQRT_2_OVER_PI);
        return sigmoidProductDerivative(u, x.mul(slope));
    }

    static FloatVector relu(FloatVector x) {
        return x.max(ZERO);
    }

    static FloatVector reluDerivative(FloatVector x) {
        return ZERO.blend(ONE, x.compare(VectorOperators.GT, ZERO));
    }

    public static FloatVector tanh(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector far = ONE.sub(TWO.div(Exponential.exp(size.add(size)).add(ONE)));
        far = far.blend(far.neg(), x.compare(VectorOperators.LT, ZERO));
        // near 0 the quotient would cancel
        FloatVector z = x.mul(x);
        FloatVector p = z.fma(TANH_10, TANH_8);
        p = p.fma(z, TANH_6);
        p = p.fma(z, TANH_4);
        p = p.fma(z, TANH_2);
        FloatVector near = p.mul(z).fma(x, x);
        return far.blend(near, size.compare(VectorOperators.LT, NEAR));
    }

    /** {@code 4 e / (1 + e)^2} with {@code e = exp(-2 |x|)}: what {@code 1 - tanh^2} is without cancellation. */
    static FloatVector tanhDerivative(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector e = Exponential.exp(size.add(size).neg());
        FloatVector r = ONE.div(e.add(ONE));
        return e.mul(FOUR).mul(r).mul(r);
    }

    static FloatVector sigmoid(FloatVector x) {
        return ONE.div(Exponential.exp(x.neg()).add(ONE));
    }

    /** {@code e / (1 + e)^2} with {@code e = exp(-|x|)}, without cancellation as for tanh. */
    static FloatVector sigmoidDerivative(FloatVector x) {
        FloatVector e = Exponential.exp(x.abs().neg());
        FloatVector r = ONE.div(e.add(ONE));
        return e.mul(r).mul(r);
    }

    /** {@code exp(-x^2 / 2)}. */
    static FloatVector density(FloatVector x) {
        return Exponential.exp(x.mul(x).mul(MINUS_HALF));
    }

    /**
     * The normal distribution function, given {@code exp(-x^2 / 2)}: that times a smooth function of {@code a = |x| /
     * sqrt 2} on the left, where the result is small, and 1 minus it on the right. The smooth function, {@code exp(a^2)
     * erfc(a) (1 + 2 a)}, is a polynomial in {@code (a - 3) / (a + 3)}.
     */
    private static FloatVector normal(FloatVector x, FloatVector density) {
        FloatVector a = x.abs().mul(SQRT_HALF).min(FAR_NORMAL);
        FloatVector plus = a.add(THREE);
        FloatVector line = a.add(a).add(ONE);
        FloatVector inverse = ONE.div(plus.mul(line));
        FloatVector u = a.sub(THREE).mul(line.mul(inverse));
        FloatVector p = u.fma(NORMAL_10, NORMAL_9);
        p = p.fma(u, NORMAL_8);
        p = p.fma(u, NORMAL_7);
        p = p.fma(u, NORMAL_6);
        p = p.fma(u, NORMAL_5);
        p = p.fma(u, NORMAL_4);
        p = p.fma(u, NORMAL_3);
        p = p.fma(u, NORMAL_2);
        p = p.fma(u, NORMAL_1);
        p = p.fma(u, NORMAL_0);
        FloatVector left = p.mul(plus.mul(inverse)).mul(density).mul(HALF);
        return left.blend(ONE.sub(left), x.compare(VectorOperators.GT, ZERO));
    }

    /**
     * {@code s + factor s (1 - s)} with {@code s = sigmoid(u)}. Both s and 1 - s come from the exponential of -|u|, so
     * that neither is a small difference.
     */
    private static FloatVector sigmoidProductDerivative(FloatVector u, FloatVector factor) {
        FloatVector e = Exponential.exp(u.abs().neg());
        FloatVector larger = ONE.div(e.add(ONE));
        FloatVector smaller = e.mul(larger);
        FloatVector s = larger.blend(smaller, u.compare(VectorOperators.LT, ZERO));
        return factor.mul(smaller).fma(larger, s);
    }
}
