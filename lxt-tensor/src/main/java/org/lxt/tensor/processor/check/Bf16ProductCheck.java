// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.lxt.tensor.processor.Bf16Product;
import org.lxt.tensor.weight.Bfloat16;
import org.lxt.tensor.weight.Encoding;

/**
 * Compares a product kernel of bfloat16 with plain loops, at sizes that leave something over in each direction. The numbers are
 * such that every sum is exact, whatever its order, and that most elements have to be rounded, many of them from halfway between
 * two neighbours.
 */
final class Bf16ProductCheck {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ORDER);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ORDER);

    private static final int[] DEPTHS = {1, 2, 3, 33, 97};

    /** Elements before, between and after operands, which a kernel must leave alone. */
    private static final int GAP = 5;

    private static final float UNTOUCHED = -7;

    private final Bf16Product kernel;
    private final Arena arena;
    private final Random random = new Random(1);

    private Bf16ProductCheck(Bf16Product kernel, Arena arena) {
        this.kernel = kernel;
        this.arena = arena;
    }

    /** What is wrong with it, in words that follow a name; empty if nothing is. */
    static Optional<String> problem(Bf16Product kernel) {
        try (Arena arena = Arena.ofConfined()) {
            return new Bf16ProductCheck(kernel, arena).problem();
        }
    }

    private Optional<String> problem() {
        int tile = kernel.rows();
        for (int depth : DEPTHS) {
            for (int rows : new int[] {1, tile - 1, 2 * tile + 1 + depth % tile}) {
                for (Encoding encoding : Encoding.ofElements()) {
                    boolean upright = random.nextBoolean();
                    int columns = random.nextBoolean() ? kernel.columns() : 1 + random.nextInt(kernel.columns());
                    if (rows > 0 && !isRight(encoding, upright, rows, depth, columns)) {
                        return Optional.of("computed a product of " + rows + " x " + depth + " by " + depth + " x "
                                + columns + " elements of " + encoding + " in bf16 wrongly");
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean isRight(Encoding encoding, boolean upright, int rows, int depth, int columns) {
        int height = kernel.rows();
        int width = kernel.columns();
        int tiles = (rows + height - 1) / height;
        int floats = (depth + kernel.together() - 1) / kernel.together() * kernel.together() / 2;
        int step = floats * height + GAP;
        float[][] left = new float[rows][depth];
        float[][] right = new float[columns][depth];
        float[] a = untouched(GAP + tiles * step);
        float[] b = untouched(GAP + floats * width + GAP);
        for (int tile = 0; tile < tiles; tile++) {
            int first = tile * height;
            int some = Math.min(height, rows - first);
            Stored s = store(Encoding.F32, Arrays.copyOfRange(left, first, first + some), true);
            kernel.packRows(Encoding.F32, s.memory, s.at, s.far, s.near, some, depth, a, GAP + tile * step);
        }
        Stored s = store(encoding, right, upright);
        kernel.packColumns(encoding, s.memory, s.at, s.near, s.far, depth, columns, b, GAP);
        float[] c = untouched(GAP + tiles * height * width + GAP);
        kernel.run(rows, depth, a, GAP, step, b, GAP, c, GAP);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                float sum = UNTOUCHED;
                for (int k = 0; k < depth; k++) {
                    sum += left[i][k] * right[j][k];
                }
                if (c[GAP + i * width + j] != sum) {
                    return false;
                }
            }
        }
        return isUntouched(a, GAP + (tiles - 1) * step + floats * height)
                && isUntouched(b, GAP + floats * width)
                && isUntouched(c, GAP + tiles * height * width);
    }

    /** Elements in memory: one run of them is {@code near} bytes apart, the runs {@code far} bytes. */
    private record Stored(MemorySegment memory, long at, long near, long far) {}

    /** Fills the lists with numbers of bfloat16, and stores numbers that are to be rounded to them. */
    private Stored store(Encoding encoding, float[][] lists, boolean upright) {
        int length = lists[0].length;
        long near = upright ? encoding.bytes() : (lists.length + 1L) * encoding.bytes();
        long far = upright ? (length + 1L) * encoding.bytes() : encoding.bytes();
        long at = 2L * encoding.bytes();
        MemorySegment memory = arena.allocate(at + (lists.length - 1) * far + (length - 1) * near + encoding.bytes());
        for (int i = 0; i < lists.length; i++) {
            for (int k = 0; k < length; k++) {
                int number = 128 + random.nextInt(128);
                float away = encoding == Encoding.BF16 ? 0 : (random.nextInt(3) - 1) * (number % 2 == 0 ? 0.5f : 0.25f);
                float sign = random.nextBoolean() ? 1 : -1;
                // of two that are equally near that with an even number is taken
                boolean smaller = number == 128 && away < 0;
                lists[i][k] = sign * number / 32;
                put(encoding, memory, at + i * far + k * near, sign * (number + (smaller ? 0 : away)) / 32);
            }
        }
        return new Stored(memory, at, near, far);
    }

    private static void put(Encoding encoding, MemorySegment memory, long at, float value) {
        switch (encoding) {
            case F32 -> memory.set(FLOAT, at, value);
            case F16 -> memory.set(SHORT, at, Float.floatToFloat16(value));
            case BF16 -> memory.set(SHORT, at, Bfloat16.round(value));
            case F64 -> memory.set(ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ORDER), at, value);
            default -> throw new IllegalArgumentException(encoding + " has no single elements");
        }
    }

    private static float[] untouched(int size) {
        float[] d = new float[size];
        Arrays.fill(d, UNTOUCHED);
        return d;
    }

    /** Whether the elements before operands and from a position on are as they were. */
    private static boolean isUntouched(float[] d, int from) {
        for (int i = 0; i < d.length; i++) {
            if ((i < GAP || i >= from) && d[i] != UNTOUCHED) {
                return false;
            }
        }
        return true;
    }
}
