package org.lxt.tensor.processor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Random;
import org.lxt.tensor.weight.Encoding;

/** Compares products of few rows with plain loops, to the bit, at sizes that leave something over in each direction. */
final class RowProductsCheck {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Rows of x; rows of the matrix; its columns. */
    private static final int[][] SIZES = {
        {1, 5, 67}, {2, 4, 16}, {3, 9, 41}, {4, 39, 80}, {5, 1, 9}, {6, 35, 99}, {9, 6, 33}
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
        for (Encoding encoding : Encoding.values()) {
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

    /** Random elements, those of fewer bits as every encoding holds them exactly, after a gap, with gaps between rows. */
    private static final class Matrix {
        final Encoding encoding;
        final int rows;
        final int columns;
        final long at;
        final long step;
        final MemorySegment s;

        Matrix(Arena arena, Encoding encoding, int rows, int columns) {
            this.encoding = encoding;
            this.rows = rows;
            this.columns = columns;
            this.at = (long) GAP * encoding.bytes();
            this.step = (long) (columns + GAP) * encoding.bytes();
            this.s = arena.allocate(at + rows * step);
            Random random = new Random(31L * rows + columns);
            for (long i = 0; i < s.byteSize(); i += encoding.bytes()) {
                // numbers whose sums are rounded, so that their order shows
                set(i, encoding == Encoding.F32 ? random.nextFloat() - 0.5f : (random.nextInt(255) - 127) / 32f);
            }
        }

        static Matrix untouched(Arena arena, int rows, int columns) {
            Matrix matrix = new Matrix(arena, Encoding.F32, rows, columns);
            for (long i = 0; i < matrix.s.byteSize(); i += 4) {
                matrix.s.set(FLOAT, i, UNTOUCHED);
            }
            return matrix;
        }

        private void set(long position, float value) {
            switch (encoding) {
                case F32 -> s.set(FLOAT, position, value);
                case F16 -> s.set(SHORT, position, Float.floatToFloat16(value));
                case BF16 -> s.set(SHORT, position, (short) (Float.floatToRawIntBits(value) >> 16));
                case F64 ->
                    s.set(ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), position, value);
            }
        }

        float element(int row, int column) {
            long position = at + row * step + (long) column * encoding.bytes();
            return switch (encoding) {
                case F32 -> s.get(FLOAT, position);
                case F16 -> Float.float16ToFloat(s.get(SHORT, position));
                case BF16 -> Float.intBitsToFloat(s.get(SHORT, position) << 16);
                case F64 ->
                    (float) s.get(ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), position);
            };
        }

        /** Whether nothing but the first rows has been written. */
        boolean isUntouchedBut(int written) {
            for (long i = 0; i < s.byteSize(); i += 4) {
                long row = Math.floorDiv(i - at, step);
                boolean inside = i >= at && row < written && i - at - row * step < 4L * columns;
                if (!inside && s.get(FLOAT, i) != UNTOUCHED) {
                    return false;
                }
            }
            return true;
        }
    }
}
