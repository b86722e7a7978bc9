// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lxt.asm.kernel.block.unpack.BlockCodes;
import org.lxt.asm.kernel.block.unpack.BlockMemory;
import org.lxt.asm.kernel.emit.Stored;
import org.lxt.asm.kernel.skinny.RowProductKernel;
import org.lxt.asm.kernel.skinny.SumCode;
import org.lxt.tensor.processor.RowProducts;
import org.lxt.tensor.weight.Encoding;

/**
 * Products of few rows with a weight that is stored in blocks, too. Some rows of it at a time are decoded to memory that stays in the
 * nearest cache, and multiplied there by the code for float32. Dot products of a single row are computed where a block is decoded,
 * in registers.
 */
public final class BlockRowProducts implements RowProducts {
    /** Elements that are decoded at a time: they stay in the nearest cache. */
    private static final int NEAR = 1 << 13;

    /** Products that a call computes at most, so that it lasts some 50 microseconds. */
    private static final int MOST_PRODUCTS = 1 << 21;

    /** Elements that a call decodes at most, for the same reason. */
    private static final int MOST_ELEMENTS = 1 << 17;

    /** Columns of sums that are taken at a time, so that their results stay near, too; blocks of all encodings are whole in them. */
    private static final int STRIP = 256;

    private final RowProductKernel elements;
    private final int bits;

    /** Written and loaded when an encoding is first met: most models have none. */
    private final Map<Encoding, BlockKernel> loaded = new ConcurrentHashMap<>();

    /** For registers of 256 or 512 bits. Writes and loads the code for single elements. */
    public BlockRowProducts(int bits) {
        this.elements = new RowProductKernel(bits);
        this.bits = bits;
    }

    private BlockKernel blocks(Encoding encoding) {
        return loaded.computeIfAbsent(encoding, e -> new BlockKernel(bits, e));
    }

    @Override
    public boolean reads(Encoding encoding) {
        return elements.reads(encoding) || BlockCodes.ENCODINGS.contains(encoding);
    }

    @Override
    public int mostRows() {
        return elements.mostRows();
    }

    @Override
    public int lanes() {
        return elements.lanes();
    }

    @Override
    public void dots(
            Encoding encoding,
            MemorySegment w,
            long wAt,
            long wRowBytes,
            int outputs,
            MemorySegment x,
            long xAt,
            long xRowBytes,
            int rows,
            int n,
            MemorySegment y,
            long yAt,
            long yRowBytes) {
        if (!BlockCodes.ENCODINGS.contains(encoding)) {
            elements.dots(encoding, w, wAt, wRowBytes, outputs, x, xAt, xRowBytes, rows, n, y, yAt, yRowBytes);
            return;
        }
        if (rows <= 0 || outputs <= 0) {
            return;
        }
        int size = encoding.blockElements();
        int count = (n + size - 1) / size;
        Stored.check(w, wAt, wRowBytes, outputs, (long) count * encoding.blockBytes());
        Stored.check(x, xAt, xRowBytes, rows, 4L * n);
        Stored.checkResult(y, yAt, yRowBytes, rows, 4L * outputs);
        int done = 0;
        if (n > 0 && n % size == 0) {
            done = rows == 1
                    ? one(encoding, w, wAt, wRowBytes, outputs, count, x, xAt, y, yAt)
                    : several(encoding, w, wAt, wRowBytes, outputs, count, x, xAt, xRowBytes, rows, y, yAt, yRowBytes);
        }
        int most = count == 0 ? outputs : together(count * size);
        while (done < outputs) {
            int some = Math.min(most, outputs - done);
            MemorySegment near = blocks(encoding).widen(w, wAt + done * wRowBytes, wRowBytes, some, count);
            elements.dots(
                    Encoding.F32,
                    near,
                    BlockMemory.FLOATS,
                    blocks(encoding).step(count),
                    some,
                    x,
                    xAt,
                    xRowBytes,
                    rows,
                    n,
                    y,
                    yAt + 4L * done,
                    yRowBytes);
            done += some;
        }
    }

    /** Whole groups of the outputs of several rows; returns how many outputs that are. */
    private int several(
            Encoding encoding,
            MemorySegment w,
            long wAt,
            long wRowBytes,
            int outputs,
            int count,
            MemorySegment x,
            long xAt,
            long xRowBytes,
            int rows,
            MemorySegment y,
            long yAt,
            long yRowBytes) {
        int all = outputs - outputs % BlockDotCode.GROUP;
        int n = count * encoding.blockElements();
        int done = 0;
        while (done < all) {
            int together = Math.min(together(n), all - done);
            int chunks = Math.min(chunks(rows, together * n), (all - done) / together);
            long at = wAt + done * wRowBytes;
            long to = yAt + 4L * done;
            blocks(encoding).dots(w, at, wRowBytes, together, chunks, count, x, xAt, xRowBytes, rows, y, to, yRowBytes);
            done += chunks * together;
        }
        return all;
    }

    /** How often a call decodes so many elements and multiplies them by so many rows. */
    private static int chunks(int rows, int elements) {
        return Math.max(1, Math.min(MOST_ELEMENTS, MOST_PRODUCTS / rows) / elements);
    }

    /** Whole groups of the outputs of a single row; returns how many outputs that are. */
    private int one(
            Encoding encoding,
            MemorySegment w,
            long wAt,
            long wRowBytes,
            int outputs,
            int count,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt) {
        int all = outputs / BlockDotCode.GROUP;
        int most = Math.max(1, MOST_ELEMENTS / BlockDotCode.GROUP / (count * encoding.blockElements()));
        for (int done = 0; done < all; done += most) {
            int first = done * BlockDotCode.GROUP;
            int groups = Math.min(most, all - done);
            blocks(encoding).dots(w, wAt + first * wRowBytes, wRowBytes, groups, count, x, xAt, y, yAt + 4L * first);
        }
        return all * BlockDotCode.GROUP;
    }

    /** Rows of so many elements that are decoded together: whole groups, at least one. */
    private static int together(int n) {
        return Math.max(1, NEAR / n / BlockDotCode.GROUP) * BlockDotCode.GROUP;
    }

    @Override
    public void sums(
            Encoding encoding,
            MemorySegment w,
            long wAt,
            long wRowBytes,
            int steps,
            MemorySegment x,
            long xAt,
            long xRowBytes,
            int rows,
            int n,
            MemorySegment y,
            long yAt,
            long yRowBytes) {
        if (!BlockCodes.ENCODINGS.contains(encoding)) {
            elements.sums(encoding, w, wAt, wRowBytes, steps, x, xAt, xRowBytes, rows, n, y, yAt, yRowBytes);
            return;
        }
        if (rows <= 0 || n <= 0) {
            return;
        }
        int size = encoding.blockElements();
        if (steps > 0) {
            Stored.check(w, wAt, wRowBytes, steps, (long) (n + size - 1) / size * encoding.blockBytes());
            Stored.check(x, xAt, xRowBytes, rows, 4L * steps);
        }
        Stored.checkResult(y, yAt, yRowBytes, rows, 4L * n);
        for (int r = 0; r < rows; r++) {
            y.asSlice(yAt + r * yRowBytes, 4L * n).fill((byte) 0);
        }
        for (int from = 0; from < n; from += STRIP) {
            int columns = Math.min(STRIP, n - from);
            long at = wAt + (long) from / size * encoding.blockBytes();
            long to = yAt + 4L * from;
            int unit = Math.max(size, SumCode.vectors() * lanes());
            int whole = columns - columns % unit;
            strip(encoding, w, at, wRowBytes, steps, x, xAt, xRowBytes, rows, whole / size, y, to, yRowBytes);
            if (whole < columns) {
                at += (long) whole / size * encoding.blockBytes();
                to += 4L * whole;
                rest(encoding, w, at, wRowBytes, steps, x, xAt, xRowBytes, rows, columns - whole, y, to, yRowBytes);
            }
        }
    }

    /** Columns of sums that fill registers. */
    private void strip(
            Encoding encoding,
            MemorySegment w,
            long wAt,
            long wRowBytes,
            int steps,
            MemorySegment x,
            long xAt,
            long xRowBytes,
            int rows,
            int count,
            MemorySegment y,
            long yAt,
            long yRowBytes) {
        if (count == 0) {
            return;
        }
        int n = count * encoding.blockElements();
        int done = 0;
        while (done < steps) {
            int together = Math.min(Math.max(1, NEAR / n), steps - done);
            int chunks = Math.min(chunks(rows, together * n), (steps - done) / together);
            long at = wAt + done * wRowBytes;
            long from = xAt + 4L * done;
            blocks(encoding)
                    .sums(w, at, wRowBytes, together, chunks, count, x, from, xRowBytes, rows, y, yAt, yRowBytes);
            done += chunks * together;
        }
    }

    /** Columns of sums that do not. */
    private void rest(
            Encoding encoding,
            MemorySegment w,
            long wAt,
            long wRowBytes,
            int steps,
            MemorySegment x,
            long xAt,
            long xRowBytes,
            int rows,
            int columns,
            MemorySegment y,
            long yAt,
            long yRowBytes) {
        int size = encoding.blockElements();
        int count = (columns + size - 1) / size;
        int most = NEAR / (count * size);
        for (int done = 0; done < steps; done += most) {
            int some = Math.min(most, steps - done);
            MemorySegment near = blocks(encoding).widen(w, wAt + done * wRowBytes, wRowBytes, some, count);
            elements.addSums(
                    Encoding.F32,
                    near,
                    BlockMemory.FLOATS,
                    blocks(encoding).step(count),
                    some,
                    x,
                    xAt + 4L * done,
                    xRowBytes,
                    rows,
                    columns,
                    y,
                    yAt,
                    yRowBytes);
        }
    }
}
