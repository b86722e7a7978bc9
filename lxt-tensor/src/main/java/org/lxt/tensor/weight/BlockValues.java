// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.weight;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Blocks as their definition reads, in plain Java: the yardstick for the kernels that read them. Layouts and arithmetic of
 * ggml's are those of {@code dequantize_blocks} in the project's Python package {@code gguf}.
 */
public final class BlockValues {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private BlockValues() {}

    /** Decodes the block at a byte position into the first elements of {@code d}. */
    public static void decode(Encoding encoding, MemorySegment s, long at, float[] d) {
        switch (encoding) {
            case Q8_0 -> q8(s, at, d);
            case Q4_0 -> halves(s, at + 2, 0, -8, half(s, at), 0, d);
            case Q4_1 -> halves(s, at + 4, 0, 0, half(s, at), half(s, at + 2), d);
            case Q5_0 -> halves(s, at + 6, s.get(INT, at + 2), -16, half(s, at), 0, d);
            case Q5_1 -> halves(s, at + 8, s.get(INT, at + 4), 0, half(s, at), half(s, at + 2), d);
            case Q2_K -> SuperBlockValues.q2(s, at, d);
            case Q3_K -> SuperBlockValues.q3(s, at, d);
            case Q4_K -> SuperBlockValues.q4(s, at, d);
            case Q5_K -> SuperBlockValues.q5(s, at, d);
            case Q6_K -> SuperBlockValues.q6(s, at, d);
            case IQ4_NL -> table(s, at + 2, half(s, at), BlockTables.IQ4, 0, d);
            case IQ4_XS -> SuperBlockValues.iq4(s, at, d);
            case MXFP4 -> table(s, at + 1, powerOf2(s.get(ValueLayout.JAVA_BYTE, at) & 0xff), BlockTables.E2M1, 0, d);
            case F8_E4M3 -> ScaledValues.f8(s, at, d);
            case U4_ZERO -> ScaledValues.u4(s, at, d);
            case U8_ZERO -> ScaledValues.u8(s, at, d);
            case I8_ABSMAX -> ScaledValues.i8(s, at, d);
            case NF4 -> table(s, at + 4, ScaledValues.scale(s, at), BlockTables.NF4, 0, d);
            case FP4 -> table(s, at + 4, ScaledValues.scale(s, at), BlockTables.FP4, 0, d);
            case F64, F32, F16, BF16 -> throw new IllegalArgumentException(encoding + " has no blocks");
        }
    }

    /** A binary16. */
    static float half(MemorySegment s, long at) {
        return Float.float16ToFloat(s.get(SHORT, at));
    }

    static int unsigned(MemorySegment s, long at) {
        return s.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    /** 2 to the power of {@code exponent - 128}: half of what an E8M0 stands for, as {@link BlockTables#E2M1} is doubled. */
    public static float powerOf2(int exponent) {
        int bits = exponent < 2 ? 0x00200000 << exponent : (exponent - 1) << 23;
        return Float.intBitsToFloat(bits);
    }

    /**
     * Looks 32 elements up in a table, the first 16 by the lower halves of bytes, the others by the upper ones.
     *
     * @param to where in {@code d} the first one goes
     */
    static void table(MemorySegment s, long at, float scale, float[] table, int to, float[] d) {
        for (int i = 0; i < 16; i++) {
            int both = unsigned(s, at + i);
            d[to + i] = scale * table[both & 15];
            d[to + 16 + i] = scale * table[both >> 4];
        }
    }

    private static void q8(MemorySegment s, long at, float[] d) {
        float scale = half(s, at);
        for (int i = 0; i < 32; i++) {
            d[i] = s.get(ValueLayout.JAVA_BYTE, at + 2 + i) * scale;
        }
    }

    /** Integers whose lower four bits are those of halves of bytes, and whose fifth is one of {@code fifth}. */
    private static void halves(MemorySegment s, long at, int fifth, int least, float scale, float minimum, float[] d) {
        for (int i = 0; i < 16; i++) {
            int both = unsigned(s, at + i);
            int first = ((both & 15) | (fifth >>> i & 1) << 4) + least;
            int second = (both >> 4 | (fifth >>> (16 + i) & 1) << 4) + least;
            d[i] = least < 0 ? scale * first : scale * first + minimum;
            d[16 + i] = least < 0 ? scale * second : scale * second + minimum;
        }
    }
}
