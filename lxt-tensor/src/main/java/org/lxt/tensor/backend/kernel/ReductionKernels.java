// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.kernel;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;

/**
 * Kernels along an axis. They see a buffer as {@code [outer, length, inner]}, the axis in the middle, and what is left
 * without it as {@code [outer, inner]}. What {@link Backend} says of its kernels holds for these; a destination is never
 * the same buffer as a source.
 */
public interface ReductionKernels {
    /** {@code destination[o, i] = sum over j of x[o, j, i]}. */
    void sum(Buffer destination, Buffer x, int outer, int length, int inner);

    /** {@code destination[o, j, i] = x[o, i]} for every j. */
    void repeat(Buffer destination, Buffer x, int outer, int length, int inner);

    /**
     * {@code values[o, i] = max over j of x[o, j, i]}, and in {@code positions} the first j where it stands. NaN counts
     * as more than any number. A position is a number like any other: float32 holds those below 2^24.
     */
    void max(Buffer values, Buffer positions, Buffer x, int outer, int length, int inner);

    /**
     * {@code destination[r, o, j, i] = x[r, o, i]} at the j that stands in {@code positions[positionRows[r], o, i]}, and 0
     * at all others: where a maximum came from, gets its gradient.
     */
    void place(
            Buffer destination,
            Buffer x,
            Buffer positions,
            @Nullable Index positionRows,
            int rows,
            int outer,
            int length,
            int inner);
}
