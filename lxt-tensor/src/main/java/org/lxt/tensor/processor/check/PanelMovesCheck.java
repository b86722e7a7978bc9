// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.lxt.tensor.processor.PanelMoves;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.weight.Encoding;

/** Compares moves with plain loops, at sizes that leave something over in each direction. */
final class PanelMovesCheck {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Rows or runs, and elements of each. */
    private static final int[][] SIZES = {{1, 1}, {3, 5}, {6, 17}, {7, 40}, {12, 33}, {16, 16}, {19, 23}};

    /** Rows, panels, and columns of a panel. */
    private static final int[][] PANELS = {{5, 4, 16}, {9, 7, 32}, {3, 2, 11}};

    /** Elements before operands, and at most those after them that may be overwritten. */
    private static final int GAP = 3;

    private static final int VECTOR = 16;
    private static final float UNTOUCHED = -0.3f;

    private final PanelMoves moves;
    private final Arena arena;

    private PanelMovesCheck(PanelMoves moves, Arena arena) {
        this.moves = moves;
        this.arena = arena;
    }

    /** What is wrong with it, in words that follow a name; empty if nothing is. */
    static Optional<String> problem(PanelMoves moves) {
        try (Arena arena = Arena.ofConfined()) {
            return new PanelMovesCheck(moves, arena).problem();
        }
    }

    private Optional<String> problem() {
        for (int[] size : SIZES) {
            for (Encoding encoding : Encoding.ofElements()) {
                if (!moves.reads(encoding)) {
                    continue;
                }
                if (!turns(encoding, size[0], size[1])) {
                    return wrong("turned", size, encoding);
                }
                if (!copies(encoding, size[0], size[1])) {
                    return wrong("copied", size, encoding);
                }
            }
            if (!stores(size[0], size[1], 1, 0) || !stores(size[0], size[1], 0.7f, -1.3f)) {
                return wrong("stored", size, Encoding.F32);
            }
        }
        for (int[] size : PANELS) {
            for (Encoding encoding : Encoding.ofElements()) {
                if (moves.reads(encoding) && !copiesPanels(encoding, size[0], size[1], size[2])) {
                    return wrong("copied to panels of " + size[2] + " columns", size, encoding);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> wrong(String what, int[] size, Encoding encoding) {
        return Optional.of(what + " " + size[0] + " x " + size[1] + " elements of " + encoding + " wrongly");
    }

    private boolean turns(Encoding encoding, int runs, int depth) {
        float[][] values = values(runs, depth);
        int step = runs + 1;
        float[] d = untouched(GAP + depth * step + VECTOR);
        long runBytes = (depth + 1L) * encoding.bytes();
        moves.turn(encoding, stored(encoding, values, runBytes), runs, depth, d, GAP, step);
        for (int k = 0; k < depth; k++) {
            for (int r = 0; r < runs; r++) {
                if (d[GAP + k * step + r] != values[r][k]) {
                    return false;
                }
            }
        }
        return isUntouched(d, 0, GAP);
    }

    private boolean copies(Encoding encoding, int rows, int n) {
        float[][] values = values(rows, n);
        int step = n + 1;
        float[] d = untouched(GAP + rows * step + VECTOR);
        long rowBytes = (n + 1L) * encoding.bytes();
        moves.copy(encoding, stored(encoding, values, rowBytes), rows, n, d, GAP, step);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                if (d[GAP + i * step + j] != values[i][j]) {
                    return false;
                }
            }
        }
        return isUntouched(d, 0, GAP);
    }

    private boolean copiesPanels(Encoding encoding, int rows, int panels, int width) {
        int n = panels * width;
        float[][] values = values(rows, n);
        float[][] d = new float[panels][rows * width + VECTOR];
        moves.copyPanels(encoding, stored(encoding, values, (n + 1L) * encoding.bytes()), rows, panels, width, d);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                if (d[j / width][i * width + j % width] != values[i][j]) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean stores(int rows, int columns, float alpha, float beta) {
        float[][] values = values(rows, columns);
        int step = columns + 2;
        float[] tile = new float[GAP + rows * step];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                // numbers whose sums are rounded, so that it shows how often
                values[i][j] /= 7;
                tile[GAP + i * step + j] = values[i][j];
            }
        }
        long rowBytes = 4 * (columns + 1L);
        MemorySegment c = arena.allocate(rowBytes * (rows + 1));
        for (long at = 0; at < c.byteSize(); at += 4) {
            c.set(FLOAT, at, UNTOUCHED);
        }
        moves.store(tile, GAP, step, rows, columns, new StridedRows(c, rowBytes, rowBytes), alpha, beta);
        for (int i = 0; i <= rows; i++) {
            for (int j = 0; j <= columns; j++) {
                boolean inside = i > 0 && j < columns;
                float merged = inside
                        ? beta == 0 ? alpha * values[i - 1][j] : Math.fma(values[i - 1][j], alpha, beta * UNTOUCHED)
                        : UNTOUCHED;
                if (c.get(FLOAT, i * rowBytes + 4L * j) != merged) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Numbers that every encoding holds exactly. */
    private static float[][] values(int rows, int n) {
        Random random = new Random(rows + 31L * n);
        float[][] values = new float[rows][n];
        for (float[] row : values) {
            for (int i = 0; i < n; i++) {
                row[i] = (random.nextInt(255) - 127) / 32f;
            }
        }
        return values;
    }

    /** The rows, so many bytes apart; before them as much that is not to be read. It ends with the last element. */
    private StridedRows stored(Encoding encoding, float[][] values, long rowBytes) {
        int n = values[0].length;
        MemorySegment s = arena.allocate(rowBytes * values.length + (long) n * encoding.bytes());
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < n; j++) {
                long at = (i + 1) * rowBytes + (long) j * encoding.bytes();
                switch (encoding) {
                    case F32 -> s.set(FLOAT, at, values[i][j]);
                    case F16 -> s.set(SHORT, at, Float.floatToFloat16(values[i][j]));
                    case BF16 -> s.set(SHORT, at, (short) (Float.floatToRawIntBits(values[i][j]) >>> 16));
                    case F64 -> s.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, at, values[i][j]);
                    default -> throw new IllegalArgumentException(encoding + " has no single elements");
                }
            }
        }
        return new StridedRows(s, rowBytes, rowBytes);
    }

    private static float[] untouched(int size) {
        float[] d = new float[size];
        Arrays.fill(d, UNTOUCHED);
        return d;
    }

    private static boolean isUntouched(float[] d, int from, int to) {
        for (int i = from; i < to; i++) {
            if (d[i] != UNTOUCHED) {
                return false;
            }
        }
        return true;
    }
}
