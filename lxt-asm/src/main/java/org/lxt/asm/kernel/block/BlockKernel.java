// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block;

import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lxt.asm.kernel.emit.Stored;
import org.lxt.asm.memory.Function;
import org.lxt.asm.memory.Functions;
import org.lxt.tensor.weight.Encoding;

/** The code that decodes blocks, loaded: rows of them to memory, or straight into dot products. Safe for several threads. */
final class BlockKernel {
    private record Group(Function widen, Function dots) {}

    private final Map<Encoding, Group> groups = new EnumMap<>(Encoding.class);
    private final BlockMemory memory = new BlockMemory();

    /** What a thread decodes to; it stays. */
    private final ThreadLocal<MemorySegment> own = new ThreadLocal<>();

    /** Writes and loads the code, for registers of 256 or 512 bits. */
    BlockKernel(int bits) {
        Functions written = new Functions();
        for (Encoding encoding : BlockCodes.ENCODINGS) {
            written.add(code -> WidenCode.write(code, bits, encoding, memory));
            written.add(code -> BlockDotCode.write(code, bits, encoding, memory));
        }
        List<Function> loaded = written.load();
        for (int e = 0; e < BlockCodes.ENCODINGS.size(); e++) {
            groups.put(BlockCodes.ENCODINGS.get(e), new Group(loaded.get(2 * e), loaded.get(2 * e + 1)));
        }
    }

    /** Where {@link #widen} begins to write in {@link #memory}. */
    long floats() {
        return memory.floats();
    }

    /** This thread's memory, with room for so many floats. */
    MemorySegment memory(int floats) {
        MemorySegment mine = own.get();
        if (mine == null || mine.byteSize() < memory.floats() + 4L * floats) {
            mine = memory.create(floats);
            own.set(mine);
        }
        return mine;
    }

    /**
     * Decodes rows of whole blocks, one after the other without gaps, to this thread's memory.
     *
     * @param at byte position of the first block
     * @param rowBytes from one row to the next
     */
    MemorySegment widen(Encoding encoding, MemorySegment w, long at, long rowBytes, int rows, int blocks) {
        int size = blocks * encoding.blockElements();
        MemorySegment to = memory(rows * size);
        check(encoding, w, at, rowBytes, rows, blocks);
        long[] numbers = new long[WidenCode.NUMBERS];
        numbers[WidenCode.ROWS] = rows;
        numbers[WidenCode.BLOCKS] = blocks;
        numbers[WidenCode.W_STEP] = rowBytes;
        numbers[WidenCode.D_STEP] = 4L * size;
        numbers[WidenCode.W] = at;
        numbers[WidenCode.D] = floats();
        group(encoding).widen().call(w, MemorySegment.NULL, to, MemorySegment.ofArray(numbers), to);
        return to;
    }

    /**
     * Dot products of one row of x with groups of {@link BlockDotCode#GROUP} rows of w.
     *
     * @param blocks of a row of w, and of x
     */
    void dots(
            Encoding encoding,
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
        check(encoding, w, wAt, wRowBytes, outputs, blocks);
        Stored.check(x, xAt, 0, 1, 4L * blocks * encoding.blockElements());
        Stored.checkResult(y, yAt, 0, 1, 4L * outputs);
        long[] numbers = new long[BlockDotCode.NUMBERS];
        numbers[BlockDotCode.GROUPS] = groups;
        numbers[BlockDotCode.BLOCKS] = blocks;
        numbers[BlockDotCode.W_STEP] = wRowBytes;
        numbers[BlockDotCode.W] = wAt;
        numbers[BlockDotCode.X] = xAt;
        numbers[BlockDotCode.Y] = yAt;
        group(encoding).dots().call(w, x, y, MemorySegment.ofArray(numbers), memory(0));
    }

    private static void check(Encoding encoding, MemorySegment w, long at, long rowBytes, int rows, int blocks) {
        Stored.check(w, at, rowBytes, rows, (long) blocks * encoding.blockBytes());
    }

    private Group group(Encoding encoding) {
        return Objects.requireNonNull(groups.get(encoding), "no kernel reads this encoding");
    }
}
