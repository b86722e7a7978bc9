// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.lxt.tensor.processor.RowProducts;
import org.lxt.tensor.weight.Encoding;

/** Compares products of few rows with plain loops, to the bit, at sizes that leave something over in each direction. */
final class RowProductsCheck {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Rows of x; rows of the matrix; its columns. */
    private static final int[][] SIZES = {
        {1, 5, 67}, {2, 4, 16}, {3, 9, 41}, {4, 7, 80}, {5, 1, 9}, {6, 35, 83}, {8, 6, 33}
    };

    /** Elements between rows, and around the result, that a kernel must leave alone. */
    private static final int GAP = 3;

    private static final float UNTOUCHED = -7;

    private final RowProducts products;
    private final Arena arena;

    private RowProductsCheck(RowProducts products, Arena arena) {
        this.products = products;
        this.arena = arena;
    }

    /** What is wrong with it, in words that follow a name; empty if nothing is. */
    static Optional<String> problem(RowProducts products) {
        int lanes = products.lanes();
        if (lanes < 1 || Integer.bitCount(lanes) != 1) {
            return Optional.of("have vectors of " + lanes + " lanes");
        }
        try (Arena arena = Arena.ofConfined()) {
            return new RowProductsCheck(products, arena).problem();
        }
    }

    private Optional<String> problem() {
        for (Encoding encoding : Encoding.ofElements()) {
            if (!products.reads(encoding)) {
                continue;
            }
            for (int[] size : SIZES) {
                Matrix w = new Matrix(arena, encoding, size[1], size[2]);
                if (!dotsAreRight(w, size[0]) || !sumsAreRight(w, size[0])) {
                    return Optional.of("computed a product of " + size[0] + " rows with " + size[1] + " x " + size[2]
                            + " elements of " + encoding + " wrongly");
                }
            }
        }
        return Optional.empty();
    }

    private boolean dotsAreRight(Matrix w, int rows) {
        Matrix x = new Matrix(arena, Encoding.F32, rows, w.columns);
        Matrix y = Matrix.untouched(arena, rows + 1, w.rows);
        products.dots(w.encoding, w.s, w.at, w.step, w.rows, x.s, x.at, x.step, rows, w.columns, y.s, y.at, y.step);
        y.read();
        for (int r = 0; r < rows; r++) {
            for (int o = 0; o < w.rows; o++) {
                if (!same(y.element(r, o), dot(x, r, w, o))) {
                    return false;
                }
            }
        }
        return y.isUntouchedBut(rows);
    }

    /** In the order that {@link RowProducts#dots} gives. */
    private float dot(Matrix x, int r, Matrix w, int o) {
        int lanes = products.lanes();
        int whole = w.columns - w.columns % lanes;
        float[] sums = new float[lanes];
        for (int k = 0; k < whole; k++) {
            sums[k % lanes] = Math.fma(x.element(r, k), w.element(o, k), sums[k % lanes]);
        }
        for (int half = lanes / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[i] += sums[i + half];
            }
        }
        float sum = sums[0];
        for (int k = whole; k < w.columns; k++) {
            sum = Math.fma(x.element(r, k), w.element(o, k), sum);
        }
        return sum;
    }

    private boolean sumsAreRight(Matrix w, int rows) {
        Matrix x = new Matrix(arena, Encoding.F32, rows, w.rows);
        Matrix y = Matrix.untouched(arena, rows + 1, w.columns);
        products.sums(w.encoding, w.s, w.at, w.step, w.rows, x.s, x.at, x.step, rows, w.columns, y.s, y.at, y.step);
        y.read();
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < w.columns; k++) {
                float sum = 0;
                for (int o = 0; o < w.rows; o++) {
                    sum = Math.fma(x.element(r, o), w.element(o, k), sum);
                }
                if (!same(y.element(r, k), sum)) {
                    return false;
                }
            }
        }
        return y.isUntouchedBut(rows);
    }

    private static boolean same(float a, float b) {
        return Float.floatToRawIntBits(a) == Float.floatToRawIntBits(b);
    }

    /**
     * Random elements, those of fewer bits as every encoding holds them exactly, after a gap, with gaps between rows. They are
     * kept in an array, too: reading memory takes an interpreter long.
     */
    private static final class Matrix {
        final Encoding encoding;
        final int rows;
        final int columns;
        final long at;
        final long step;
        final MemorySegment s;
        private final float[] values;

        Matrix(Arena arena, Encoding encoding, int rows, int columns) {
            this.encoding = encoding;
            this.rows = rows;
            this.columns = columns;
            this.at = (long) GAP * encoding.bytes();
            this.step = (long) (columns + GAP) * encoding.bytes();
            this.values = new float[GAP + rows * (columns + GAP)];
            this.s = arena.allocate((long) values.length * encoding.bytes());
            Random random = new Random(31L * rows + columns);
            for (int i = 0; i < values.length; i++) {
                // numbers whose sums are rounded, so that their order shows
                values[i] = encoding == Encoding.F32 ? random.nextFloat() - 0.5f : (random.nextInt(255) - 127) / 32f;
            }
            store();
        }

        private void store() {
            switch (encoding) {
                case F32 -> MemorySegment.copy(values, 0, s, FLOAT, 0, values.length);
                case F64 -> {
                    for (int i = 0; i < values.length; i++) {
                        s.set(DOUBLE, 8L * i, values[i]);
                    }
                }
                case F16, BF16 -> {
                    short[] halves = new short[values.length];
                    for (int i = 0; i < halves.length; i++) {
                        halves[i] = encoding == Encoding.F16
                                ? Float.floatToFloat16(values[i])
                                : (short) (Float.floatToRawIntBits(values[i]) >> 16);
                    }
                    MemorySegment.copy(halves, 0, s, SHORT, 0, halves.length);
                }
                default -> throw new IllegalArgumentException(encoding + " has no single elements");
            }
        }

        static Matrix untouched(Arena arena, int rows, int columns) {
            Matrix matrix = new Matrix(arena, Encoding.F32, rows, columns);
            Arrays.fill(matrix.values, UNTOUCHED);
            matrix.store();
            return matrix;
        }

        /** Takes up what a kernel has written. */
        void read() {
            MemorySegment.copy(s, FLOAT, 0, values, 0, values.length);
        }

        float element(int row, int column) {
            return values[GAP + row * (columns + GAP) + column];
        }

        /** Whether nothing but the first rows has been written. */
        boolean isUntouchedBut(int written) {
            for (int i = 0; i < values.length; i++) {
                int row = Math.floorDiv(i - GAP, columns + GAP);
                boolean inside = i >= GAP && row < written && i - GAP - row * (columns + GAP) < columns;
                if (!inside && values[i] != UNTOUCHED) {
                    return false;
                }
            }
            return true;
        }
    }
}
