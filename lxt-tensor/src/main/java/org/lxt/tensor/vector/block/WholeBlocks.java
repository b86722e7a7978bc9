// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.block;

import static org.lxt.tensor.vector.block.Bytes.floats;
import static org.lxt.tensor.vector.block.Bytes.half;
import static org.lxt.tensor.vector.block.Bytes.store;
import static org.lxt.tensor.vector.block.Bytes.unsigned;
import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.INT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Whole blocks of Q4_K, which most files are made of: what a block's units share is read once, and bytes whose halves belong to two
 * units are loaded once for both. Numbers and their order of rounding are those of {@link SuperBlocks}.
 */
final class WholeBlocks {
    private WholeBlocks() {}

    static void q4(MemorySegment s, long at, int blocks, int[] d, int dAt) {
        for (int b = 0; b < blocks; b++) {
            long p = at + 144L * b;
            long scales = scales(s, p + 4);
            long minimums = minimums(s, p + 4);
            float scale = half(s, p);
            float minimum = -half(s, p + 2);
            for (int pair = 0; pair < 4; pair++) {
                int own = (int) (scales >>> (16 * pair));
                int least = (int) (minimums >>> (16 * pair));
                pair(
                        s,
                        p + 16 + 32L * pair,
                        FloatVector.broadcast(F, scale * (own & 0xff)),
                        FloatVector.broadcast(F, minimum * (least & 0xff)),
                        FloatVector.broadcast(F, scale * (own >>> 8 & 0xff)),
                        FloatVector.broadcast(F, minimum * (least >>> 8 & 0xff)),
                        d,
                        dAt + 256 * b + 64 * pair);
            }
        }
    }

    private static void pair(
            MemorySegment s,
            long at,
            FloatVector scale,
            FloatVector minimum,
            FloatVector nextScale,
            FloatVector nextMinimum,
            int[] d,
            int dAt) {
        for (int i = 0; i < 32; i += LENGTH) {
            IntVector both = unsigned(s, at + i);
            store(floats(both.and(15)).fma(scale, minimum), d, dAt + i);
            store(floats(both.lanewise(VectorOperators.LSHR, 4)).fma(nextScale, nextMinimum), d, dAt + 32 + i);
        }
    }

    /** The scales of the eight units, a byte each: six bits of the first four, four and two of the others. */
    private static long scales(MemorySegment s, long at) {
        int first = s.get(INT, at);
        int last = (s.get(INT, at + 8) & 0x0f0f0f0f) | (first >>> 2 & 0x30303030);
        return (first & 0x3f3f3f3f) | (long) last << 32;
    }

    /** The minimums, stored in the same way. */
    private static long minimums(MemorySegment s, long at) {
        int first = s.get(INT, at + 4);
        int last = (s.get(INT, at + 8) >>> 4 & 0x0f0f0f0f) | (first >>> 2 & 0x30303030);
        return (first & 0x3f3f3f3f) | (long) last << 32;
    }
}
