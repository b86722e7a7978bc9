// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.memory;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * A function in machine code that takes up to four places in memory and an array of numbers, as written by {@link Routine}. It is
 * called without leaving the state in which the JVM runs Java code: so it may be handed arrays, but a garbage collection waits
 * until it returns. It must return soon.
 */
public final class Function {
    private final MethodHandle handle;

    private Function(MethodHandle handle) {
        this.handle = handle;
    }

    /** The function that begins at an executable place. */
    @SuppressWarnings("restricted") // calling machine code is what this module is for
    static Function at(MemorySegment place) {
        return new Function(Linker.nativeLinker()
                .downcallHandle(
                        place,
                        FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS),
                        Linker.Option.critical(true)));
    }

    /**
     * Calls it. Nothing is checked: it reads and writes wherever its code says.
     *
     * @param numbers offsets, counts and the like, an array
     */
    public void call(MemorySegment a, MemorySegment b, MemorySegment c, MemorySegment numbers) {
        call(a, b, c, numbers, MemorySegment.NULL);
    }

    /** The same with a fourth place. */
    public void call(MemorySegment a, MemorySegment b, MemorySegment c, MemorySegment numbers, MemorySegment d) {
        try {
            handle.invokeExact(a, b, c, numbers, d);
        } catch (Throwable e) {
            throw new IllegalStateException("machine code could not be called", e);
        }
    }
}
