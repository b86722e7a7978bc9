// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.tensor.backend.Precision;
import org.lxt.tensor.processor.Bf16Product;
import org.lxt.tensor.processor.KernelProvider;
import org.lxt.tensor.processor.choice.KernelChoice;
import org.lxt.tensor.weight.Bfloat16;
import org.lxt.tensor.weight.Encoding;

/** The products of bfloat16 that this processor can run: every number is rounded rightly, and nothing out of range is touched. */
class Bf16KernelTest {
    static List<KernelProvider> providers() {
        return KernelChoice.providers().stream()
                .filter(p -> p.precision() == Precision.BF16)
                .toList();
    }

    private static Bf16Product kernel(KernelProvider provider) {
        assumeTrue(provider.availability().available(), provider.availability().reason());
        assertThat(KernelChoice.examine(provider).available()).isTrue();
        return provider.kernels(Bf16Product.class).orElseThrow();
    }

    /** Each upper half of a float with lower halves around the middle, multiplied by 1. */
    @ParameterizedTest
    @MethodSource("providers")
    void everyNumberIsRoundedToTheNearest(KernelProvider provider) {
        Bf16Product kernel = kernel(provider);
        int[] lower = {0, 1, 0x7fff, 0x8000, 0x8001, 0xffff};
        int depth = kernel.together();
        float[] a = new float[kernel.rows() * depth];
        float[] b = new float[kernel.columns() * depth];
        float[] ones = new float[depth];
        ones[0] = 1;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocate(4L * depth);
            one.copyFrom(MemorySegment.ofArray(ones));
            kernel.packRows(Encoding.F32, one, 0, 0, 4, 1, depth, a, 0);
            MemorySegment values = arena.allocate(4L * kernel.columns() * depth);
            for (int upper = 0; upper < 0x10000; upper += kernel.columns()) {
                for (int low : lower) {
                    float[] numbers = new float[kernel.columns() * depth];
                    for (int j = 0; j < kernel.columns(); j++) {
                        numbers[j * depth] = Float.intBitsToFloat(upper + j << 16 | low);
                    }
                    for (boolean upright : new boolean[] {true, false}) {
                        float[] stored = upright ? numbers : turned(numbers, kernel.columns(), depth);
                        values.copyFrom(MemorySegment.ofArray(stored));
                        long stepBytes = upright ? 4 : 4L * kernel.columns();
                        long columnBytes = upright ? 4L * depth : 4;
                        kernel.packColumns(
                                Encoding.F32, values, 0, stepBytes, columnBytes, depth, kernel.columns(), b, 0);
                        float[] c = new float[kernel.rows() * kernel.columns()];
                        kernel.run(1, depth, a, 0, a.length, b, 0, c, 0);
                        for (int j = 0; j < kernel.columns(); j++) {
                            compare(numbers[j * depth], c[j]);
                        }
                    }
                }
            }
        }
    }

    private static void compare(float value, float product) {
        float expected = Bfloat16.value(Bfloat16.round(value));
        if (Math.abs(value) < Float.MIN_NORMAL) {
            assertThat(Math.abs(product)).isIn(0f, Math.abs(expected));
        } else {
            // objects, of which NaN equals itself
            assertThat(Float.valueOf(product)).isEqualTo(Float.valueOf(expected));
        }
    }

    private static float[] turned(float[] values, int rows, int columns) {
        float[] turned = new float[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[j * rows + i] = values[i * columns + j];
            }
        }
        return turned;
    }

    @ParameterizedTest
    @MethodSource("providers")
    void refusesWhatIsOutOfRange(KernelProvider provider) {
        Bf16Product kernel = kernel(provider);
        int height = kernel.rows();
        int width = kernel.columns();
        int depth = 3 * kernel.together();
        float[] a = new float[height * depth];
        float[] b = new float[width * depth / 2];
        float[] c = new float[2 * height * width];
        int step = height * depth / 2;
        kernel.run(2 * height, depth, a, 0, step, b, 0, c, 0);
        refused(() -> kernel.run(2 * height, depth, a, 1, step, b, 0, c, 0));
        refused(() -> kernel.run(2 * height, depth, a, -1, step, b, 0, c, 0));
        refused(() -> kernel.run(2 * height, depth, a, 0, step + 1, b, 0, c, 0));
        refused(() -> kernel.run(2 * height, depth, a, 0, -step, b, 0, c, 0));
        refused(() -> kernel.run(2 * height, depth, a, 0, step, b, 1, c, 0));
        refused(() -> kernel.run(2 * height, depth, a, 0, step, b, 0, c, 1));
        refused(() -> kernel.run(2 * height + 1, depth, a, 0, step, b, 0, c, 0));
        refused(() -> kernel.run(2 * height, depth + kernel.together(), a, 0, step, b, 0, c, 0));
        try (Arena arena = Arena.ofConfined()) {
            for (Encoding e : Encoding.ofElements()) {
                long size = e.bytes();
                long run = depth * size;
                MemorySegment s = arena.allocate(run * width);
                kernel.packColumns(e, s, 0, size, run, depth, width, b, 0);
                kernel.packColumns(e, s, (depth - 1) * size, -size, run, depth, width, b, 0);
                kernel.packColumns(e, s, 0, width * size, size, depth, width, b, 0);
                refused(() -> kernel.packColumns(e, s, 1, size, run, depth, width, b, 0));
                refused(() -> kernel.packColumns(e, s, -1, size, run, depth, width, b, 0));
                refused(() -> kernel.packColumns(e, s, 0, -size, run, depth, width, b, 0));
                refused(() -> kernel.packColumns(e, s, 0, size, run + 1, depth, width, b, 0));
                refused(() -> kernel.packColumns(e, s, 0, size, Long.MAX_VALUE / 2, depth, width, b, 0));
                refused(() -> kernel.packColumns(e, s, 0, size, run, depth, width + 1, b, 0));
                refused(() -> kernel.packColumns(e, s, 0, size, run, depth, width, b, 1));
                refused(() -> kernel.packColumns(e, s, 0, size, run, depth, width, b, -1));
                refused(() -> kernel.packRows(e, s, 1, run, size, height, depth, a, a.length));
                refused(() -> kernel.packRows(e, s, 0, run, size, height + 1, depth, a, 0));
            }
        }
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void nothingIsDoneWhereThereIsNothing(KernelProvider provider) {
        Bf16Product kernel = kernel(provider);
        float[] c = {1};
        kernel.run(0, 5, new float[0], 0, 0, new float[0], 0, c, 0);
        kernel.run(5, 0, new float[0], 0, 0, new float[0], 0, c, 0);
        kernel.packRows(Encoding.F32, MemorySegment.NULL, 0, 4, 4, 0, 5, c, 0);
        kernel.packColumns(Encoding.F32, MemorySegment.NULL, 0, 4, 4, 0, 5, c, 0);
        assertThat(c).containsExactly(1);
    }
}
