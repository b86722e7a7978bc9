// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Memory between guards: what is written beyond its ends is found, and what is read there is NaN. */
final class GuardedMemory {
    private static final int GUARD_BYTES = 1024;
    private static final int GUARD = 0x7fc0dead;

    private final long size;
    private final MemorySegment all;

    /** Memory full of what must not be read. */
    @SuppressWarnings("MustBeClosedChecker") // the collector closes it
    GuardedMemory(long size, long elementBytes) {
        this.size = size;
        long bytes = size * elementBytes;
        // the guard behind begins where the last element ends, so an element too far is found whatever the alignment
        long whole = Math.ceilDiv(bytes, 4) * 4;
        this.all = Arena.ofAuto().allocate(whole + 2L * GUARD_BYTES, 64);
        for (long i = 0; i < all.byteSize() / 4; i++) {
            all.setAtIndex(ValueLayout.JAVA_INT, i, GUARD);
        }
    }

    static GuardedMemory of(int[] values) {
        GuardedMemory memory = new GuardedMemory(values.length, Integer.BYTES);
        MemorySegment.copy(values, 0, memory.inner(), ValueLayout.JAVA_INT, 0, values.length);
        return memory;
    }

    static GuardedMemory of(MemorySegment bytes) {
        GuardedMemory memory = new GuardedMemory(bytes.byteSize(), 1);
        memory.inner().copyFrom(bytes);
        return memory;
    }

    long size() {
        return size;
    }

    private MemorySegment inner() {
        return all.asSlice(GUARD_BYTES, all.byteSize() - 2L * GUARD_BYTES);
    }

    long address() {
        return all.address() + GUARD_BYTES;
    }

    float get(long index) {
        return inner().getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }

    void set(long index, float value) {
        inner().setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
    }

    short bits16(long index) {
        return inner().getAtIndex(ValueLayout.JAVA_SHORT, index);
    }

    /** Fails if a guard is damaged. */
    void check() {
        int guards = GUARD_BYTES / 4;
        long end = all.byteSize() / 4;
        for (int i = 0; i < guards; i++) {
            check(i, i - guards);
            check(end - guards + i, size + i);
        }
    }

    private void check(long at, long element) {
        if (all.getAtIndex(ValueLayout.JAVA_INT, at) != GUARD) {
            throw new AssertionError("a kernel has written to element " + element + " of memory that has " + size);
        }
    }
}
