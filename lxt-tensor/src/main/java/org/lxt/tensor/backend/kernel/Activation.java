// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/**
 * Element-wise non-linear functions, each with its derivative, which plain gradients use, and its names in checkpoints. In
 * double, by {@link StrictMath}, whose results are the same interpreted and compiled, on every machine.
 */
@SuppressWarnings("ImmutableEnumChecker") // copied lists, and functions without a state
public enum Activation {
    /** {@code x * sigmoid(x)}. */
    SILU(List.of("silu", "swish"), x -> x * sigmoid(x), x -> {
        double s = sigmoid(x);
        return s * (1 + x * (1 - s));
    }),
    /** {@code x * Phi(x)}, Phi the normal distribution function, by erf. */
    GELU(
            List.of("gelu", "gelu_python"),
            x -> x * NormalDistribution.below(x),
            x -> NormalDistribution.below(x) + NormalDistribution.timesDensity(x)),
    /** GELU by the tanh approximation: {@code x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))}. */
    GELU_TANH(
            List.of("gelu_new", "gelu_fast", "gelu_accurate", "gelu_pytorch_tanh", "gelu_python_tanh"),
            x -> 0.5 * x * (1 + StrictMath.tanh(nearNormal(x))),
            x -> {
                double t = StrictMath.tanh(nearNormal(x));
                return 0.5 * (1 + t)
                        + 0.5 * x * (1 - t * t) * Constants.SQRT_2_OVER_PI * (1 + 3 * Constants.CUBIC * x * x);
            }),
    /** {@code max(x, 0)}. */
    RELU(List.of("relu"), x -> Math.max(x, 0), x -> x > 0 ? 1 : 0),
    /** The hyperbolic tangent. */
    TANH(List.of("tanh"), StrictMath::tanh, x -> {
        double t = StrictMath.tanh(x);
        return 1 - t * t;
    }),
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID(List.of("sigmoid"), Activation::sigmoid, x -> sigmoid(x) * sigmoid(-x));

    /** Of the approximation of GELU. */
    private static final class Constants {
        static final double SQRT_2_OVER_PI = 0.7978845608028654;
        static final double CUBIC = 0.044715;
    }

    private final List<String> names;
    private final DoubleUnaryOperator value;
    private final DoubleUnaryOperator derivative;

    Activation(List<String> names, DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
        this.names = names;
        this.value = value;
        this.derivative = derivative;
    }

    /** The activation of a name that transformers has for it, such as {@code gelu_new}. */
    public static Optional<Activation> named(String name) {
        return Arrays.stream(values()).filter(f -> f.names.contains(name)).findFirst();
    }

    /** All names, for a message. */
    public static String known() {
        return Arrays.stream(values()).flatMap(f -> f.names.stream()).collect(Collectors.joining(", "));
    }

    /** {@code f(x)}. */
    public double value(double x) {
        return value.applyAsDouble(x);
    }

    /** {@code f'(x)}. */
    public double derivative(double x) {
        return derivative.applyAsDouble(x);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double nearNormal(double x) {
        return Constants.SQRT_2_OVER_PI * (x + Constants.CUBIC * x * x * x);
    }
}
