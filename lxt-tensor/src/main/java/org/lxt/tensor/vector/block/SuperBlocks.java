// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.block;

import static org.lxt.tensor.vector.block.Bytes.floats;
import static org.lxt.tensor.vector.block.Bytes.half;
import static org.lxt.tensor.vector.block.Bytes.one;
import static org.lxt.tensor.vector.block.Bytes.store;
import static org.lxt.tensor.vector.block.Bytes.unsigned;
import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Blocks of 256 elements, in units of 32. Scales times integers are exact in float32 wherever something is added to them, so
 * that a fused multiply-add rounds as the two operations do.
 */
final class SuperBlocks {

    private SuperBlocks() {}

    static void q2(MemorySegment s, long at, int unit, int units, int[] d, int dAt) {
        for (int n = 0; n < units; n++) {
            long p = at + 84L * ((unit + n) / 8);
            int u = (unit + n) % 8;
            float scale = half(s, p + 80);
            float minimum = -half(s, p + 82);
            for (int i = 0; i < 32; i += LENGTH) {
                int both = one(s, p + 2L * u + i / 16);
                FloatVector times = FloatVector.broadcast(F, scale * (both & 15));
                FloatVector plus = FloatVector.broadcast(F, minimum * (both >> 4));
                IntVector q = unsigned(s, p + 16 + 32L * (u / 4) + i)
                        .lanewise(VectorOperators.LSHR, 2 * (u % 4))
                        .and(3);
                store(floats(q).fma(times, plus), d, dAt + 32 * n + i);
            }
        }
    }

    static void q3(MemorySegment s, long at, int unit, int units, int[] d, int dAt) {
        for (int n = 0; n < units; n++) {
            long p = at + 110L * ((unit + n) / 8);
            int u = (unit + n) % 8;
            float scale = half(s, p + 108);
            for (int i = 0; i < 32; i += LENGTH) {
                int which = 2 * u + i / 16;
                int low = one(s, p + 96 + which % 8) >> (4 * (which / 8)) & 15;
                int high = one(s, p + 104 + which % 4) >> (2 * (which / 4)) & 3;
                FloatVector times = FloatVector.broadcast(F, scale * ((low | high << 4) - 32));
                IntVector q = unsigned(s, p + 32 + 32L * (u / 4) + i)
                        .lanewise(VectorOperators.LSHR, 2 * (u % 4))
                        .and(3);
                IntVector third = unsigned(s, p + i)
                        .lanewise(VectorOperators.LSHR, u)
                        .and(1)
                        .lanewise(VectorOperators.LSHL, 2);
                store(floats(q.or(third).sub(4)).mul(times), d, dAt + 32 * n + i);
            }
        }
    }

    static void q4(MemorySegment s, long at, int unit, int units, int[] d, int dAt) {
        for (int n = 0; n < units; n++) {
            long p = at + 144L * ((unit + n) / 8);
            int u = (unit + n) % 8;
            FloatVector scale = FloatVector.broadcast(F, half(s, p) * scale(s, p + 4, u));
            FloatVector minimum = FloatVector.broadcast(F, -half(s, p + 2) * minimum(s, p + 4, u));
            long from = p + 16 + 32L * (u / 2);
            int to = dAt + 32 * n;
            int shift = 4 * (u % 2);
            for (int i = 0; i < 32; i += LENGTH) {
                IntVector q = unsigned(s, from + i)
                        .lanewise(VectorOperators.LSHR, shift)
                        .and(15);
                store(floats(q).fma(scale, minimum), d, to + i);
            }
        }
    }

    static void q5(MemorySegment s, long at, int unit, int units, int[] d, int dAt) {
        for (int n = 0; n < units; n++) {
            long p = at + 176L * ((unit + n) / 8);
            int u = (unit + n) % 8;
            FloatVector scale = FloatVector.broadcast(F, half(s, p) * scale(s, p + 4, u));
            FloatVector minimum = FloatVector.broadcast(F, -half(s, p + 2) * minimum(s, p + 4, u));
            long from = p + 48 + 32L * (u / 2);
            int to = dAt + 32 * n;
            int shift = 4 * (u % 2);
            for (int i = 0; i < 32; i += LENGTH) {
                IntVector low = unsigned(s, from + i)
                        .lanewise(VectorOperators.LSHR, shift)
                        .and(15);
                IntVector fifth = unsigned(s, p + 16 + i)
                        .lanewise(VectorOperators.LSHR, u)
                        .and(1)
                        .lanewise(VectorOperators.LSHL, 4);
                store(floats(low.or(fifth)).fma(scale, minimum), d, to + i);
            }
        }
    }

    static void q6(MemorySegment s, long at, int unit, int units, int[] d, int dAt) {
        for (int n = 0; n < units; n++) {
            long p = at + 210L * ((unit + n) / 8);
            int u = (unit + n) % 8;
            float scale = half(s, p + 208);
            long lows = p + 64L * (u / 4) + 32L * (u % 2);
            int shift = 4 * (u / 2 % 2);
            for (int i = 0; i < 32; i += LENGTH) {
                byte own = s.get(ValueLayout.JAVA_BYTE, p + 192 + 2L * u + i / 16);
                FloatVector times = FloatVector.broadcast(F, scale * own);
                IntVector low = unsigned(s, lows + i)
                        .lanewise(VectorOperators.LSHR, shift)
                        .and(15);
                IntVector high = unsigned(s, p + 128 + 32L * (u / 4) + i)
                        .lanewise(VectorOperators.LSHR, 2 * (u % 4))
                        .and(3)
                        .lanewise(VectorOperators.LSHL, 4);
                store(floats(low.or(high).sub(32)).mul(times), d, dAt + 32 * n + i);
            }
        }
    }

    /** The scale of a unit of Q4_K or Q5_K. */
    private static int scale(MemorySegment s, long at, int u) {
        return u < 4 ? one(s, at + u) & 63 : (one(s, at + 4 + u) & 15) | one(s, at + u - 4) >> 6 << 4;
    }

    /** The minimum of a unit of Q4_K or Q5_K. */
    private static int minimum(MemorySegment s, long at, int u) {
        return u < 4 ? one(s, at + 4 + u) & 63 : one(s, at + 4 + u) >> 4 | one(s, at + u) >> 6 << 4;
    }
}
