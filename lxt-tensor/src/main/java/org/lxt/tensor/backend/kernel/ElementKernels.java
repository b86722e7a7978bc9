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
    /** {@code destination[i] = a[i] / b[bRows[i]]}. */
    void divide(Buffer destination, Buffer a, Buffer b, @Nullable Index bRows, int rows, int columns);

    /** {@code destination = f(x)}. */
    void elementary(Elementary f, Buffer destination, Buffer x, long size);

    /** {@code destination = x^exponent}; what this is for negative x and at 0, {@link Math#pow} says. */
    void power(Buffer destination, Buffer x, double exponent, long size);
}
