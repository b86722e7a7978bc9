// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lxt.asm.x86.Address;

/**
 * What code that decodes blocks finds at r8: room for the integers and the scales of one block, then constants. Code is written
 * first, which says what constants there are; then a memory is made for each thread.
 */
final class BlockMemory {
    /** The integers of a block, a byte with a sign each. */
    static final int INTEGERS = 0;

    /** Its scales, up to sixteen floats, and as many minimums. */
    static final int SCALES = 256;

    static final int MINIMUMS = SCALES + 64;

    private static final int CONSTANTS = MINIMUMS + 64;
    private static final int CONSTANT_INTS = 8;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final List<int[]> constants = new ArrayList<>();

    /** Where eight integers are that are repeated from these. */
    Address integers(int... some) {
        int[] all = new int[CONSTANT_INTS];
        for (int i = 0; i < all.length; i++) {
            all[i] = some[i % some.length];
        }
        int index = 0;
        while (index < constants.size() && !Arrays.equals(constants.get(index), all)) {
            index++;
        }
        if (index == constants.size()) {
            constants.add(all);
        }
        return at(R8, CONSTANTS + 4 * CONSTANT_INTS * index);
    }

    /** Where 32 bytes are that are repeated from these, a multiple of four. */
    Address bytes(int... some) {
        int[] integers = new int[some.length / 4];
        for (int i = 0; i < some.length; i++) {
            integers[i / 4] |= (some[i] & 0xff) << (8 * (i % 4));
        }
        return integers(integers);
    }

    /** Where 32 equal bytes are. */
    Address all(int value) {
        return bytes(value, value, value, value);
    }

    /** Memory for a thread, with room for so many floats from {@link #floats} on. */
    MemorySegment create(int floats) {
        MemorySegment memory = Arena.ofAuto().allocate(floats() + 4L * floats, 64);
        for (int i = 0; i < constants.size(); i++) {
            MemorySegment.copy(constants.get(i), 0, memory, INT, CONSTANTS + 4L * CONSTANT_INTS * i, CONSTANT_INTS);
        }
        return memory;
    }

    /** Where floats begin, a line of the cache. */
    long floats() {
        return (CONSTANTS + 4L * CONSTANT_INTS * constants.size() + 63) / 64 * 64;
    }
}
