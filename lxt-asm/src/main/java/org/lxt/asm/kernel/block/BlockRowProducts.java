// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block;

import java.lang.foreign.MemorySegment;
import org.lxt.asm.kernel.emit.Stored;
import org.lxt.asm.kernel.skinny.RowProductKernel;
import org.lxt.tensor.processor.RowProducts;
import org.lxt.tensor.weight.Encoding;

/**
 * Products of few rows with a weight that is stored in blocks, too. Some rows of it at a time are decoded to memory that stays in the
 * second-level cache, and multiplied there by the kernels for float32. A single row is multiplied where it is decoded, in
 * registers.
 */
public final class BlockRowProducts implements RowProducts {
    /** Elements that are decoded at a time. */
    private static final int NEAR = 1 << 15;

    /** Elements that a call multiplies where it decodes them. */
    private static final int MOST_ELEMENTS = 1 << 17;

    /** Columns of sums that are taken at a time: blocks of all encodings are whole in them. */
    private static final int STRIP = 2048;

    private final RowProductKernel elements;
    private final BlockKernel blocks;

    /** Writes and loads the code, for registers of 256 or 512 bits. */
    public BlockRowProducts(int bits) {
        this.elements = new RowProductKernel(bits);
        this.blocks = new BlockKernel(bits);
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
        int done = rows == 1 && n > 0 && n % size == 0
                ? one(encoding, w, wAt, wRowBytes, outputs, count, x, xAt, y, yAt)
                : 0;
        int most = count == 0 ? outputs : roundDown(NEAR / (count * size));
        while (done < outputs) {
            int some = Math.min(most, outputs - done);
            MemorySegment near = blocks.widen(encoding, w, wAt + done * wRowBytes, wRowBytes, some, count);
            elements.dots(
                    Encoding.F32,
                    near,
                    blocks.floats(),
                    4L * count * size,
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
            blocks.dots(encoding, w, wAt + first * wRowBytes, wRowBytes, groups, count, x, xAt, y, yAt + 4L * first);
        }
        return all * BlockDotCode.GROUP;
    }

    /** Whole groups of the kernels for float32, at least one. */
    private static int roundDown(int outputs) {
        return Math.max(BlockDotCode.GROUP, outputs / BlockDotCode.GROUP * BlockDotCode.GROUP);
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
            int count = (columns + size - 1) / size;
            int most = NEAR / (count * size);
            for (int done = 0; done < steps; done += most) {
                int some = Math.min(most, steps - done);
                long at = wAt + done * wRowBytes + (long) from / size * encoding.blockBytes();
                MemorySegment near = blocks.widen(encoding, w, at, wRowBytes, some, count);
                elements.addSums(
                        Encoding.F32,
                        near,
                        blocks.floats(),
                        4L * count * size,
                        some,
                        x,
                        xAt + 4L * done,
                        xRowBytes,
                        rows,
                        columns,
                        y,
                        yAt + 4L * from,
                        yRowBytes);
            }
        }
    }
}
