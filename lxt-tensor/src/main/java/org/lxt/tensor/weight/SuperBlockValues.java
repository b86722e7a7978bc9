// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.weight;

import static org.lxt.tensor.weight.BlockValues.half;
import static org.lxt.tensor.weight.BlockValues.unsigned;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Blocks of 256 elements: eight units of 32, with scales of their own that are integers times the scale of the block. */
final class SuperBlockValues {
    private static final int UNITS = 8;

    private SuperBlockValues() {}

    /** 16 bytes of scales and minimums, 64 of elements, the two scales of these. */
    static void q2(MemorySegment s, long at, float[] d) {
        float scale = half(s, at + 80);
        float minimum = half(s, at + 82);
        for (int u = 0; u < UNITS; u++) {
            for (int i = 0; i < 32; i++) {
                int both = unsigned(s, at + 2L * u + i / 16);
                int q = unsigned(s, at + 16 + 32L * (u / 4) + i) >> (2 * (u % 4)) & 3;
                d[32 * u + i] = scale * (both & 15) * q - minimum * (both >> 4);
            }
        }
    }

    /** 32 bytes of third bits, 64 of the other two, 12 of scales, the scale of these. */
    static void q3(MemorySegment s, long at, float[] d) {
        float scale = half(s, at + 108);
        for (int u = 0; u < UNITS; u++) {
            for (int i = 0; i < 32; i++) {
                float own = scale * q3Scale(s, at + 96, 2 * u + i / 16);
                int low = unsigned(s, at + 32 + 32L * (u / 4) + i) >> (2 * (u % 4)) & 3;
                int third = unsigned(s, at + i) >> u & 1;
                d[32 * u + i] = own * (low + 4 * third - 4);
            }
        }
    }

    /** Scale {@code i} of 16: four bits in the first eight bytes, two in the last four. */
    private static int q3Scale(MemorySegment s, long at, int i) {
        int low = unsigned(s, at + i % 8) >> (4 * (i / 8)) & 15;
        int high = unsigned(s, at + 8 + i % 4) >> (2 * (i / 4)) & 3;
        return (low | high << 4) - 32;
    }

    /** The scales of scales and minimums, 12 bytes of these, 128 of elements. */
    static void q4(MemorySegment s, long at, float[] d) {
        for (int u = 0; u < UNITS; u++) {
            float scale = half(s, at) * scale(s, at + 4, u);
            float minimum = half(s, at + 2) * minimum(s, at + 4, u);
            for (int i = 0; i < 32; i++) {
                int q = unsigned(s, at + 16 + 32L * (u / 2) + i) >> (4 * (u % 2)) & 15;
                d[32 * u + i] = scale * q - minimum;
            }
        }
    }

    /** As four bits, with 32 bytes of fifth ones before the others. */
    static void q5(MemorySegment s, long at, float[] d) {
        for (int u = 0; u < UNITS; u++) {
            float scale = half(s, at) * scale(s, at + 4, u);
            float minimum = half(s, at + 2) * minimum(s, at + 4, u);
            for (int i = 0; i < 32; i++) {
                int low = unsigned(s, at + 48 + 32L * (u / 2) + i) >> (4 * (u % 2)) & 15;
                int fifth = unsigned(s, at + 16 + i) >> u & 1;
                d[32 * u + i] = scale * (low | fifth << 4) - minimum;
            }
        }
    }

    /** Scale of a unit: six bits of a byte for the first four, four and two bits for the others. */
    static int scale(MemorySegment s, long at, int u) {
        return u < 4 ? unsigned(s, at + u) & 63 : (unsigned(s, at + 4 + u) & 15) | unsigned(s, at + u - 4) >> 6 << 4;
    }

    /** Minimum of a unit, stored in the same way. */
    static int minimum(MemorySegment s, long at, int u) {
        return u < 4 ? unsigned(s, at + 4 + u) & 63 : unsigned(s, at + 4 + u) >> 4 | unsigned(s, at + u) >> 6 << 4;
    }

    /** 128 bytes of four bits, 64 of two more, 16 of scales, the scale of these. */
    static void q6(MemorySegment s, long at, float[] d) {
        float scale = half(s, at + 208);
        for (int u = 0; u < UNITS; u++) {
            for (int i = 0; i < 32; i++) {
                float own = scale * s.get(ValueLayout.JAVA_BYTE, at + 192 + 2L * u + i / 16);
                int low = unsigned(s, at + 64L * (u / 4) + 32L * (u % 2) + i) >> (4 * (u / 2 % 2)) & 15;
                int high = unsigned(s, at + 128 + 32L * (u / 4) + i) >> (2 * (u % 4)) & 3;
                d[32 * u + i] = own * ((low | high << 4) - 32);
            }
        }
    }

    /** The scale of scales, two bits of each, four bits of each, 128 bytes of elements. */
    static void iq4(MemorySegment s, long at, float[] d) {
        float scale = half(s, at);
        int high = unsigned(s, at + 2) | unsigned(s, at + 3) << 8;
        for (int u = 0; u < UNITS; u++) {
            int low = unsigned(s, at + 4 + u / 2) >> (4 * (u % 2)) & 15;
            int own = (low | (high >> (2 * u) & 3) << 4) - 32;
            BlockValues.table(s, at + 8 + 16L * u, scale * own, BlockTables.IQ4, 32 * u, d);
        }
    }
}
