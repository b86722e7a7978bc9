// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.block;

import static org.lxt.tensor.vector.block.Bytes.floats;
import static org.lxt.tensor.vector.block.Bytes.one;
import static org.lxt.tensor.vector.block.Bytes.signed;
import static org.lxt.tensor.vector.block.Bytes.store;
import static org.lxt.tensor.vector.block.Bytes.unsigned;
import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.SHORT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.lxt.tensor.weight.ScaledValues;

/** Blocks of 32 elements after a scale in float32; each product is rounded once, in the order of the plain loops. */
final class ScaledBlocks {
    /** What must be added to the exponent of E4M3, whose bias is 7, in place in a float32, whose bias is 127. */
    private static final int REBIAS = (127 - 7) << 23;

    private static final int NAN = 0x7fc00000;

    /** The least positive number of E4M3: a mantissa of 1 without an exponent. */
    private static final float LEAST = 0x1p-9f;

    private ScaledBlocks() {}

    static void f8(MemorySegment s, long at, int blocks, int[] d, int dAt) {
        for (int b = 0; b < blocks; b++) {
            long p = at + 36L * b;
            FloatVector scale = FloatVector.broadcast(F, s.get(FLOAT, p));
            for (int i = 0; i < 32; i += LENGTH) {
                store(e4m3(unsigned(s, p + 4 + i)).mul(scale), d, dAt + 32 * b + i);
            }
        }
    }

    private static FloatVector e4m3(IntVector bits) {
        IntVector size = bits.and(0x7f);
        IntVector normal = size.lanewise(VectorOperators.LSHL, 20).add(REBIAS);
        IntVector subnormal = floats(size).mul(LEAST).reinterpretAsInts();
        IntVector sign = bits.and(0x80).lanewise(VectorOperators.LSHL, 24);
        return normal.blend(subnormal, size.compare(VectorOperators.LT, 8))
                .blend(NAN, size.compare(VectorOperators.EQ, 0x7f))
                .or(sign)
                .reinterpretAsFloats();
    }

    static void u4(MemorySegment s, long at, int blocks, int[] d, int dAt) {
        for (int b = 0; b < blocks; b++) {
            long p = at + 21L * b;
            FloatVector scale = FloatVector.broadcast(F, s.get(FLOAT, p));
            int zero = one(s, p + 4);
            int to = dAt + 32 * b;
            for (int i = 0; i < 16; i += LENGTH) {
                IntVector both = unsigned(s, p + 5 + i);
                store(floats(both.and(15).sub(zero)).mul(scale), d, to + i);
                store(floats(both.lanewise(VectorOperators.LSHR, 4).sub(zero)).mul(scale), d, to + 16 + i);
            }
        }
    }

    static void u8(MemorySegment s, long at, int blocks, int[] d, int dAt) {
        for (int b = 0; b < blocks; b++) {
            long p = at + 38L * b;
            FloatVector scale = FloatVector.broadcast(F, s.get(FLOAT, p));
            int zero = s.get(SHORT, p + 4);
            for (int i = 0; i < 32; i += LENGTH) {
                store(floats(unsigned(s, p + 6 + i).sub(zero)).mul(scale), d, dAt + 32 * b + i);
            }
        }
    }

    static void i8(MemorySegment s, long at, int blocks, int[] d, int dAt) {
        for (int b = 0; b < blocks; b++) {
            long p = at + 36L * b;
            FloatVector scale = FloatVector.broadcast(F, s.get(FLOAT, p));
            for (int i = 0; i < 32; i += LENGTH) {
                store(floats(signed(s, p + 4 + i)).mul(scale).mul(ScaledValues.ONE_OF_127), d, dAt + 32 * b + i);
            }
        }
    }
}
