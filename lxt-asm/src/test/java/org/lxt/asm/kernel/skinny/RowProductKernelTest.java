// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.skinny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.tensor.processor.KernelProvider;
import org.lxt.tensor.processor.RowProducts;
import org.lxt.tensor.processor.choice.KernelChoice;
import org.lxt.tensor.weight.Encoding;

/** The kernels that this processor can run, each against plain loops, to the bit. */
class RowProductKernelTest {
    private static final Encoding[] ENCODINGS = {Encoding.F32, Encoding.F16, Encoding.BF16};
    private static final float UNTOUCHED = 77;

    static List<KernelProvider> providers() {
        return KernelChoice.providers();
    }

    private static RowProducts products(KernelProvider provider) {
        assumeTrue(provider.availability().available(), provider.availability().reason());
        return provider.kernels(RowProducts.class).orElseThrow();
    }

    /** A matrix of random numbers, of exactly the size that is needed: a read beyond it would be refused. */
    private record Matrix(Encoding encoding, MemorySegment s, int rows, int columns, long at, long step) {
        static Matrix random(Arena arena, Random random, Encoding encoding, int rows, int columns) {
            int bytes = encoding.bytes();
            long step = (long) (columns + random.nextInt(3)) * bytes;
            long at = (long) random.nextInt(3) * bytes;
            MemorySegment s = arena.allocate(at + (rows - 1) * step + (long) columns * bytes, bytes);
            for (long i = 0; i < s.byteSize(); i += bytes) {
                if (encoding == Encoding.F32) {
                    s.set(ValueLayout.JAVA_FLOAT, i, random.nextFloat() - 0.5f);
                } else {
                    int exponent = encoding == Encoding.F16 ? 0x3800 : 0x3f00;
                    s.set(ValueLayout.JAVA_SHORT, i, (short)
                            (random.nextInt(256) | exponent | random.nextInt(2) << 15));
                }
            }
            return new Matrix(encoding, s, rows, columns, at, step);
        }

        float get(int row, int column) {
            long position = at + row * step + (long) column * encoding.bytes();
            return switch (encoding) {
                case F16 -> Float.float16ToFloat(s.get(ValueLayout.JAVA_SHORT, position));
                case BF16 -> Float.intBitsToFloat(s.get(ValueLayout.JAVA_SHORT, position) << 16);
                default -> s.get(ValueLayout.JAVA_FLOAT, position);
            };
        }

        Matrix untouched() {
            for (long i = 0; i < s.byteSize(); i += 4) {
                s.set(ValueLayout.JAVA_FLOAT, i, UNTOUCHED);
            }
            return this;
        }

        /** The elements after those of each row. */
        void assertGapsAreUntouched() {
            for (long i = 0; i < s.byteSize(); i += 4) {
                if (i < at || (i - at) % step >= 4L * columns) {
                    same(s.get(ValueLayout.JAVA_FLOAT, i), UNTOUCHED);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void multipliesMatricesOfAllSizes(KernelProvider provider) {
        RowProducts products = products(provider);
        Random random = new Random(5);
        for (int round = 0; round < 150; round++) {
            int rows = 1 + random.nextInt(20);
            int outer = 1 + random.nextInt(80);
            int inner = 1 + random.nextInt(round % 3 == 0 ? 700 : 90);
            check(products, random, ENCODINGS[round % 3], rows, outer, inner);
        }
    }

    /** More than one call takes, and more columns than are taken at a time. */
    @ParameterizedTest
    @MethodSource("providers")
    void multipliesBigMatrices(KernelProvider provider) {
        RowProducts products = products(provider);
        for (Encoding encoding : ENCODINGS) {
            check(products, new Random(6), encoding, 7, 70, 4500);
            check(products, new Random(7), encoding, 2, 3000, 100);
        }
    }

    private static void check(RowProducts products, Random random, Encoding encoding, int rows, int outer, int inner) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix w = Matrix.random(arena, random, encoding, outer, inner);
            Matrix x = Matrix.random(arena, random, Encoding.F32, rows, inner);
            Matrix y = Matrix.random(arena, random, Encoding.F32, rows, outer).untouched();
            products.dots(encoding, w.s, w.at, w.step, outer, x.s, x.at, x.step, rows, inner, y.s, y.at, y.step);
            for (int r = 0; r < rows; r++) {
                for (int o = 0; o < outer; o++) {
                    same(y.get(r, o), dot(products.lanes(), x, r, w, o));
                }
            }
            y.assertGapsAreUntouched();
            Matrix g = Matrix.random(arena, random, Encoding.F32, rows, outer);
            Matrix z = Matrix.random(arena, random, Encoding.F32, rows, inner).untouched();
            products.sums(encoding, w.s, w.at, w.step, outer, g.s, g.at, g.step, rows, inner, z.s, z.at, z.step);
            for (int r = 0; r < rows; r++) {
                for (int k = 0; k < inner; k++) {
                    float sum = 0;
                    for (int o = 0; o < outer; o++) {
                        sum = Math.fma(g.get(r, o), w.get(o, k), sum);
                    }
                    same(z.get(r, k), sum);
                }
            }
            z.assertGapsAreUntouched();
        }
    }

    /** There are too many of them for the words that an assertion has ready. */
    private static void same(float actual, float expected) {
        if (actual != expected) {
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static float dot(int lanes, Matrix x, int r, Matrix w, int o) {
        int whole = w.columns - w.columns % lanes;
        float[] sums = new float[lanes];
        for (int k = 0; k < whole; k++) {
            sums[k % lanes] = Math.fma(x.get(r, k), w.get(o, k), sums[k % lanes]);
        }
        for (int half = lanes / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[i] += sums[i + half];
            }
        }
        for (int k = whole; k < w.columns; k++) {
            sums[0] = Math.fma(x.get(r, k), w.get(o, k), sums[0]);
        }
        return sums[0];
    }

    @ParameterizedTest
    @MethodSource("providers")
    void nothingIsAddedWhereThereIsNothing(KernelProvider provider) {
        RowProducts products = products(provider);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment none = arena.allocate(0);
            MemorySegment y = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 2, 3);
            products.dots(Encoding.F32, none, 0, 0, 0, none, 0, 0, 3, 5, y, 0, 4);
            products.sums(Encoding.F32, none, 0, 0, 5, none, 0, 0, 0, 3, y, 0, 4);
            assertThat(y.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(1, 2, 3);
            products.dots(Encoding.F32, none, 0, 0, 1, none, 0, 0, 2, 0, y, 0, 4);
            products.sums(Encoding.F32, none, 0, 0, 0, none, 0, 0, 1, 1, y, 8, 4);
            assertThat(y.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(0, 0, 0);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void refusesWhatIsOutOfRange(KernelProvider provider) {
        RowProducts products = products(provider);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment w = arena.allocate(2 * 20 * 30, 4);
            MemorySegment x = arena.allocate(4 * 3 * 30, 4);
            MemorySegment y = arena.allocate(4 * 3 * 30, 4);
            Encoding bf16 = Encoding.BF16;
            products.dots(bf16, w, 0, 60, 20, x, 0, 120, 3, 30, y, 0, 80);
            products.sums(bf16, w, 0, 60, 20, x, 0, 80, 3, 30, y, 0, 120);
            refused(() -> products.dots(bf16, w, 2, 60, 20, x, 0, 120, 3, 30, y, 0, 80));
            refused(() -> products.dots(bf16, w, -2, 60, 20, x, 0, 120, 3, 30, y, 0, 80));
            refused(() -> products.dots(bf16, w, 0, 62, 20, x, 0, 120, 3, 30, y, 0, 80));
            refused(() -> products.dots(bf16, w, 0, -60, 20, x, 0, 120, 3, 30, y, 0, 80));
            refused(() -> products.dots(bf16, w, 0, 60, 21, x, 0, 120, 3, 30, y, 0, 80));
            refused(() -> products.dots(bf16, w, 0, 60, 20, x, 4, 120, 3, 30, y, 0, 80));
            refused(() -> products.dots(bf16, w, 0, 60, 20, x, 0, 120, 4, 30, y, 0, 80));
            refused(() -> products.dots(bf16, w, 0, 60, 20, x, 0, 120, 3, 30, y, 0, 144));
            refused(() -> products.dots(bf16, w, 0, 60, 20, x, 0, 120, 3, 30, y, -4, 80));
            refused(() -> products.dots(bf16, w, 0, 60, 20, x, 0, Long.MAX_VALUE / 2, 3, 30, y, 0, 80));
            refused(() -> products.dots(bf16, w, 0, 60, 1, x, 0, 120, 1, Integer.MAX_VALUE, y, 0, 80));
            refused(() -> products.sums(bf16, w, 2, 60, 20, x, 0, 80, 3, 30, y, 0, 120));
            refused(() -> products.sums(bf16, w, 0, 60, 21, x, 0, 80, 3, 30, y, 0, 120));
            refused(() -> products.sums(bf16, w, 0, 60, 20, x, 124, 80, 3, 30, y, 0, 120));
            refused(() -> products.sums(bf16, w, 0, 60, 20, x, 0, -80, 3, 30, y, 0, 120));
            refused(() -> products.sums(bf16, w, 0, 60, 20, x, 0, 80, 3, 30, y, 4, 120));
            refused(() -> products.sums(bf16, w, 0, 60, 20, x, 0, 80, 3, 31, y, 0, 120));
            assertThatThrownBy(() -> products.sums(bf16, w, 0, 60, 20, x, 0, 80, 3, 30, y.asReadOnly(), 0, 120))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> products.dots(Encoding.F64, w, 0, 60, 1, x, 0, 120, 1, 4, y, 0, 80))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
