// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block.unpack;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.asm.x86.Address;

/**
 * What code that decodes blocks of an encoding finds at r8: room for the integers and the scales of one block, constants, room for
 * decoded numbers. Code is written first, which says what constants there are. A thread has one memory for all encodings, which
 * holds the constants of the one that it met last.
 */
public final class BlockMemory {
    /** The integers of a block, a byte with a sign each. */
    public static final int INTEGERS = 0;

    /** Its scales, up to sixteen floats, and as many minimums. */
    static final int SCALES = 256;

    static final int MINIMUMS = SCALES + 64;

    private static final int CONSTANTS = MINIMUMS + 64;
    private static final int CONSTANT_INTS = 8;
    private static final int MOST_CONSTANTS = 32;

    /** Where decoded numbers begin: a line of the cache. */
    public static final long FLOATS = CONSTANTS + 4L * CONSTANT_INTS * MOST_CONSTANTS;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final List<int[]> constants = new ArrayList<>();

    /** Without constants, before code is written. */
    public BlockMemory() {}

    /** Where eight integers are that are repeated from these. */
    Address integers(int... some) {
        int[] all = new int[CONSTANT_INTS];
        for (int i = 0; i < all.length; i++) {
            all[i] = some[i % some.length];
        }
        for (int index = 0; index < constants.size(); index++) {
            if (Arrays.equals(constants.get(index), all)) {
                return place(index);
            }
        }
        return add(all);
    }

    /** Where eight floats are that are repeated from these. */
    Address floats(float... some) {
        return integers(bits(some));
    }

    /** Where sixteen floats are. */
    Address sixteen(float... all) {
        int[] bits = bits(all);
        int[] first = Arrays.copyOf(bits, CONSTANT_INTS);
        int[] second = Arrays.copyOfRange(bits, CONSTANT_INTS, 2 * CONSTANT_INTS);
        for (int index = 0; index < constants.size() - 1; index++) {
            if (Arrays.equals(constants.get(index), first) && Arrays.equals(constants.get(index + 1), second)) {
                return place(index);
            }
        }
        add(first);
        return add(second).plus(-4 * CONSTANT_INTS);
    }

    private static int[] bits(float... floats) {
        int[] bits = new int[floats.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(floats[i]);
        }
        return bits;
    }

    private Address add(int[] eight) {
        if (constants.size() == MOST_CONSTANTS) {
            throw new IllegalStateException("more constants than there is room for");
        }
        constants.add(eight);
        return place(constants.size() - 1);
    }

    private static Address place(int index) {
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

    /** A thread's memory, and whose constants are in it. */
    private static final class Own {
        MemorySegment memory = MemorySegment.NULL;

        @Nullable
        BlockMemory constants;
    }

    private static final ThreadLocal<Own> OWN = ThreadLocal.withInitial(Own::new);

    /** This thread's memory, with room for so many bytes from {@link #FLOATS} on. */
    public MemorySegment ofThread(long bytes) {
        Own own = OWN.get();
        if (own.memory.byteSize() < FLOATS + bytes) {
            own.memory = Arena.ofAuto().allocate(FLOATS + bytes, 64);
            own.constants = null;
        }
        if (own.constants != this) {
            for (int i = 0; i < constants.size(); i++) {
                long at = CONSTANTS + 4L * CONSTANT_INTS * i;
                MemorySegment.copy(constants.get(i), 0, own.memory, INT, at, CONSTANT_INTS);
            }
            own.constants = this;
        }
        return own.memory;
    }
}
