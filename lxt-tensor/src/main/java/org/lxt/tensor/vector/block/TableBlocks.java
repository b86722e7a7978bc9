// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.block;

import static org.lxt.tensor.vector.block.Bytes.half;
import static org.lxt.tensor.vector.block.Bytes.one;
import static org.lxt.tensor.vector.block.Bytes.store;
import static org.lxt.tensor.vector.block.Bytes.unsigned;
import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.I;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.SHORT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.lxt.tensor.weight.BlockTables;
import org.lxt.tensor.weight.BlockValues;
import org.lxt.tensor.weight.Encoding;

/** Blocks whose four bits choose one of sixteen numbers. */
final class TableBlocks {
    private static final IntVector IQ4 = table(Encoding.IQ4_NL, 0);
    private static final IntVector IQ4_UPPER = table(Encoding.IQ4_NL, 16 - LENGTH);
    private static final IntVector E2M1 = table(Encoding.MXFP4, 0);
    private static final IntVector E2M1_UPPER = table(Encoding.MXFP4, 16 - LENGTH);

    private static final IntVector NF4 = table(Encoding.NF4, 0);
    private static final IntVector NF4_UPPER = table(Encoding.NF4, 16 - LENGTH);
    private static final IntVector FP4 = table(Encoding.FP4, 0);
    private static final IntVector FP4_UPPER = table(Encoding.FP4, 16 - LENGTH);

    private TableBlocks() {}

    static void iq4(MemorySegment s, long at, int blocks, int[] d, int dAt) {
        for (int b = 0; b < blocks; b++) {
            long p = at + 18L * b;
            unit(s, p + 2, FloatVector.broadcast(F, half(s, p)), IQ4, IQ4_UPPER, d, dAt + 32 * b);
        }
    }

    static void mxfp4(MemorySegment s, long at, int blocks, int[] d, int dAt) {
        for (int b = 0; b < blocks; b++) {
            long p = at + 17L * b;
            FloatVector scale = FloatVector.broadcast(F, BlockValues.powerOf2(one(s, p)));
            unit(s, p + 1, scale, E2M1, E2M1_UPPER, d, dAt + 32 * b);
        }
    }

    static void nf4(MemorySegment s, long at, int blocks, int[] d, int dAt) {
        for (int b = 0; b < blocks; b++) {
            long p = at + 20L * b;
            unit(s, p + 4, FloatVector.broadcast(F, s.get(FLOAT, p)), NF4, NF4_UPPER, d, dAt + 32 * b);
        }
    }

    static void fp4(MemorySegment s, long at, int blocks, int[] d, int dAt) {
        for (int b = 0; b < blocks; b++) {
            long p = at + 20L * b;
            unit(s, p + 4, FloatVector.broadcast(F, s.get(FLOAT, p)), FP4, FP4_UPPER, d, dAt + 32 * b);
        }
    }

    static void iq4InSuperBlocks(MemorySegment s, long at, int unit, int units, int[] d, int dAt) {
        for (int n = 0; n < units; n++) {
            long p = at + 136L * ((unit + n) / 8);
            int u = (unit + n) % 8;
            int high = s.get(SHORT, p + 2) >> (2 * u) & 3;
            int low = one(s, p + 4 + u / 2) >> (4 * (u % 2)) & 15;
            float scale = half(s, p) * ((low | high << 4) - 32);
            unit(s, p + 8 + 16L * u, FloatVector.broadcast(F, scale), IQ4, IQ4_UPPER, d, dAt + 32 * n);
        }
    }

    private static void unit(
            MemorySegment s, long at, FloatVector scale, IntVector lower, IntVector upper, int[] d, int dAt) {
        for (int i = 0; i < 16; i += LENGTH) {
            IntVector both = unsigned(s, at + i);
            store(chosen(both.and(15), lower, upper).mul(scale), d, dAt + i);
            store(chosen(both.lanewise(VectorOperators.LSHR, 4), lower, upper).mul(scale), d, dAt + 16 + i);
        }
    }

    private static FloatVector chosen(IntVector which, IntVector lower, IntVector upper) {
        IntVector bits = LENGTH == 16 ? which.selectFrom(lower) : which.selectFrom(lower, upper);
        return bits.reinterpretAsFloats();
    }

    /** Bits of the numbers from {@code from} on, as many as a vector has lanes. */
    private static IntVector table(Encoding encoding, int from) {
        float[] numbers = BlockTables.of(encoding);
        int[] bits = new int[LENGTH];
        for (int i = 0; i < Math.min(16, LENGTH); i++) {
            bits[i] = Float.floatToRawIntBits(numbers[from + i]);
        }
        return IntVector.fromArray(I, bits, 0);
    }
}
