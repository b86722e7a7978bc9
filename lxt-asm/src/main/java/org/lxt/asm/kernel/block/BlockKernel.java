// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.lxt.asm.kernel.block.unpack.BlockMemory;
import org.lxt.asm.kernel.emit.Stored;
import org.lxt.asm.kernel.skinny.DotCode;
import org.lxt.asm.kernel.skinny.SumCode;
import org.lxt.asm.memory.Function;
import org.lxt.asm.memory.Functions;
import org.lxt.tensor.weight.Encoding;

/** The code that decodes blocks of an encoding, loaded: rows of them to memory, or on the way to products. Safe for several threads. */
final class BlockKernel {
    private static final int LINE = 64;

    private final Encoding encoding;
    private final int lanes;
    private final int mostDots;
    private final int mostSums;
    private final Function widen;
    private final Function dots;
    private final Function dotPasses;
    private final Function sumPasses;
    private final BlockMemory memory = new BlockMemory();

    /** Writes and loads the code, for registers of 256 or 512 bits. */
    BlockKernel(int bits, Encoding encoding) {
        this.encoding = encoding;
        this.lanes = bits / 32;
        this.mostDots = DotCode.mostRows(bits);
        this.mostSums = SumCode.mostRows(bits);
        Functions written = new Functions();
        PassesCode passesOfDots = written.shared(code -> PassesCode.dots(code, bits));
        PassesCode passesOfSums = written.shared(code -> PassesCode.sums(code, bits));
        written.add(code -> WidenCode.write(code, bits, encoding, memory));
        written.add(code -> BlockDotCode.write(code, bits, encoding, memory));
        written.add(code -> passesOfDots.write(code, bits, encoding, memory));
        written.add(code -> passesOfSums.write(code, bits, encoding, memory));
        List<Function> loaded = written.load();
        this.widen = loaded.get(0);
        this.dots = loaded.get(1);
        this.dotPasses = loaded.get(2);
        this.sumPasses = loaded.get(3);
    }

    /**
     * Bytes from row to row of what {@link #widen} decodes: a line of the cache more than a row has, so that the rows of wide
     * matrices do not compete for the same places of the cache.
     */
    long step(int blocks) {
        return 4L * blocks * encoding.blockElements() + LINE;
    }

    /**
     * Decodes rows of whole blocks to this thread's memory, {@link #step} apart.
     *
     * @param at byte position of the first block
     * @param rowBytes from one row to the next
     */
    MemorySegment widen(MemorySegment w, long at, long rowBytes, int rows, int blocks) {
        long step = step(blocks);
        MemorySegment to = memory.ofThread(rows * step);
        check(w, at, rowBytes, rows, blocks);
        long[] numbers = new long[WidenCode.NUMBERS];
        numbers[WidenCode.ROWS] = rows;
        numbers[WidenCode.BLOCKS] = blocks;
        numbers[WidenCode.W_STEP] = rowBytes;
        numbers[WidenCode.D_STEP] = step;
        numbers[WidenCode.W] = at;
        numbers[WidenCode.D] = BlockMemory.FLOATS;
        widen.call(w, MemorySegment.NULL, to, MemorySegment.ofArray(numbers), to);
        return to;
    }

    /**
     * Dot products of one row of x with groups of {@link BlockDotCode#GROUP} rows of w.
     *
     * @param blocks of a row of w, and of x
     */
    void dots(
            MemorySegment w,
            long wAt,
            long wRowBytes,
            int groups,
            int blocks,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt) {
        int outputs = groups * BlockDotCode.GROUP;
        check(w, wAt, wRowBytes, outputs, blocks);
        Stored.check(x, xAt, 0, 1, 4L * blocks * encoding.blockElements());
        Stored.checkResult(y, yAt, 0, 1, 4L * outputs);
        long[] numbers = new long[BlockDotCode.NUMBERS];
        numbers[BlockDotCode.GROUPS] = groups;
        numbers[BlockDotCode.BLOCKS] = blocks;
        numbers[BlockDotCode.W_STEP] = wRowBytes;
        numbers[BlockDotCode.W] = wAt;
        numbers[BlockDotCode.X] = xAt;
        numbers[BlockDotCode.Y] = yAt;
        dots.call(w, x, y, MemorySegment.ofArray(numbers), memory.ofThread(0));
    }

    /**
     * Dot products of several rows of x, of which every row of w that is decoded gives a result for each.
     *
     * @param together rows of w that are decoded together, a multiple of {@link BlockDotCode#GROUP}
     * @param chunks how many times so many
     */
    void dots(
            MemorySegment w,
            long wAt,
            long wRowBytes,
            int together,
            int chunks,
            int blocks,
            MemorySegment x,
            long xAt,
            long xRowBytes,
            int rows,
            MemorySegment y,
            long yAt,
            long yRowBytes) {
        int n = blocks * encoding.blockElements();
        check(w, wAt, wRowBytes, chunks * together, blocks);
        Stored.check(x, xAt, xRowBytes, rows, 4L * n);
        Stored.checkResult(y, yAt, yRowBytes, rows, 4L * chunks * together);
        long[] numbers = new long[PassesCode.NUMBERS];
        numbers[DotCode.GROUPS] = together / DotCode.GROUP;
        numbers[DotCode.STEPS] = n / lanes;
        numbers[DotCode.W_STEP] = step(blocks);
        numbers[DotCode.X_STEP] = xRowBytes;
        numbers[DotCode.Y_STEP] = yRowBytes;
        numbers[DotCode.W] = BlockMemory.FLOATS;
        numbers[PassesCode.Y_CHUNK] = 4L * together;
        numbers[PassesCode.X_FIRST] = xAt;
        numbers[PassesCode.Y_FIRST] = yAt;
        passes(numbers, rows, mostDots, xRowBytes, yRowBytes);
        MemorySegment near = chunks(numbers, wAt, wRowBytes, together, chunks, blocks);
        dotPasses.call(w, x, y, MemorySegment.ofArray(numbers), near);
    }

    /**
     * Adds to several rows of y the rows of w, each times an element of x.
     *
     * @param together rows of w that are decoded together
     * @param chunks how many times so many
     * @param blocks of each row, which fill whole {@link SumCode#vectors} registers
     */
    void sums(
            MemorySegment w,
            long wAt,
            long wRowBytes,
            int together,
            int chunks,
            int blocks,
            MemorySegment x,
            long xAt,
            long xRowBytes,
            int rows,
            MemorySegment y,
            long yAt,
            long yRowBytes) {
        int n = blocks * encoding.blockElements();
        check(w, wAt, wRowBytes, chunks * together, blocks);
        Stored.check(x, xAt, xRowBytes, rows, 4L * chunks * together);
        Stored.checkResult(y, yAt, yRowBytes, rows, 4L * n);
        long[] numbers = new long[PassesCode.NUMBERS];
        numbers[SumCode.STEPS] = together;
        numbers[SumCode.COLUMNS] = n / lanes / SumCode.vectors();
        numbers[SumCode.W_STEP] = step(blocks);
        numbers[SumCode.X_STEP] = xRowBytes;
        numbers[SumCode.Y_STEP] = yRowBytes;
        numbers[SumCode.W] = BlockMemory.FLOATS;
        numbers[PassesCode.X_CHUNK] = 4L * together;
        numbers[PassesCode.X_FIRST] = xAt;
        numbers[PassesCode.Y_FIRST] = yAt;
        passes(numbers, rows, mostSums, xRowBytes, yRowBytes);
        MemorySegment near = chunks(numbers, wAt, wRowBytes, together, chunks, blocks);
        sumPasses.call(w, x, y, MemorySegment.ofArray(numbers), near);
    }

    private MemorySegment chunks(long[] numbers, long wAt, long wRowBytes, int together, int chunks, int blocks) {
        numbers[PassesCode.CHUNKS] = chunks;
        numbers[PassesCode.ROWS] = together;
        numbers[PassesCode.BLOCKS] = blocks;
        numbers[PassesCode.ROW_STEP] = wRowBytes;
        numbers[PassesCode.W_FIRST] = wAt;
        return memory.ofThread(together * step(blocks));
    }

    /** As many passes as rows need, as even as possible: some of them have a row less than the others. */
    private static void passes(long[] numbers, int rows, int most, long xRowBytes, long yRowBytes) {
        int count = (rows + most - 1) / most;
        int more = (rows + count - 1) / count;
        int fewer = count * more - rows;
        for (int kind = 0; kind < 2; kind++) {
            numbers[PassesCode.PASSES + kind] = kind == 0 ? count - fewer : fewer;
            numbers[PassesCode.PASS_ROWS + kind] = (long) more - kind;
            numbers[PassesCode.X_PASS + kind] = (more - kind) * xRowBytes;
            numbers[PassesCode.Y_PASS + kind] = (more - kind) * yRowBytes;
        }
    }

    private void check(MemorySegment w, long at, long rowBytes, int rows, int blocks) {
        Stored.check(w, at, rowBytes, rows, (long) blocks * encoding.blockBytes());
    }
}
