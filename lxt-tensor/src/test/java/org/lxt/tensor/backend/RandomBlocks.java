// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;
import org.lxt.tensor.weight.Encoding;

/** Blocks of random bytes, with scales that make numbers from about -1 to 1 of them. */
public final class RandomBlocks {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private RandomBlocks() {}

    /** Fills memory with whole blocks. */
    public static void fill(MemorySegment memory, Encoding encoding, RandomGenerator random) {
        int size = encoding.blockBytes();
        byte[] block = new byte[size];
        for (long at = 0; at + size <= memory.byteSize(); at += size) {
            random.nextBytes(block);
            MemorySegment.copy(block, 0, memory, ValueLayout.JAVA_BYTE, at, size);
            scale(memory, at, encoding, random);
        }
    }

    private static void scale(MemorySegment m, long at, Encoding encoding, RandomGenerator random) {
        switch (encoding) {
            case Q8_0, IQ4_NL -> put(m, at, 127, random);
            case Q4_0 -> put(m, at, 8, random);
            case Q5_0 -> put(m, at, 16, random);
            case Q4_1 -> both(m, at, 15, 2, random);
            case Q5_1 -> both(m, at, 31, 2, random);
            case Q2_K -> both(m, at + 80, 45, 15, random);
            case Q3_K -> put(m, at + 108, 128, random);
            case Q4_K -> both(m, at, 945, 63, random);
            case Q5_K -> both(m, at, 1953, 63, random);
            case Q6_K -> put(m, at + 208, 4096, random);
            case IQ4_XS -> put(m, at, 4064, random);
            case MXFP4 -> m.set(ValueLayout.JAVA_BYTE, at, (byte) (118 + random.nextInt(7)));
            case F8_E4M3 -> eight(m, at, random);
            case U4_ZERO, U8_ZERO -> zero(m, at, encoding == Encoding.U4_ZERO ? 16 : 256, random);
            case I8_ABSMAX, NF4, FP4 -> m.set(FLOAT, at, (float) (random.nextDouble() - 0.3));
            default -> throw new IllegalArgumentException(encoding + " has no blocks");
        }
    }

    /** Without NaN, which no comparison of sums survives. */
    private static void eight(MemorySegment m, long at, RandomGenerator random) {
        m.set(FLOAT, at, (float) ((random.nextDouble() - 0.3) / 448));
        for (int i = 0; i < 32; i++) {
            byte bits = m.get(ValueLayout.JAVA_BYTE, at + 4 + i);
            m.set(ValueLayout.JAVA_BYTE, at + 4 + i, (bits & 0x7f) == 0x7f ? 0 : bits);
        }
    }

    private static void zero(MemorySegment m, long at, int most, RandomGenerator random) {
        m.set(FLOAT, at, (float) ((random.nextDouble() - 0.3) / most));
        int zero = random.nextInt(most + 1);
        if (most == 16) {
            m.set(ValueLayout.JAVA_BYTE, at + 4, (byte) zero);
        } else {
            m.set(SHORT, at + 4, (short) zero);
        }
    }

    private static void both(MemorySegment m, long at, double largest, double minimum, RandomGenerator random) {
        put(m, at, largest, random);
        put(m, at + 2, minimum, random);
    }

    private static void put(MemorySegment m, long at, double largest, RandomGenerator random) {
        m.set(SHORT, at, Float.floatToFloat16((float) ((random.nextDouble() - 0.3) / largest)));
    }
}
