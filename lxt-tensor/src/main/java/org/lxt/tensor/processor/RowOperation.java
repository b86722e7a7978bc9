// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor;

import org.lxt.tensor.weight.Bfloat16;

/**
 * What is computed from an element of each operand. Each operation of the formula is rounded to float32 by itself, in the order
 * that is written, so that all kernels have the same bits.
 */
public enum RowOperation {
    /** {@code a + b}. */
    ADD(2),
    /** {@code a * b}. */
    MULTIPLY(2),
    /** {@code a / b}. */
    DIVIDE(2),
    /** {@code a * (b + p)}. */
    MULTIPLY_SHIFTED(2),
    /** {@code a * b}, with one b for all of a row. */
    SCALE(2),
    /** {@code a * (b - c)}, with one c for all of a row. */
    CENTRED(3),
    /** {@code a * (1 - (b * p) * (b * p))}, the gradient of scores with a soft cap of {@code 1 / p}, which b are. */
    CAP_SLOPE(2),
    /** {@code a} as bfloat16 has it: the nearest, ties to even; what is no number stays none. */
    ROUND(1),
    /** {@code a}, one for all of a row. */
    REPEAT(1),
    /** {@code 1 / sqrt(a * p + q)}. */
    INVERSE_ROOT(1),
    /** {@code b / (c + p) * a}. */
    SECANT(3),
    /** {@code |a|}. */
    MAGNITUDE(1),
    /** {@code a / (|a| * (1 + p) + b * p + q)}, the factor of the gamma rule. */
    GAMMA_FACTOR(2),
    /** {@code (c * a * (1 + p) + |c| * b * p) / (c + (c < 0 ? -q : q))}, the gradient of the gamma rule. */
    GAMMA_GRADIENT(3);

    private final int operands;

    RowOperation(int operands) {
        this.operands = operands;
    }

    /** How many of a, b and c there are, in this order. */
    public int operands() {
        return operands;
    }

    /** Whether the last operand has but one element per row. */
    public boolean hasFactor() {
        return this == SCALE || this == CENTRED || this == REPEAT;
    }

    /** The result for one element. */
    public float apply(float a, float b, float c, float p, float q) {
        return switch (this) {
            case ADD -> a + b;
            case MULTIPLY, SCALE -> a * b;
            case DIVIDE -> a / b;
            case MULTIPLY_SHIFTED -> a * (b + p);
            case CENTRED -> a * (b - c);
            case CAP_SLOPE -> a * (1 - b * p * (b * p));
            case ROUND -> Bfloat16.value(Bfloat16.round(a));
            case REPEAT -> a;
            case INVERSE_ROOT -> 1 / (float) Math.sqrt(a * p + q);
            case SECANT -> b / (c + p) * a;
            case MAGNITUDE -> Math.abs(a);
            case GAMMA_FACTOR -> a / (Math.abs(a) * (1 + p) + b * p + q);
            case GAMMA_GRADIENT -> (c * a * (1 + p) + Math.abs(c) * b * p) / (c + (c < 0 ? -q : q));
        };
    }
}
