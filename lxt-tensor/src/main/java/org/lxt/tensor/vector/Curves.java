package org.lxt.tensor.vector;

import static org.lxt.tensor.vector.Lanes.F;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The activations and their derivatives, a vector at a time. */
final class Curves {
    private static final float SQRT_HALF = 0.70710677f;
    private static final float INV_SQRT_2PI = 0.3989423f;
    private static final float TWICE_SQRT_2_OVER_PI = 1.595769f;
    private static final float CUBIC = 0.044715f;

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
        return x.mul(density).fma(broadcast(INV_SQRT_2PI), normal(x, density));
    }

    /** {@code x sigmoid(2 u)} with {@code u} the argument of tanh: the same function without a cancellation. */
    static FloatVector geluTanh(FloatVector x) {
        FloatVector square = x.mul(x);
        FloatVector u = square.fma(broadcast(CUBIC), broadcast(1)).mul(x).mul(TWICE_SQRT_2_OVER_PI);
        return x.mul(sigmoid(u));
    }

    static FloatVector geluTanhDerivative(FloatVector argument) {
        // farther out it is 0 or 1, and the powers below must not overflow
        FloatVector x = clamp(argument, 12);
        FloatVector square = x.mul(x);
        FloatVector u = square.fma(broadcast(CUBIC), broadcast(1)).mul(x).mul(TWICE_SQRT_2_OVER_PI);
        FloatVector slope = square.fma(broadcast(3 * CUBIC), broadcast(1)).mul(TWICE_SQRT_2_OVER_PI);
        return sigmoidProductDerivative(u, x.mul(slope));
    }

    static FloatVector relu(FloatVector x) {
        return x.max(0);
    }

    static FloatVector reluDerivative(FloatVector x) {
        return zero().blend(1, x.compare(VectorOperators.GT, 0));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector far =
                one().sub(broadcast(2).div(Exponential.exp(size.add(size)).add(1)));
        far = far.blend(far.neg(), x.compare(VectorOperators.LT, 0));
        // a polynomial near 0, where the quotient would cancel; fitted at Chebyshev nodes
        FloatVector z = x.mul(x);
        FloatVector p = z.fma(broadcast(-0.006610228f), broadcast(0.021309389f));
        p = p.fma(z, broadcast(-0.05390943f));
        p = p.fma(z, broadcast(0.13333113f));
        p = p.fma(z, broadcast(-0.3333333f));
        FloatVector near = p.mul(z).fma(x, x);
        return far.blend(near, size.compare(VectorOperators.LT, 0.55f));
    }

    /** {@code 4 e / (1 + e)^2} with {@code e = exp(-2 |x|)}: what {@code 1 - tanh^2} is without cancellation. */
    static FloatVector tanhDerivative(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector e = Exponential.exp(size.add(size).neg());
        FloatVector r = one().div(e.add(1));
        return e.mul(4).mul(r).mul(r);
    }

    static FloatVector sigmoid(FloatVector x) {
        return one().div(Exponential.exp(x.neg()).add(1));
    }

    /** {@code e / (1 + e)^2} with {@code e = exp(-|x|)}, without cancellation as for tanh. */
    static FloatVector sigmoidDerivative(FloatVector x) {
        FloatVector e = Exponential.exp(x.abs().neg());
        FloatVector r = one().div(e.add(1));
        return e.mul(r).mul(r);
    }

    /** {@code exp(-x^2 / 2)}. */
    static FloatVector density(FloatVector x) {
        return Exponential.exp(x.mul(x).mul(-0.5f));
    }

    /**
     * The normal distribution function, given {@code exp(-x^2 / 2)}: that times a smooth function of {@code a = |x| /
     * sqrt 2} on the left, where the result is small, and 1 minus it on the right. The smooth function, {@code exp(a^2)
     * erfc(a) (1 + 2 a)}, is a polynomial in {@code (a - 3) / (a + 3)}, fitted at Chebyshev nodes.
     */
    private static FloatVector normal(FloatVector x, FloatVector density) {
        FloatVector a = clamp(x.abs().mul(SQRT_HALF), 10);
        FloatVector plus = a.add(3);
        FloatVector line = a.add(a).add(1);
        FloatVector inverse = one().div(plus.mul(line));
        FloatVector u = a.sub(3).mul(line.mul(inverse));
        FloatVector p = u.fma(broadcast(-0.0002782657f), broadcast(-0.0008009518f));
        p = p.fma(u, broadcast(0.001992521f));
        p = p.fma(u, broadcast(0.0025799843f));
        p = p.fma(u, broadcast(-0.023789117f));
        p = p.fma(u, broadcast(0.06829367f));
        p = p.fma(u, broadcast(-0.11927283f));
        p = p.fma(u, broadcast(0.12964654f));
        p = p.fma(u, broadcast(-0.04756227f));
        p = p.fma(u, broadcast(-0.13562115f));
        p = p.fma(u, broadcast(1.253008f));
        FloatVector left = p.mul(plus.mul(inverse)).mul(density).mul(0.5f);
        return left.blend(one().sub(left), x.compare(VectorOperators.GT, 0));
    }

    /**
     * {@code s + factor s (1 - s)} with {@code s = sigmoid(u)}. Both s and 1 - s come from the exponential of -|u|, so
     * that neither is a small difference.
     */
    private static FloatVector sigmoidProductDerivative(FloatVector u, FloatVector factor) {
        FloatVector e = Exponential.exp(u.abs().neg());
        FloatVector larger = one().div(e.add(1));
        FloatVector smaller = e.mul(larger);
        FloatVector s = larger.blend(smaller, u.compare(VectorOperators.LT, 0));
        return factor.mul(smaller).fma(larger, s);
    }

    private static FloatVector clamp(FloatVector x, float limit) {
        VectorMask<Float> low = x.compare(VectorOperators.LT, -limit);
        VectorMask<Float> high = x.compare(VectorOperators.GT, limit);
        return x.blend(-limit, low).blend(limit, high);
    }

    private static FloatVector one() {
        return broadcast(1);
    }

    private static FloatVector zero() {
        return broadcast(0);
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(F, value);
    }
}
