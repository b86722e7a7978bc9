// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor;

import java.lang.foreign.MemorySegment;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.kernel.Elementary;

/**
 * Activations and their derivatives, and elementary functions, of runs of float32 numbers. What an element becomes does not depend on where in a run it
 * is. A method throws {@link IndexOutOfBoundsException} if an operand is not within its segment; nothing is written then.
 */
public interface CurveRuns {
    /** Whether this function can be computed. */
    boolean computes(Activation f);

    /** Whether this function can be computed. */
    default boolean computes(Elementary f) {
        return false;
    }

    /**
     * {@code d = f(x)}, to a few units in the last place.
     *
     * @param dAt byte position of the first of n elements; so for x
     */
    default void run(Elementary f, MemorySegment d, long dAt, MemorySegment x, long xAt, int n) {
        throw new IllegalArgumentException("no kernel computes " + f);
    }

    /**
     * {@code d = f(x)}, to a few units in the last place.
     *
     * @param dAt byte position of the first of n elements; so for x
     */
    void run(Activation f, MemorySegment d, long dAt, MemorySegment x, long xAt, int n);

    /**
     * {@code d = g f'(x)}, the derivative to a few units in the last place of the larger of it and 1.
     *
     * @param dAt byte position of the first of n elements; so for g and x
     */
    void gradient(Activation f, MemorySegment d, long dAt, MemorySegment g, long gAt, MemorySegment x, long xAt, int n);
}
