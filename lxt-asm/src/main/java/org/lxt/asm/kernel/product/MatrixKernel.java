// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.product;

import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lxt.asm.kernel.emit.Stored;
import org.lxt.asm.memory.Function;
import org.lxt.asm.memory.Functions;
import org.lxt.tensor.processor.Bf16Product;
import org.lxt.tensor.weight.Encoding;

/** Products of bfloat16 by AMX. Panels of columns have pairs of steps, as for vectors; those of rows have rows of 32 steps. */
public final class MatrixKernel implements Bf16Product {
    private static final int SIDE = MatrixTileCode.SIDE;
    private static final int STEPS = MatrixTileCode.STEPS;
    private static final int BLOCK_FLOATS = MatrixTileCode.BLOCK_BYTES / 4;

    /** Blocks that a call multiplies at most: about 50 microseconds, for which a garbage collection may have to wait. */
    private static final int MOST_BLOCKS = 1 << 10;

    private final PairPanels columns;
    private final Map<Encoding, Function> rows = new EnumMap<>(Encoding.class);
    private final Call whole;
    private final Call half;

    /** How the code of {@link MatrixTileCode} is run: as a function that is loaded, or, where there is no AMX, step by step. */
    @FunctionalInterface
    interface Call {
        /** Runs it. */
        void run(MemorySegment a, MemorySegment b, MemorySegment c, MemorySegment numbers);
    }

    /** With code that runs whole tiles, and such that runs their upper halves. */
    public MatrixKernel(Call whole, Call half) {
        this.whole = whole;
        this.half = half;
        this.columns = new PairPanels(SIDE, STEPS);
        Functions written = new Functions();
        for (Encoding encoding : Stored.ENCODINGS) {
            written.add(code -> MatrixRowCode.write(code, encoding));
        }
        List<Function> loaded = written.load();
        for (int i = 0; i < loaded.size(); i++) {
            rows.put(Stored.ENCODINGS.get(i), loaded.get(i));
        }
    }

    /** Writes and loads the code. */
    public static MatrixKernel loaded() {
        Functions written = new Functions();
        written.add(code -> MatrixTileCode.write(code, 2));
        written.add(code -> MatrixTileCode.write(code, 1));
        List<Function> loaded = written.load();
        return new MatrixKernel(loaded.get(0)::call, loaded.get(1)::call);
    }

    @Override
    public int rows() {
        return SIDE;
    }

    @Override
    public int columns() {
        return SIDE;
    }

    @Override
    public int together() {
        return STEPS;
    }

    @Override
    public void packRows(
            Encoding encoding,
            MemorySegment s,
            long at,
            long rowBytes,
            long stepBytes,
            int count,
            int depth,
            float[] d,
            int dAt) {
        if (count <= 0 || depth <= 0) {
            return;
        }
        PairPanels.check(encoding, s, at, rowBytes, stepBytes, count, depth);
        Objects.checkIndex(count - 1, SIDE);
        int blocks = blocks(depth);
        Objects.checkFromIndexSize(dAt, (long) blocks * BLOCK_FLOATS, d.length);
        int done = 0;
        Function code = rows.get(encoding);
        if (code != null && stepBytes == encoding.bytes()) {
            done = depth / STEPS;
            if (done > 0) {
                long[] numbers = new long[MatrixRowCode.NUMBERS];
                numbers[MatrixRowCode.ROWS] = count;
                numbers[MatrixRowCode.BLOCKS] = done;
                numbers[MatrixRowCode.STEP] = rowBytes;
                numbers[MatrixRowCode.FROM] = at;
                numbers[MatrixRowCode.TO] = 4L * dAt;
                code.call(s, MemorySegment.NULL, MemorySegment.ofArray(d), MemorySegment.ofArray(numbers));
            }
        }
        for (int block = done; block < blocks; block++) {
            for (int r = 0; r < count; r++) {
                for (int k = 0; k < STEPS; k += 2) {
                    int step = block * STEPS + k;
                    d[dAt + block * BLOCK_FLOATS + r * STEPS / 2 + k / 2] =
                            PairPanels.pair(encoding, s, at + r * rowBytes, stepBytes, step, depth);
                }
            }
        }
    }

    @Override
    public void packColumns(
            Encoding encoding,
            MemorySegment s,
            long at,
            long stepBytes,
            long columnBytes,
            int depth,
            int count,
            float[] d,
            int dAt) {
        columns.pack(encoding, s, at, columnBytes, stepBytes, count, depth, d, dAt);
    }

    @Override
    public void run(int count, int depth, float[] a, int aAt, int aStep, float[] b, int bAt, float[] c, int cAt) {
        if (count <= 0 || depth <= 0) {
            return;
        }
        int blocks = blocks(depth);
        int full = count / SIDE;
        int rest = count % SIDE;
        boolean upperHalf = rest > 0 && rest <= SIDE / 2;
        int tiles = rest == 0 || upperHalf ? full : full + 1;
        int last = (rest == 0 ? full : full + 1) - 1;
        Objects.checkIndex(aStep, Integer.MAX_VALUE);
        Objects.checkFromIndexSize(aAt, (long) last * aStep + (long) blocks * BLOCK_FLOATS, a.length);
        Objects.checkFromIndexSize(bAt, (long) blocks * BLOCK_FLOATS, b.length);
        Objects.checkFromIndexSize(cAt, (long) tiles * SIDE * SIDE + (upperHalf ? SIDE * SIDE / 2 : 0), c.length);
        MemorySegment[] operands = {MemorySegment.ofArray(a), MemorySegment.ofArray(b), MemorySegment.ofArray(c)};
        for (int block = 0; block < blocks; block += MOST_BLOCKS) {
            int some = Math.min(MOST_BLOCKS, blocks - block);
            int together = Math.max(1, MOST_BLOCKS / some);
            long[] numbers = new long[MatrixTileCode.NUMBERS];
            MatrixTileCode.shapes(numbers);
            numbers[MatrixTileCode.BLOCKS] = some;
            numbers[MatrixTileCode.A_STEP] = 4L * aStep;
            numbers[MatrixTileCode.B_OFFSET] = 4 * (bAt + (long) block * BLOCK_FLOATS);
            for (int tile = 0; tile < tiles; tile += together) {
                numbers[MatrixTileCode.TILES] = Math.min(together, tiles - tile);
                call(whole, operands, numbers, tile, aAt + (long) block * BLOCK_FLOATS, aStep, cAt);
            }
            if (upperHalf) {
                numbers[MatrixTileCode.TILES] = 1;
                call(half, operands, numbers, tiles, aAt + (long) block * BLOCK_FLOATS, aStep, cAt);
            }
        }
    }

    private static void call(
            Call code, MemorySegment[] operands, long[] numbers, int tile, long first, int aStep, int cAt) {
        numbers[MatrixTileCode.A_OFFSET] = 4 * (first + (long) tile * aStep);
        numbers[MatrixTileCode.C_OFFSET] = 4 * (cAt + (long) tile * SIDE * SIDE);
        code.run(operands[0], operands[1], operands[2], MemorySegment.ofArray(numbers));
    }

    private static int blocks(int depth) {
        return (depth + STEPS - 1) / STEPS;
    }
}
