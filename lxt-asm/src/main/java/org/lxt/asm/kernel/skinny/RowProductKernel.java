// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.skinny;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lxt.asm.kernel.emit.Stored;
import org.lxt.asm.memory.Function;
import org.lxt.asm.memory.Functions;
import org.lxt.tensor.processor.RowProducts;
import org.lxt.tensor.weight.Encoding;

/**
 * Products of few rows by {@link DotCode} and {@link SumCode}. Of the matrix as much is taken at a time as stays in the
 * second-level cache while the rows pass over it, a few at a time; what fills no register is left to plain loops.
 */
public final class RowProductKernel implements RowProducts {
    /** Elements of the matrix that a call reads at most, so that it lasts some 50 microseconds even from memory. */
    private static final int MOST_ELEMENTS = 1 << 17;

    private static final int MOST_ROWS = 64;

    /** Columns of sums that are taken at a time, so that those of all rows stay in the second-level cache. */
    private static final int STRIP = 2048;

    /** Rows of the matrix that the same columns of the result take one after the other. */
    private static final int BLOCK = 32;

    /** Code for an encoding: by rows less one; sums for several registers of columns and for one. */
    private record Group(List<Function> dots, List<Function> wideSums, List<Function> narrowSums) {}

    private final int bits;
    private final int lanes;
    private final Map<Encoding, Group> groups = new EnumMap<>(Encoding.class);

    /** Writes and loads the code, for registers of 256 or 512 bits. */
    public RowProductKernel(int bits) {
        this.bits = bits;
        this.lanes = bits / 32;
        Functions written = new Functions();
        for (Encoding encoding : Stored.ENCODINGS) {
            for (int rows = 1; rows <= DotCode.mostRows(bits); rows++) {
                int own = rows;
                written.add(code -> DotCode.write(code, bits, encoding, own));
            }
            for (int vectors : new int[] {SumCode.vectors(), 1}) {
                for (int rows = 1; rows <= SumCode.mostRows(bits); rows++) {
                    int own = rows;
                    written.add(code -> SumCode.write(code, bits, encoding, own, vectors));
                }
            }
        }
        List<Function> loaded = new ArrayList<>(written.load());
        for (Encoding encoding : Stored.ENCODINGS) {
            groups.put(
                    encoding,
                    new Group(
                            take(loaded, DotCode.mostRows(bits)),
                            take(loaded, SumCode.mostRows(bits)),
                            take(loaded, SumCode.mostRows(bits))));
        }
    }

    private static List<Function> take(List<Function> loaded, int count) {
        List<Function> first = loaded.subList(0, count);
        List<Function> taken = List.copyOf(first);
        first.clear();
        return taken;
    }

    @Override
    public boolean reads(Encoding encoding) {
        return Stored.ENCODINGS.contains(encoding);
    }

    @Override
    public int mostRows() {
        return MOST_ROWS;
    }

    @Override
    public int lanes() {
        return lanes;
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
        if (rows <= 0 || outputs <= 0) {
            return;
        }
        Stored.check(encoding);
        Stored.check(w, wAt, wRowBytes, outputs, (long) n * encoding.bytes());
        Stored.check(x, xAt, xRowBytes, rows, 4L * n);
        Stored.checkResult(y, yAt, yRowBytes, rows, 4L * outputs);
        int whole = n / lanes;
        int done = 0;
        if (whole > 0) {
            long[] numbers = new long[DotCode.NUMBERS];
            numbers[DotCode.STEPS] = whole;
            numbers[DotCode.W_STEP] = wRowBytes;
            numbers[DotCode.X_STEP] = xRowBytes;
            numbers[DotCode.Y_STEP] = yRowBytes;
            int passes = passes(rows, DotCode.mostRows(bits));
            int most = Math.max(1, MOST_ELEMENTS / DotCode.GROUP / n);
            while (outputs - done >= DotCode.GROUP) {
                int count = Math.min(most, (outputs - done) / DotCode.GROUP);
                numbers[DotCode.GROUPS] = count;
                numbers[DotCode.W] = wAt + done * wRowBytes;
                for (int pass = 0; pass < passes; pass++) {
                    int first = cut(rows, pass, passes);
                    numbers[DotCode.X] = xAt + first * xRowBytes;
                    numbers[DotCode.Y] = yAt + first * yRowBytes + 4L * done;
                    Objects.requireNonNull(groups.get(encoding))
                            .dots()
                            .get(cut(rows, pass + 1, passes) - first - 1)
                            .call(w, x, y, MemorySegment.ofArray(numbers));
                }
                done += count * DotCode.GROUP;
            }
        }
        float[] sums = new float[lanes];
        for (int r = 0; r < rows; r++) {
            long xRow = xAt + r * xRowBytes;
            for (int o = whole * lanes < n ? 0 : done; o < outputs; o++) {
                long to = yAt + r * yRowBytes + 4L * o;
                long wRow = wAt + o * wRowBytes;
                float sum = o < done ? y.get(Stored.FLOAT, to) : dot(encoding, w, wRow, x, xRow, whole, sums);
                for (int k = whole * lanes; k < n; k++) {
                    sum = Math.fma(element(encoding, w, wRow, k), x.get(Stored.FLOAT, xRow + 4L * k), sum);
                }
                y.set(Stored.FLOAT, to, sum);
            }
        }
    }

    private float dot(
            Encoding encoding, MemorySegment w, long wRow, MemorySegment x, long xRow, int whole, float[] sums) {
        for (int i = 0; i < lanes; i++) {
            sums[i] = 0;
            for (int k = i; k < whole * lanes; k += lanes) {
                sums[i] = Math.fma(element(encoding, w, wRow, k), x.get(Stored.FLOAT, xRow + 4L * k), sums[i]);
            }
        }
        for (int half = lanes / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[i] += sums[i + half];
            }
        }
        return sums[0];
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
        if (rows <= 0 || n <= 0) {
            return;
        }
        Stored.check(encoding);
        if (steps > 0) {
            Stored.check(w, wAt, wRowBytes, steps, (long) n * encoding.bytes());
            Stored.check(x, xAt, xRowBytes, rows, 4L * steps);
        }
        Stored.checkResult(y, yAt, yRowBytes, rows, 4L * n);
        for (int r = 0; r < rows; r++) {
            y.asSlice(yAt + r * yRowBytes, 4L * n).fill((byte) 0);
        }
        addSums(encoding, w, wAt, wRowBytes, steps, x, xAt, xRowBytes, rows, n, y, yAt, yRowBytes);
    }

    /** As {@link #sums}, but begins with what is in y. Operands must have been checked. */
    public void addSums(
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
        int wide = SumCode.vectors() * lanes;
        for (int from = 0; from <= n - lanes; from += STRIP) {
            int columns = Math.min(STRIP, n - from);
            long wFrom = wAt + (long) from * encoding.bytes();
            long yFrom = yAt + 4L * from;
            strip(
                    encoding,
                    w,
                    wFrom,
                    wRowBytes,
                    steps,
                    x,
                    xAt,
                    xRowBytes,
                    rows,
                    columns / wide,
                    true,
                    y,
                    yFrom,
                    yRowBytes);
            int done = columns / wide * wide;
            wFrom += (long) done * encoding.bytes();
            yFrom += 4L * done;
            int rest = columns % wide / lanes;
            strip(encoding, w, wFrom, wRowBytes, steps, x, xAt, xRowBytes, rows, rest, false, y, yFrom, yRowBytes);
        }
        for (int r = 0; r < rows; r++) {
            long xRow = xAt + r * xRowBytes;
            for (int k = n - n % lanes; k < n; k++) {
                long to = yAt + r * yRowBytes + 4L * k;
                float sum = y.get(Stored.FLOAT, to);
                for (int o = 0; o < steps; o++) {
                    sum = Math.fma(
                            element(encoding, w, wAt + o * wRowBytes, k), x.get(Stored.FLOAT, xRow + 4L * o), sum);
                }
                y.set(Stored.FLOAT, to, sum);
            }
        }
    }

    /** Columns over registers, one of them or several at a time. */
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
            int columns,
            boolean wide,
            MemorySegment y,
            long yAt,
            long yRowBytes) {
        if (columns == 0) {
            return;
        }
        Group group = Objects.requireNonNull(groups.get(encoding));
        List<Function> functions = wide ? group.wideSums() : group.narrowSums();
        int passes = passes(rows, functions.size());
        int width = columns * lanes * (wide ? SumCode.vectors() : 1);
        int most = Math.max(1, MOST_ELEMENTS / BLOCK / width);
        for (int done = 0; done < steps; ) {
            int block = Math.min(BLOCK, steps - done);
            int blocks = Math.min(most, (steps - done) / block);
            for (int pass = 0; pass < passes; pass++) {
                int first = cut(rows, pass, passes);
                long[] numbers = new long[SumCode.NUMBERS];
                numbers[SumCode.BLOCKS] = blocks;
                numbers[SumCode.STEPS] = block;
                numbers[SumCode.COLUMNS] = columns;
                numbers[SumCode.W_STEP] = wRowBytes;
                numbers[SumCode.X_STEP] = xRowBytes;
                numbers[SumCode.Y_STEP] = yRowBytes;
                numbers[SumCode.W] = wAt + done * wRowBytes;
                numbers[SumCode.X] = xAt + first * xRowBytes + 4L * done;
                numbers[SumCode.Y] = yAt + first * yRowBytes;
                numbers[SumCode.W_BLOCK] = block * wRowBytes;
                numbers[SumCode.X_BLOCK] = 4L * block;
                functions.get(cut(rows, pass + 1, passes) - first - 1).call(w, x, y, MemorySegment.ofArray(numbers));
            }
            done += blocks * block;
        }
    }

    private static float element(Encoding encoding, MemorySegment w, long row, int index) {
        return Stored.element(encoding, w, row + (long) index * encoding.bytes());
    }

    /** Passes over the matrix that so many rows need, as even as possible. */
    private static int passes(int rows, int most) {
        return (rows + most - 1) / most;
    }

    private static int cut(int size, int part, int parts) {
        return (int) ((long) size * part / parts);
    }
}
