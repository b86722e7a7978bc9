// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.x86;

import org.jspecify.annotations.Nullable;

/**
 * A place in memory: {@code base + scale * index + displacement}.
 *
 * @param base the register that is always added
 * @param index another one, times {@code scale}, or null
 * @param scale 1, 2, 4 or 8
 * @param displacement bytes beyond
 */
public record Address(General base, @Nullable General index, int scale, int displacement) {
    /** Checks that the processor can say it. */
    public Address {
        if (index == General.RSP) {
            throw new IllegalArgumentException("rsp cannot be an index");
        }
        if (scale != 1 && scale != 2 && scale != 4 && scale != 8) {
            throw new IllegalArgumentException("an index is scaled by 1, 2, 4 or 8, not by " + scale);
        }
    }

    /** Where a register points. */
    public static Address at(General base) {
        return at(base, 0);
    }

    /** So many bytes from where a register points. */
    public static Address at(General base, int displacement) {
        return new Address(base, null, 1, displacement);
    }

    /** The sum of both registers. */
    public static Address at(General base, General index) {
        return at(base, index, 1, 0);
    }

    /** In full. */
    public static Address at(General base, General index, int scale, int displacement) {
        return new Address(base, index, scale, displacement);
    }

    /** So many bytes further on. */
    public Address plus(int bytes) {
        return new Address(base, index, scale, displacement + bytes);
    }
}
