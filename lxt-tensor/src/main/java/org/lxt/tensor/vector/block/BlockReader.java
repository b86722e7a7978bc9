// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.block;

import java.lang.foreign.MemorySegment;
import org.lxt.tensor.weight.BlockValues;
import org.lxt.tensor.weight.Encoding;

/** Widens runs of a weight that is stored in blocks: elements that follow each other in memory. */
public final class BlockReader {
    /** Elements that share a scale, or two, in all encodings: what is read at once. */
    private static final int UNIT = 32;

    private BlockReader() {}

    /**
     * Writes the bits of {@code n} elements, as float32, to {@code d[dAt ..]}.
     *
     * @param first number of the first element, counted from the start of the segment; any
     */
    public static void bits(Encoding encoding, MemorySegment s, long first, int n, int[] d, int dAt) {
        int done = 0;
        int within = (int) (first % UNIT);
        if (within != 0) {
            done = Math.min(UNIT - within, n);
            part(encoding, s, first / UNIT, within, done, d, dAt);
        }
        int units = (n - done) / UNIT;
        if (units > 0) {
            units(encoding, s, (first + done) / UNIT, units, d, dAt + done);
            done += units * UNIT;
        }
        if (done < n) {
            part(encoding, s, (first + done) / UNIT, 0, n - done, d, dAt + done);
        }
    }

    private static void part(Encoding encoding, MemorySegment s, long unit, int from, int n, int[] d, int dAt) {
        int[] whole = new int[UNIT];
        units(encoding, s, unit, 1, whole, 0);
        System.arraycopy(whole, from, d, dAt, n);
    }

    private static void units(Encoding encoding, MemorySegment s, long first, int units, int[] d, int dAt) {
        int each = encoding.blockElements() / UNIT;
        long at = first / each * encoding.blockBytes();
        int unit = (int) (first % each);
        if (!Bytes.ARE_VECTORS) {
            plain(encoding, s, at, unit, units, d, dAt);
            return;
        }
        if (encoding == Encoding.Q4_K && unit == 0 && units % each == 0) {
            WholeBlocks.q4(s, at, units / each, d, dAt);
            return;
        }
        switch (encoding) {
            case Q8_0 -> SmallBlocks.q8(s, at, units, d, dAt);
            case Q4_0 -> SmallBlocks.q4Scaled(s, at, units, d, dAt);
            case Q4_1 -> SmallBlocks.q4WithMinimum(s, at, units, d, dAt);
            case Q5_0 -> SmallBlocks.q5Scaled(s, at, units, d, dAt);
            case Q5_1 -> SmallBlocks.q5WithMinimum(s, at, units, d, dAt);
            case Q2_K -> SuperBlocks.q2(s, at, unit, units, d, dAt);
            case Q3_K -> SuperBlocks.q3(s, at, unit, units, d, dAt);
            case Q4_K -> SuperBlocks.q4(s, at, unit, units, d, dAt);
            case Q5_K -> SuperBlocks.q5(s, at, unit, units, d, dAt);
            case Q6_K -> SuperBlocks.q6(s, at, unit, units, d, dAt);
            case IQ4_NL -> TableBlocks.iq4(s, at, units, d, dAt);
            case IQ4_XS -> TableBlocks.iq4InSuperBlocks(s, at, unit, units, d, dAt);
            case MXFP4 -> TableBlocks.mxfp4(s, at, units, d, dAt);
            case F8_E4M3 -> ScaledBlocks.f8(s, at, units, d, dAt);
            case U4_ZERO -> ScaledBlocks.u4(s, at, units, d, dAt);
            case U8_ZERO -> ScaledBlocks.u8(s, at, units, d, dAt);
            case I8_ABSMAX -> ScaledBlocks.i8(s, at, units, d, dAt);
            case NF4 -> TableBlocks.nf4(s, at, units, d, dAt);
            case FP4 -> TableBlocks.fp4(s, at, units, d, dAt);
            case F64, F32, F16, BF16 -> throw new IllegalArgumentException(encoding + " has no blocks");
        }
    }

    /** Without vectors: of 128 bits they have too few lanes for halves of bytes to be worth it. */
    private static void plain(Encoding encoding, MemorySegment s, long at, int unit, int units, int[] d, int dAt) {
        float[] block = new float[encoding.blockElements()];
        int each = encoding.blockElements() / UNIT;
        int decoded = -1;
        for (int n = 0; n < units; n++) {
            int number = (unit + n) / each;
            if (number != decoded) {
                BlockValues.decode(encoding, s, at + (long) number * encoding.blockBytes(), block);
                decoded = number;
            }
            for (int i = 0; i < UNIT; i++) {
                d[dAt + UNIT * n + i] = Float.floatToRawIntBits(block[UNIT * ((unit + n) % each) + i]);
            }
        }
    }
}
