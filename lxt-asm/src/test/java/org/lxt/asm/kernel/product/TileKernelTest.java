// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.tensor.processor.KernelProvider;
import org.lxt.tensor.processor.TileProduct;
import org.lxt.tensor.processor.choice.KernelChoice;

/** The kernels that this processor can run, each against plain loops, to the bit. */
class TileKernelTest {
    private static final float UNTOUCHED = 77;

    static List<KernelProvider> providers() {
        return KernelChoice.providers();
    }

    private static TileProduct kernel(KernelProvider provider) {
        assumeTrue(provider.availability().available(), provider.availability().reason());
        return provider.kernels(TileProduct.class).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void multipliesPanels(KernelProvider provider) {
        TileProduct kernel = kernel(provider);
        for (int rows = 1; rows <= 2 * kernel.rows() + 1; rows++) {
            for (int depth : new int[] {1, 2, 3, 4, 5, 8, 63}) {
                check(kernel, rows, depth);
            }
        }
        check(kernel, 40 * kernel.rows() + 1, 1000);
        check(kernel, kernel.rows() + 1, 40_000);
    }

    private static void check(TileProduct kernel, int rows, int depth) {
        int height = kernel.rows();
        int width = kernel.columns();
        int tiles = (rows + height - 1) / height;
        int step = depth * height + 3;
        Random random = new Random(7);
        float[] a = values(random, 2 + tiles * step);
        float[] b = values(random, 3 + depth * width);
        float[] c = values(random, 1 + tiles * height * width + 1);
        c[0] = UNTOUCHED;
        c[c.length - 1] = UNTOUCHED;
        float[] expected = c.clone();
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < depth; k++) {
                float element = a[2 + r / height * step + k * height + r % height];
                for (int j = 0; j < width; j++) {
                    int to = 1 + r * width + j;
                    expected[to] = Math.fma(element, b[3 + k * width + j], expected[to]);
                }
            }
        }
        kernel.run(rows, depth, a, 2, step, b, 3, c, 1);
        assertThat(c).as("%d rows, %d steps", rows, depth).containsExactly(expected);
    }

    private static float[] values(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("providers")
    void refusesWhatIsOutOfRange(KernelProvider provider) {
        TileProduct kernel = kernel(provider);
        int height = kernel.rows();
        int width = kernel.columns();
        int depth = 10;
        float[] a = new float[2 * height * depth];
        float[] b = new float[width * depth];
        float[] c = new float[2 * height * width];
        int step = height * depth;
        kernel.run(2 * height, depth, a, 0, step, b, 0, c, 0);
        refused(() -> kernel.run(2 * height, depth, a, 1, step, b, 0, c, 0));
        refused(() -> kernel.run(2 * height, depth, a, -1, step, b, 0, c, 0));
        refused(() -> kernel.run(2 * height, depth, a, 0, step + 1, b, 0, c, 0));
        refused(() -> kernel.run(2 * height, depth, a, 0, -step, b, 0, c, 0));
        refused(() -> kernel.run(2 * height, depth, a, 0, step, b, 1, c, 0));
        refused(() -> kernel.run(2 * height, depth, a, 0, step, b, -1, c, 0));
        refused(() -> kernel.run(2 * height, depth, a, 0, step, b, 0, c, 1));
        refused(() -> kernel.run(2 * height, depth, a, 0, step, b, 0, c, -1));
        refused(() -> kernel.run(2 * height + 1, depth, a, 0, step, b, 0, c, 0));
        refused(() -> kernel.run(2 * height, depth + 1, a, 0, step, b, 0, c, 0));
        refused(() -> kernel.run(Integer.MAX_VALUE, Integer.MAX_VALUE, a, 0, Integer.MAX_VALUE, b, 0, c, 0));
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void nothingIsDoneWhereThereIsNothing(KernelProvider provider) {
        float[] c = {1};
        kernel(provider).run(0, 5, new float[0], 0, 0, new float[0], 0, c, 0);
        kernel(provider).run(5, 0, new float[0], 0, 0, new float[0], 0, c, 0);
        assertThat(c).containsExactly(1);
    }
}
