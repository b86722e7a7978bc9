// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.kernel;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;

/**
 * Kernels that compute each element from one element of each source. What {@link Backend} says of its kernels holds for
 * these.
 */
public interface ElementKernels {
    /** {@code destination = a + b}. */
    void add(Buffer destination, Buffer a, Buffer b, long size);

    /** {@code destination = factor * a}. */
    void scale(Buffer destination, Buffer a, double factor, long size);

    /** {@code destination = f(x)}. */
    void activation(Activation f, Buffer destination, Buffer x, long size);

    /** {@code destination = 1 / sqrt(factor * x + epsilon)}. */
    void inverseRoot(Buffer destination, Buffer x, double factor, double epsilon, long size);

    /** {@code destination[i] = a[i] * b[bRows[i]]}. */
    void multiply(Buffer destination, Buffer a, Buffer b, @Nullable Index bRows, int rows, int columns);

    /** {@code destination[i] = g[i] * f'(x[xRows[i]])}. */
    void activationGradient(
            Activation f, Buffer destination, Buffer g, Buffer x, @Nullable Index xRows, int rows, int columns);

    /**
     * {@code destination[i] = g[i] * y[r] / (x[r] + epsilon)} with {@code r = xRows[i]}: the gradient along the secant
     * from the origin instead of the tangent.
     */
    void secantGradient(
            Buffer destination,
            Buffer g,
            Buffer x,
            Buffer y,
            @Nullable Index xRows,
            double epsilon,
            int rows,
            int columns);

    /** {@code destination[i] = a[i] / b[bRows[i]]}. */
    void divide(Buffer destination, Buffer a, Buffer b, @Nullable Index bRows, int rows, int columns);

    /** {@code destination = f(x)}. */
    void elementary(Elementary f, Buffer destination, Buffer x, long size);

    /** {@code destination = x^exponent}; what this is for negative x and at 0, {@link Math#pow} says. */
    void power(Buffer destination, Buffer x, double exponent, long size);
}
