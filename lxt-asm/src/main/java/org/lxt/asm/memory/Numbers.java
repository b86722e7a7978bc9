// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.memory;

import java.lang.foreign.MemorySegment;

/**
 * The array in which a thread hands numbers to a {@link Function}, for those that are called once for every panel: an array for
 * each call would be most of the garbage of a product. It holds what the call before left there.
 */
public final class Numbers {
    /** How many there are. */
    public static final int SIZE = 24;

    private static final ThreadLocal<Numbers> OWN = ThreadLocal.withInitial(Numbers::new);

    private final long[] values = new long[SIZE];
    private final MemorySegment segment = MemorySegment.ofArray(values);

    private Numbers() {}

    /** This thread's, until the next call. */
    public static Numbers ofThread() {
        return OWN.get();
    }

    /** Sets one. */
    public void set(int index, long value) {
        values[index] = value;
    }

    /** As a function takes them. */
    public MemorySegment segment() {
        return segment;
    }
}
