// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.quantised;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.lxt.tensor.weight.Encoding;

/** Writes blocks of 32 elements after a scale in float32. */
final class Blocks {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Blocks() {}

    static void scale(MemorySegment to, long at, float scale) {
        to.set(FLOAT, at, scale);
    }

    /** Integers with a zero point: {@code U4_ZERO} or {@code U8_ZERO}. */
    static void integers(MemorySegment to, long at, Encoding encoding, float scale, int zero, int[] elements) {
        scale(to, at, scale);
        if (encoding == Encoding.U4_ZERO) {
            to.set(ValueLayout.JAVA_BYTE, at + 4, (byte) zero);
            halves(to, at + 5, elements);
        } else {
            to.set(SHORT, at + 4, (short) zero);
            for (int i = 0; i < 32; i++) {
                to.set(ValueLayout.JAVA_BYTE, at + 6 + i, (byte) elements[i]);
            }
        }
    }

    /** Of 16 bytes the lower halves are the first 16 elements. */
    static void halves(MemorySegment to, long at, int[] elements) {
        for (int i = 0; i < 16; i++) {
            to.set(ValueLayout.JAVA_BYTE, at + i, (byte) (elements[i] | elements[16 + i] << 4));
        }
    }

    static void number(MemorySegment to, long element, float value) {
        to.set(FLOAT, element * 4, value);
    }
}
