// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.block;

import static org.lxt.tensor.vector.block.Bytes.floats;
import static org.lxt.tensor.vector.block.Bytes.half;
import static org.lxt.tensor.vector.block.Bytes.signed;
import static org.lxt.tensor.vector.block.Bytes.store;
import static org.lxt.tensor.vector.block.Bytes.unsigned;
import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.I;
import static org.lxt.tensor.vector.hardware.Lanes.INT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** Blocks of 32 elements. Where there are halves of bytes, the lower ones are the first 16 elements. */
final class SmallBlocks {
    private static final IntVector LANES = IntVector.broadcast(I, 0).addIndex(1);

    private SmallBlocks() {}

    static void q8(MemorySegment s, long at, int blocks, int[] d, int dAt) {
        for (int b = 0; b < blocks; b++) {
            long p = at + 34L * b;
            FloatVector scale = FloatVector.broadcast(F, half(s, p));
            int to = dAt + 32 * b;
            for (int i = 0; i < 32; i += LENGTH) {
                store(floats(signed(s, p + 2 + i)).mul(scale), d, to + i);
            }
        }
    }

    static void q4Scaled(MemorySegment s, long at, int blocks, int[] d, int dAt) {
        for (int b = 0; b < blocks; b++) {
            long p = at + 18L * b;
            FloatVector scale = FloatVector.broadcast(F, half(s, p));
            int to = dAt + 32 * b;
            for (int i = 0; i < 16; i += LENGTH) {
                IntVector both = unsigned(s, p + 2 + i);
                store(floats(both.and(15).sub(8)).mul(scale), d, to + i);
                store(floats(both.lanewise(VectorOperators.LSHR, 4).sub(8)).mul(scale), d, to + 16 + i);
            }
        }
    }

    /** The products are exact in float32, so that a fused multiply-add rounds as the two operations do. */
    static void q4WithMinimum(MemorySegment s, long at, int blocks, int[] d, int dAt) {
        for (int b = 0; b < blocks; b++) {
            long p = at + 20L * b;
            FloatVector scale = FloatVector.broadcast(F, half(s, p));
            FloatVector minimum = FloatVector.broadcast(F, half(s, p + 2));
            int to = dAt + 32 * b;
            for (int i = 0; i < 16; i += LENGTH) {
                IntVector both = unsigned(s, p + 4 + i);
                store(floats(both.and(15)).fma(scale, minimum), d, to + i);
                store(floats(both.lanewise(VectorOperators.LSHR, 4)).fma(scale, minimum), d, to + 16 + i);
            }
        }
    }

    static void q5Scaled(MemorySegment s, long at, int blocks, int[] d, int dAt) {
        for (int b = 0; b < blocks; b++) {
            long p = at + 22L * b;
            FloatVector scale = FloatVector.broadcast(F, half(s, p));
            int fifth = s.get(INT, p + 2);
            int to = dAt + 32 * b;
            for (int i = 0; i < 16; i += LENGTH) {
                IntVector both = unsigned(s, p + 6 + i);
                IntVector first = both.and(15).or(fifth(fifth >>> i)).sub(16);
                IntVector second = both.lanewise(VectorOperators.LSHR, 4)
                        .or(fifth(fifth >>> (16 + i)))
                        .sub(16);
                store(floats(first).mul(scale), d, to + i);
                store(floats(second).mul(scale), d, to + 16 + i);
            }
        }
    }

    static void q5WithMinimum(MemorySegment s, long at, int blocks, int[] d, int dAt) {
        for (int b = 0; b < blocks; b++) {
            long p = at + 24L * b;
            FloatVector scale = FloatVector.broadcast(F, half(s, p));
            FloatVector minimum = FloatVector.broadcast(F, half(s, p + 2));
            int fifth = s.get(INT, p + 4);
            int to = dAt + 32 * b;
            for (int i = 0; i < 16; i += LENGTH) {
                IntVector both = unsigned(s, p + 8 + i);
                IntVector first = both.and(15).or(fifth(fifth >>> i));
                IntVector second = both.lanewise(VectorOperators.LSHR, 4).or(fifth(fifth >>> (16 + i)));
                store(floats(first).fma(scale, minimum), d, to + i);
                store(floats(second).fma(scale, minimum), d, to + 16 + i);
            }
        }
    }

    /** Bit i of {@code bits} as fifth bit of lane i. */
    private static IntVector fifth(int bits) {
        return IntVector.broadcast(I, bits)
                .lanewise(VectorOperators.LSHR, LANES)
                .and(1)
                .lanewise(VectorOperators.LSHL, 4);
    }
}
