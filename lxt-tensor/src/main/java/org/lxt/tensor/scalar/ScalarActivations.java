package org.lxt.tensor.scalar;

import org.lxt.tensor.backend.kernel.Activation;

/**
 * The activations and their derivatives in double. {@link StrictMath} because its results are the same interpreted and
 * compiled, on every machine.
 */
final class ScalarActivations {
    private static final double SQRT_2_OVER_PI = 0.7978845608028654;
    private static final double INV_SQRT_2PI = 0.3989422804014327;
    private static final double SQRT_HALF = 0.7071067811865476;
    private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
    private static final double CUBIC = 0.044715;

    private ScalarActivations() {}

    static double value(Activation f, double x) {
        return switch (f) {
            case SILU -> x * sigmoid(x);
            case GELU -> x * normal(x);
            case GELU_TANH -> 0.5 * x * (1 + StrictMath.tanh(inner(x)));
            case RELU -> Math.max(x, 0);
            case TANH -> StrictMath.tanh(x);
            case SIGMOID -> sigmoid(x);
        };
    }

    static double derivative(Activation f, double x) {
        return switch (f) {
            case SILU -> {
                double s = sigmoid(x);
                yield s * (1 + x * (1 - s));
            }
            case GELU -> normal(x) + x * INV_SQRT_2PI * StrictMath.exp(-0.5 * x * x);
            case GELU_TANH -> {
                double t = StrictMath.tanh(inner(x));
                yield 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * SQRT_2_OVER_PI * (1 + 3 * CUBIC * x * x);
            }
            case RELU -> x > 0 ? 1 : 0;
            case TANH -> {
                double t = StrictMath.tanh(x);
                yield 1 - t * t;
            }
            case SIGMOID -> sigmoid(x) * sigmoid(-x);
        };
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double inner(double x) {
        return SQRT_2_OVER_PI * (x + CUBIC * x * x * x);
    }

    /** The normal distribution function. */
    private static double normal(double x) {
        double z = x * SQRT_HALF;
        return x < -1 ? 0.5 * erfc(-z) : 0.5 * (1 + erf(z));
    }

    /** Series with positive terms only (Abramowitz and Stegun 7.1.6), far out by {@link #erfc}. */
    private static double erf(double z) {
        double a = Math.abs(z);
        if (a >= 3) {
            return Math.copySign(1 - erfc(a), z);
        }
        double term = a;
        double sum = a;
        for (int n = 1; term > sum * 1e-17; n++) {
            term *= 2 * a * a / (2 * n + 1);
            sum += term;
        }
        return Math.copySign(TWO_OVER_SQRT_PI * StrictMath.exp(-a * a) * sum, z);
    }

    /** For z of 0.7 and more: continued fraction (Abramowitz and Stegun 7.1.14), evaluated from its far end. */
    private static double erfc(double z) {
        if (z < 2) {
            return 1 - erf(z);
        }
        double fraction = z;
        for (int n = 60; n >= 1; n--) {
            fraction = z + n / 2.0 / fraction;
        }
        return StrictMath.exp(-z * z) * TWO_OVER_SQRT_PI / 2 / fraction;
    }
}
