package org.lxt.tensor.backend.kernel;

/** Element-wise non-linear functions, with the derivative that plain gradients use. */
public enum Activation {
    /** {@code x * sigmoid(x)}. */
    SILU,
    /** {@code x * Phi(x)}, Phi the normal distribution function, by erf. */
    GELU,
    /** GELU by the tanh approximation: {@code x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))}. */
    GELU_TANH,
    /** {@code max(x, 0)}. */
    RELU,
    /** The hyperbolic tangent. */
    TANH,
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID
}
