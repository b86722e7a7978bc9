// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.lxt.tensor.backend.kernel.AttentionKernels;
import org.lxt.tensor.backend.kernel.ElementKernels;
import org.lxt.tensor.backend.kernel.MatrixKernels;
import org.lxt.tensor.backend.kernel.MovementKernels;
import org.lxt.tensor.backend.kernel.ReductionKernels;
import org.lxt.tensor.backend.kernel.RowKernels;
import org.lxt.tensor.backend.memory.BackendMemoryException;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.DType;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/**
 * The operations that a device must offer. Matrices are row-major and dense; {@code rows} and {@code columns} count elements.
 *
 * <p>Operations are issued in the order of the calls and may complete later: only {@link #read} waits. The arguments
 * are checked by the callers, so kernels need not. A destination may be the same buffer as a source only where each
 * element or row is computed from the same element or row of that source; never in a matrix product, a gather or a
 * scatter.
 *
 * <p>Where a kernel takes an {@link Index} of rows, it maps each row of the gradient or destination to a row of the other
 * operand; {@code null} means row {@code i} to row {@code i}.
 *
 * <p>Its kernels come in groups, each an object of its own: those that every backend must have by the methods named after
 * them, others by {@link #kernels}.
 *
 * <p>The results of a backend do not depend on the number of its threads, nor on whether the JVM has compiled it yet.
 * Several threads may use a backend at once, on buffers of their own. No method gives up because its thread is interrupted:
 * the interrupt status stays set, and who calls the backend looks at it between operations.
 */
public interface Backend extends AutoCloseable {
    /** The name of its provider. */
    String name();

    /**
     * Whether its kernels are compiled only once they have run often enough, so that the first pass over a model takes
     * several times as long as later ones.
     */
    default boolean compilesLate() {
        return false;
    }

    /**
     * Whether its kernels are Java code, which takes many times as long without the JVM's optimising compiler. Who opens
     * such a backend where {@link JvmCompilers#isQuickAlone()} is told so.
     */
    default boolean needsOptimisingCompiler() {
        return false;
    }

    /** One line for people: instruction set, width, threads. */
    String description();

    /** The type of every buffer's elements. */
    DType computeType();

    /** Products of matrices. */
    MatrixKernels matrices();

    /** Kernels that go element by element. */
    ElementKernels elements();

    /** Kernels that go row by row. */
    RowKernels rows();

    /** Kernels that put numbers elsewhere. */
    MovementKernels movement();

    /** Kernels along an axis. */
    ReductionKernels reductions();

    /**
     * The optional kernels that this backend has: fused ones that go faster than the mandatory ones of which they could be
     * composed. A group is an interface, such as {@link AttentionKernels}; a backend has all of its kernels
     * or none. Asked at each call of an operation, so the answer must be at hand.
     *
     * @return the group's kernels; empty if they are to be composed
     */
    default <K> Optional<K> kernels(Class<K> group) {
        return Optional.empty();
    }

    // ---- memory

    /**
     * Allocates a buffer whose contents are undefined.
     *
     * @throws BackendMemoryException if there is no room
     */
    Buffer allocate(long size);

    /** Gives a buffer back; operations already issued still see it. */
    void free(Buffer buffer);

    /**
     * Copies numbers from the host, rounded to the type of the buffer. They may change as soon as the call returns.
     *
     * @param offset the first element that is written
     * @param source numbers of {@code type} in the order of bytes of this machine, as many as fill it; on the heap or not
     */
    void write(Buffer destination, long offset, MemorySegment source, DType type);

    /**
     * Copies numbers to the host; waits for the operations that fill them.
     *
     * @param offset the first element that is read
     * @param destination takes as many numbers of {@code type} as it has room for; on the heap or not
     */
    void read(Buffer source, long offset, MemorySegment destination, DType type);

    /** Copies {@code source} to the start of the buffer. */
    default void write(Buffer destination, double[] source) {
        write(destination, 0, MemorySegment.ofArray(source), DType.F64);
    }

    /** Copies elements from {@code offset} on to the host; waits for the operations that fill them. */
    default void read(Buffer source, long offset, double[] destination) {
        read(source, offset, MemorySegment.ofArray(destination), DType.F64);
    }

    /**
     * Makes whole numbers usable by kernels; the array is never changed after the call.
     *
     * @throws BackendMemoryException if there is no room
     */
    Index loadIndex(int[] values);

    /** Releases what {@link #loadIndex} made; operations already issued still see it. */
    void freeIndex(Index index);

    /** Sets the first {@code size} elements. */
    void fill(Buffer destination, double value, long size);

    /**
     * Makes a weight usable by this backend.
     *
     * @throws BackendMemoryException if there is no room
     */
    WeightHandle loadWeight(WeightData data);

    /** Releases what {@link #loadWeight} made; operations already issued still see it. */
    void freeWeight(WeightHandle weight);

    @Override
    void close();
}
