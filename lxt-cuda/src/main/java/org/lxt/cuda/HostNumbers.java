// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.lxt.tensor.backend.memory.DType;

/** Numbers of the host on their way to a device and back, which computes in float32. */
final class HostNumbers {
    private HostNumbers() {}

    /** As float32 outside of the heap; the very memory where it is that already. */
    static MemorySegment singles(MemorySegment source, DType type, Arena arena) {
        if (type == DType.F32 && source.isNative()) {
            return source;
        }
        long count = source.byteSize() / type.bytes();
        MemorySegment singles = arena.allocate(JAVA_FLOAT, count);
        if (type == DType.F32) {
            singles.copyFrom(source);
            return singles;
        }
        for (long i = 0; i < count; i++) {
            singles.setAtIndex(JAVA_FLOAT, i, (float) source.get(JAVA_DOUBLE_UNALIGNED, i * Double.BYTES));
        }
        return singles;
    }

    /** Copies float32 numbers to where numbers of a type are wanted. */
    static void copy(MemorySegment singles, MemorySegment destination, DType type) {
        if (type == DType.F32) {
            destination.copyFrom(singles);
            return;
        }
        for (long i = 0; i < singles.byteSize() / Float.BYTES; i++) {
            destination.set(JAVA_DOUBLE_UNALIGNED, i * Double.BYTES, singles.getAtIndex(JAVA_FLOAT, i));
        }
    }
}
