// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.weight;

import static org.lxt.tensor.weight.BlockValues.unsigned;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Blocks of 32 elements after a scale in float32. */
public final class ScaledValues {
    /** 1/127 as bitsandbytes multiplies by it. */
    public static final float ONE_OF_127 = 0.007874016f;

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private ScaledValues() {}

    static float scale(MemorySegment s, long at) {
        return s.get(FLOAT, at);
    }

    static void f8(MemorySegment s, long at, float[] d) {
        float scale = scale(s, at);
        for (int i = 0; i < 32; i++) {
            d[i] = e4m3(unsigned(s, at + 4 + i)) * scale;
        }
    }

    /** Four bits of exponent with bias 7, three of mantissa; no infinities, and NaN only where all seven are set. */
    static float e4m3(int bits) {
        int exponent = bits >> 3 & 15;
        int mantissa = bits & 7;
        if ((bits & 0x7f) == 0x7f) {
            return Float.NaN;
        }
        float size =
                exponent == 0 ? Math.scalb((float) mantissa, -9) : Math.scalb((float) (8 + mantissa), exponent - 10);
        return (bits & 0x80) == 0 ? size : -size;
    }

    static void u4(MemorySegment s, long at, float[] d) {
        float scale = scale(s, at);
        int zero = unsigned(s, at + 4);
        for (int i = 0; i < 16; i++) {
            int both = unsigned(s, at + 5 + i);
            d[i] = ((both & 15) - zero) * scale;
            d[16 + i] = ((both >> 4) - zero) * scale;
        }
    }

    static void u8(MemorySegment s, long at, float[] d) {
        float scale = scale(s, at);
        int zero = s.get(SHORT, at + 4);
        for (int i = 0; i < 32; i++) {
            d[i] = (unsigned(s, at + 6 + i) - zero) * scale;
        }
    }

    static void i8(MemorySegment s, long at, float[] d) {
        float scale = scale(s, at);
        for (int i = 0; i < 32; i++) {
            d[i] = s.get(ValueLayout.JAVA_BYTE, at + 4 + i) * scale * ONE_OF_127;
        }
    }
}
