// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.product;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lxt.asm.kernel.emit.Stored;
import org.lxt.asm.kernel.move.TurnCode;
import org.lxt.asm.memory.Function;
import org.lxt.asm.memory.Functions;
import org.lxt.tensor.weight.Bfloat16;
import org.lxt.tensor.weight.Encoding;

/**
 * Packs rows or columns as pairs of bfloat16: for each two steps the pairs of all of them, one float each. By machine code of
 * AVX512-BF16 where elements are neighbours in memory one way or the other; what fills no block is left to plain loops.
 */
final class PairPanels {

    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Floats of a register. */
    private static final int LANES = 16;

    /** Elements of a run in one block. */
    private static final int BLOCK = 2 * LANES;

    /** Blocks, and pairs of rows, that a call takes at most: it then lasts some 50 microseconds even from memory. */
    private static final int MOST_BLOCKS = 1 << 8;

    private static final int MOST_PAIRS = 1 << 11;

    private final int width;
    private final int together;
    private final Map<Encoding, Function> turns = new EnumMap<>(Encoding.class);
    private final Map<Encoding, Function> pairs = new EnumMap<>(Encoding.class);
    private final short[] lanesInTurn = PairCode.turns();

    /**
     * Writes and loads the code.
     *
     * @param width rows or columns of a panel, at most two registers
     * @param together a panel has zeros up to a multiple of so many steps
     */
    PairPanels(int width, int together) {
        this.width = width;
        this.together = together;
        Functions written = new Functions();
        for (Encoding encoding : Stored.ENCODINGS) {
            written.add(code -> TurnCode.writePairs(code, encoding));
            written.add(code -> PairCode.write(code, encoding));
        }
        List<Function> loaded = written.load();
        for (int i = 0; i < Stored.ENCODINGS.size(); i++) {
            turns.put(Stored.ENCODINGS.get(i), loaded.get(2 * i));
            pairs.put(Stored.ENCODINGS.get(i), loaded.get(2 * i + 1));
        }
    }

    /** Floats of a panel for each row or column. */
    static int floats(int depth, int together) {
        return (depth + together - 1) / together * (together / 2);
    }

    /**
     * Packs.
     *
     * @param at byte position of the first element
     * @param runBytes from one row or column to the next
     * @param stepBytes from one step to the next
     * @param runs rows or columns, at most {@code width}
     */
    void pack(
            Encoding encoding,
            MemorySegment s,
            long at,
            long runBytes,
            long stepBytes,
            int runs,
            int depth,
            float[] d,
            int dAt) {
        if (runs <= 0 || depth <= 0) {
            return;
        }
        check(encoding, s, at, runBytes, stepBytes, runs, depth);
        Objects.checkIndex(runs - 1, width);
        int floats = floats(depth, together);
        Objects.checkFromIndexSize(dAt, (long) floats * width, d.length);
        int done = 0;
        boolean isKnown = Stored.ENCODINGS.contains(encoding);
        if (isKnown && stepBytes == encoding.bytes() && runBytes >= 0) {
            done = depth / BLOCK * BLOCK;
            for (int r = 0; r < width; r += LANES) {
                turn(encoding, s, at, runBytes, r, runs, done / BLOCK, d, dAt);
            }
        } else if (isKnown && runBytes == encoding.bytes() && stepBytes >= 0 && width == 2 * LANES) {
            done = depth / 2 * 2;
            pair(encoding, s, at, stepBytes, runs, done / 2, d, dAt);
        }
        for (int k = done; k < 2 * floats; k += 2) {
            for (int r = 0; r < runs; r++) {
                d[dAt + k / 2 * width + r] = pair(encoding, s, at + r * runBytes, stepBytes, k, depth);
            }
        }
    }

    /** Runs {@code first .. first + 16}, as far as there are that many. */
    private void turn(
            Encoding encoding,
            MemorySegment s,
            long at,
            long runBytes,
            int first,
            int runs,
            int blocks,
            float[] d,
            int dAt) {
        int some = Math.min(LANES, runs - first);
        for (int done = 0; some > 0 && done < blocks; done += MOST_BLOCKS) {
            long[] numbers = new long[TurnCode.RUNS + LANES];
            numbers[TurnCode.BLOCKS] = Math.min(MOST_BLOCKS, blocks - done);
            numbers[TurnCode.STEP] = 4L * width;
            numbers[TurnCode.TO] = 4 * (dAt + (long) done * LANES * width + first);
            numbers[TurnCode.STORED] = (1L << some) - 1;
            numbers[TurnCode.NEXT] = runs * runBytes;
            for (int i = 0; i < LANES; i++) {
                // lanes without a run take the last one again
                numbers[TurnCode.RUNS + i] =
                        at + (first + Math.min(i, some - 1)) * runBytes + (long) done * BLOCK * encoding.bytes();
            }
            Objects.requireNonNull(turns.get(encoding))
                    .call(s, MemorySegment.NULL, MemorySegment.ofArray(d), MemorySegment.ofArray(numbers));
        }
    }

    private void pair(
            Encoding encoding, MemorySegment s, long at, long stepBytes, int columns, int all, float[] d, int dAt) {
        for (int done = 0; done < all; done += MOST_PAIRS) {
            long[] numbers = new long[PairCode.NUMBERS];
            numbers[PairCode.PAIRS] = Math.min(MOST_PAIRS, all - done);
            numbers[PairCode.STEP] = stepBytes;
            numbers[PairCode.FROM] = at + 2L * done * stepBytes;
            numbers[PairCode.TO] = 4 * (dAt + (long) done * width);
            numbers[PairCode.FIRST] = (1L << Math.min(LANES, columns)) - 1;
            numbers[PairCode.SECOND] = (1L << Math.max(0, columns - LANES)) - 1;
            Objects.requireNonNull(pairs.get(encoding))
                    .call(
                            s,
                            MemorySegment.ofArray(lanesInTurn),
                            MemorySegment.ofArray(d),
                            MemorySegment.ofArray(numbers));
        }
    }

    /** Checks that all elements are within the segment, whatever the signs of the strides. */
    static void check(Encoding encoding, MemorySegment s, long at, long runBytes, long stepBytes, int runs, int depth) {
        long most = Long.MAX_VALUE / Integer.MAX_VALUE / 4;
        Objects.checkFromToIndex(0, Math.abs(runBytes), most);
        Objects.checkFromToIndex(0, Math.abs(stepBytes), most);
        long run = (runs - 1) * runBytes;
        long step = (depth - 1) * stepBytes;
        long first = at + Math.min(0, run) + Math.min(0, step);
        Objects.checkFromToIndex(first, at + Math.max(0, run) + Math.max(0, step) + encoding.bytes(), s.byteSize());
    }

    /** Two steps of a run that begins at a byte position, as the bits of a float; steps from {@code depth} on are 0. */
    static float pair(Encoding encoding, MemorySegment s, long run, long stepBytes, int step, int depth) {
        long from = run + step * stepBytes;
        short first = step < depth ? rounded(encoding, s, from) : 0;
        short second = step + 1 < depth ? rounded(encoding, s, from + stepBytes) : 0;
        return Float.intBitsToFloat((second << 16) | (first & 0xffff));
    }

    private static short rounded(Encoding encoding, MemorySegment s, long at) {
        return Bfloat16.round(encoding == Encoding.F64 ? (float) s.get(DOUBLE, at) : Stored.element(encoding, s, at));
    }
}
