// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Random;
import org.lxt.tensor.weight.Encoding;

/** Blocks of random bytes whose scales are ordinary numbers, so that sums of elements are rounded and none is infinite. */
final class CheckedBlocks {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int E8M0_OF_1 = 127;

    private CheckedBlocks() {}

    static void fill(Encoding encoding, MemorySegment s, long at, Random random) {
        byte[] block = new byte[encoding.blockBytes()];
        random.nextBytes(block);
        MemorySegment.copy(block, 0, s, ValueLayout.JAVA_BYTE, at, block.length);
        switch (encoding) {
            case Q8_0, Q4_0, Q5_0, IQ4_NL, IQ4_XS -> half(s, at, random);
            case Q4_1, Q5_1, Q4_K, Q5_K -> two(s, at, random);
            case Q2_K -> two(s, at + 80, random);
            case Q3_K -> half(s, at + 108, random);
            case Q6_K -> half(s, at + 208, random);
            case MXFP4 -> s.set(ValueLayout.JAVA_BYTE, at, exponent(random));
            case F8_E4M3, U4_ZERO, U8_ZERO, I8_ABSMAX, NF4, FP4 -> s.set(FLOAT, at, random.nextFloat() - 0.5f);
            case F64, F32, F16, BF16 -> throw new IllegalArgumentException(encoding + " has no blocks");
        }
    }

    /** Among others the two least ones, which are subnormal. */
    private static byte exponent(Random random) {
        int kind = random.nextInt(4);
        return (byte) (kind < 2 ? kind : E8M0_OF_1 - random.nextInt(5));
    }

    private static void two(MemorySegment s, long at, Random random) {
        half(s, at, random);
        half(s, at + 2, random);
    }

    private static void half(MemorySegment s, long at, Random random) {
        s.set(SHORT, at, Float.floatToFloat16(random.nextFloat() - 0.5f));
    }
}
