// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.row;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lxt.asm.memory.Function;
import org.lxt.asm.memory.Functions;
import org.lxt.tensor.processor.ScoreStrips;

/** Softmax of attention's scores by {@link ScoreCode}. */
public final class ScoreKernel implements ScoreStrips {
    /** So many that a call lasts some 50 microseconds. */
    private static final int MOST_ROWS = 1 << 13;

    private static final float[] NOTHING = {};

    private record Part(Function function, List<Integer> constants) {}

    private final int lanes;
    private final Map<ScoreCode.Kind, Part> parts = new EnumMap<>(ScoreCode.Kind.class);

    /** Writes and loads the code, for registers of 256 or 512 bits. */
    public ScoreKernel(int bits) {
        this.lanes = bits / 32;
        Functions written = new Functions();
        List<List<Integer>> constants = new ArrayList<>();
        for (ScoreCode.Kind kind : ScoreCode.Kind.values()) {
            written.add(code -> constants.add(ScoreCode.write(code, bits, kind)));
        }
        List<Function> loaded = written.load();
        int next = 0;
        for (ScoreCode.Kind kind : ScoreCode.Kind.values()) {
            parts.put(kind, new Part(loaded.get(next), constants.get(next)));
            next++;
        }
    }

    @Override
    public int lanes() {
        return lanes;
    }

    @Override
    public int mostRows() {
        return MOST_ROWS;
    }

    @Override
    public void softmax(
            float[] s, int at, int rows, int columns, float scale, float sink, float[] max, float[] inverseSum) {
        check(s, at, rows, columns);
        Objects.checkFromIndexSize(0, columns, Math.min(max.length, inverseSum.length));
        call(ScoreCode.Kind.SOFTMAX, s, NOTHING, max, inverseSum, at, rows, columns, 0, scale, sink);
    }

    @Override
    public void gradient(float[] p, float[] gp, int at, int rows, int columns, float[] inverseSum, float[] means) {
        check(p, at, rows, columns);
        check(gp, at, rows, columns);
        Objects.checkFromIndexSize(0, columns, Math.min(means.length, inverseSum.length));
        call(ScoreCode.Kind.GRADIENT, p, gp, inverseSum, means, at, rows, columns, 0, 1, 0);
    }

    @Override
    public void visibleDots(float[] a, float[] b, int at, int rows, int columns, float[] sums) {
        check(a, at, rows, columns);
        check(b, at, rows, columns);
        Objects.checkFromIndexSize(0, columns, sums.length);
        call(ScoreCode.Kind.VISIBLE_DOTS, a, b, sums, NOTHING, at, rows, columns, 0, 1, 0);
    }

    @Override
    public void probabilities(
            float[] s, int at, int rows, int columns, float scale, float[] max, float[] inverseSum, int first) {
        check(s, at, rows, columns);
        Objects.checkFromIndexSize(first, rows, Math.min(max.length, inverseSum.length));
        call(ScoreCode.Kind.PROBABILITIES, s, NOTHING, max, inverseSum, at, rows, columns, first, scale, 0);
    }

    @Override
    public void gradientRows(float[] p, float[] gp, int at, int rows, int columns, float[] means, int first) {
        check(p, at, rows, columns);
        check(gp, at, rows, columns);
        Objects.checkFromIndexSize(first, rows, means.length);
        call(ScoreCode.Kind.GRADIENT_ROWS, p, gp, means, NOTHING, at, rows, columns, first, 1, 0);
    }

    private void check(float[] matrix, int at, int rows, int columns) {
        if (columns % lanes != 0) {
            throw new IllegalArgumentException("columns must be a multiple of " + lanes + ", not " + columns);
        }
        Objects.checkFromIndexSize(at, (long) rows * columns, matrix.length);
        Objects.checkFromIndexSize(0, rows, MOST_ROWS);
    }

    private void call(
            ScoreCode.Kind kind,
            float[] matrix,
            float[] other,
            float[] known,
            float[] found,
            int at,
            int rows,
            int columns,
            int first,
            float scale,
            float sink) {
        if (rows == 0 || columns == 0) {
            return;
        }
        Part part = Objects.requireNonNull(parts.get(kind));
        long[] numbers = new long[ScoreCode.CONSTANTS + part.constants().size()];
        numbers[ScoreCode.ROWS] = rows;
        numbers[ScoreCode.ROW_BYTES] = 4L * columns;
        numbers[ScoreCode.MATRIX] = 4L * at;
        numbers[ScoreCode.KNOWN] = 4L * first;
        numbers[ScoreCode.SCALE] = Float.floatToRawIntBits(scale);
        numbers[ScoreCode.SINK] = Float.floatToRawIntBits(sink);
        for (int i = 0; i < part.constants().size(); i++) {
            numbers[ScoreCode.CONSTANTS + i] = part.constants().get(i);
        }
        part.function()
                .call(
                        MemorySegment.ofArray(matrix),
                        MemorySegment.ofArray(other),
                        MemorySegment.ofArray(known),
                        MemorySegment.ofArray(numbers),
                        MemorySegment.ofArray(found));
    }
}
