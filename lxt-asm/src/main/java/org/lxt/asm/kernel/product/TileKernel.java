// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.product;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.lxt.asm.memory.Function;
import org.lxt.asm.memory.Functions;
import org.lxt.asm.memory.Numbers;
import org.lxt.tensor.processor.TileProduct;

/** Products of panels by {@link TileCode}, a function for each number of rows that the last tile may have. */
public final class TileKernel implements TileProduct {
    /**
     * Steps of one tile that a call takes at most: each has at least as many instructions as the tile has sums, so a call lasts
     * about 50 microseconds, for which a garbage collection may have to wait.
     */
    private static final int MOST_STEPS = 1 << 14;

    private final TileShape shape;

    /** By rows less one. */
    private final List<Function> functions;

    /**
     * Writes and loads the code.
     *
     * @param pairs whether elements are pairs of bfloat16, a step being two of theirs
     */
    public TileKernel(TileShape shape, boolean pairs) {
        this.shape = shape;
        Functions written = new Functions();
        IntStream.rangeClosed(1, shape.rows())
                .forEach(rows -> written.add(code -> TileCode.write(code, shape, rows, pairs)));
        this.functions = written.load();
    }

    @Override
    public int rows() {
        return shape.rows();
    }

    @Override
    public int columns() {
        return shape.columns();
    }

    @Override
    public void run(int rows, int depth, float[] a, int aAt, int aStep, float[] b, int bAt, float[] c, int cAt) {
        if (rows <= 0 || depth <= 0) {
            return;
        }
        int whole = rows / rows();
        int rest = rows % rows();
        int last = (rest == 0 ? whole : whole + 1) - 1;
        int sums = rows() * columns();
        Objects.checkFromIndexSize(aAt, (long) last * Math.max(aStep, 0) + (long) depth * rows(), a.length);
        Objects.checkIndex(aStep, Integer.MAX_VALUE);
        Objects.checkFromIndexSize(bAt, (long) depth * columns(), b.length);
        Objects.checkFromIndexSize(cAt, (long) rows * columns(), c.length);
        MemorySegment left = MemorySegment.ofArray(a);
        MemorySegment right = MemorySegment.ofArray(b);
        MemorySegment result = MemorySegment.ofArray(c);
        for (int k = 0; k < depth; k += MOST_STEPS) {
            int steps = Math.min(MOST_STEPS, depth - k);
            int together = Math.max(1, MOST_STEPS / steps);
            int first = aAt + k * rows();
            int panel = bAt + k * columns();
            for (int tile = 0; tile < whole; tile += together) {
                Numbers numbers = numbers(steps, aStep, panel);
                numbers.set(TileCode.TILES, Math.min(together, whole - tile));
                numbers.set(TileCode.A_OFFSET, 4 * (first + (long) tile * aStep));
                numbers.set(TileCode.C_OFFSET, 4 * (cAt + (long) tile * sums));
                functions.get(rows() - 1).call(left, right, result, numbers.segment());
            }
            if (rest > 0) {
                Numbers numbers = numbers(steps, aStep, panel);
                numbers.set(TileCode.TILES, 1);
                numbers.set(TileCode.A_OFFSET, 4 * (first + (long) whole * aStep));
                numbers.set(TileCode.C_OFFSET, 4 * (cAt + (long) whole * sums));
                functions.get(rest - 1).call(left, right, result, numbers.segment());
            }
        }
    }

    private Numbers numbers(int steps, int aStep, int panel) {
        Numbers numbers = Numbers.ofThread();
        numbers.set(TileCode.DEPTH, steps);
        numbers.set(TileCode.A_STEP, 4L * aStep);
        numbers.set(TileCode.C_STEP, 4L * rows() * columns());
        numbers.set(TileCode.B_OFFSET, 4L * panel);
        return numbers;
    }
}
