// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.asm.kernel.block.unpack.BlockCodes;
import org.lxt.tensor.backend.RandomBlocks;
import org.lxt.tensor.processor.KernelProvider;
import org.lxt.tensor.processor.RowProducts;
import org.lxt.tensor.processor.choice.KernelChoice;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.WeightData;

/** The kernels that this processor can run on every encoding in blocks that they read, against plain loops, to the bit. */
class BlockRowProductsTest {
    private static final float UNTOUCHED = 77;
    private static final int[] ROWS = {1, 2, 3, 5, 8, 17, 33, 65};

    static List<KernelProvider> providers() {
        return KernelChoice.providers();
    }

    private static RowProducts products(KernelProvider provider) {
        assumeTrue(provider.availability().available(), provider.availability().reason());
        return provider.kernels(RowProducts.class).orElseThrow();
    }

    private static List<Encoding> encodings(RowProducts products) {
        return Arrays.stream(Encoding.values())
                .filter(e -> e.isBlocked() && products.reads(e))
                .toList();
    }

    @Test
    void readsWhatGgufFilesHold() {
        assertThat(BlockCodes.ENCODINGS)
                .contains(Encoding.Q4_K, Encoding.Q5_K, Encoding.Q6_K, Encoding.Q8_0, Encoding.Q4_0, Encoding.MXFP4);
    }

    /** Rows of x from 1 to more than are taken at a time, rows of the matrix that fill no group, parts of blocks. */
    @ParameterizedTest
    @MethodSource("providers")
    void multipliesMatricesOfAllSizes(KernelProvider provider) {
        RowProducts products = products(provider);
        for (Encoding encoding : encodings(products)) {
            Random random = new Random(11);
            for (int rows : ROWS) {
                int block = encoding.blockElements();
                int inner = rows % 2 == 0 ? 1 + random.nextInt(3 * block) : block * (1 + random.nextInt(3));
                check(products, random, encoding, rows, 1 + random.nextInt(11), inner);
            }
        }
    }

    /** More than one call takes, more columns than are taken at a time, and more of them than stay near. */
    @ParameterizedTest
    @MethodSource("providers")
    void multipliesBigMatrices(KernelProvider provider) {
        RowProducts products = products(provider);
        check(products, new Random(3), Encoding.Q4_K, 1, 41, 4096);
        check(products, new Random(4), Encoding.Q8_0, 2, 9, 9000);
        check(products, new Random(5), Encoding.Q6_K, 3, 150, 256);
    }

    private static void check(RowProducts products, Random random, Encoding encoding, int rows, int outer, int inner) {
        int block = encoding.blockElements();
        long stride = (long) (inner + block - 1) / block * block + random.nextInt(2) * block;
        try (Arena arena = Arena.ofConfined()) {
            // one block before the matrix, and of the last row no more than it has
            long last = encoding.bytes((inner + block - 1) / block * (long) block);
            MemorySegment memory = arena.allocate(encoding.blockBytes() + (outer - 1) * encoding.bytes(stride) + last);
            RandomBlocks.fill(memory, encoding, random);
            double[][] w = decoded(memory, encoding, block, outer, inner, stride);
            float[][] x = numbers(random, rows, inner);
            float[][] y = new float[rows][outer];
            run(
                    arena,
                    x,
                    y,
                    (xs, ys, xStep, yStep) -> products.dots(
                            encoding,
                            memory,
                            encoding.blockBytes(),
                            encoding.bytes(stride),
                            outer,
                            xs,
                            0,
                            xStep,
                            rows,
                            inner,
                            ys,
                            4,
                            yStep));
            for (int r = 0; r < rows; r++) {
                for (int o = 0; o < outer; o++) {
                    same(y[r][o], dot(products.lanes(), x[r], w[o]), encoding);
                }
            }
            float[][] g = numbers(random, rows, outer);
            float[][] z = new float[rows][inner];
            run(
                    arena,
                    g,
                    z,
                    (gs, zs, gStep, zStep) -> products.sums(
                            encoding,
                            memory,
                            encoding.blockBytes(),
                            encoding.bytes(stride),
                            outer,
                            gs,
                            0,
                            gStep,
                            rows,
                            inner,
                            zs,
                            4,
                            zStep));
            for (int r = 0; r < rows; r++) {
                for (int k = 0; k < inner; k++) {
                    float sum = 0;
                    for (int o = 0; o < outer; o++) {
                        sum = Math.fma(g[r][o], (float) w[o][k], sum);
                    }
                    same(z[r][k], sum, encoding);
                }
            }
        }
    }

    private interface Product {
        void run(MemorySegment from, MemorySegment to, long fromStep, long toStep);
    }

    /** With a gap before the result and after each of its rows, which must stay as they are. */
    private static void run(Arena arena, float[][] from, float[][] to, Product product) {
        int n = from[0].length;
        int columns = to[0].length;
        MemorySegment source = arena.allocate(4L * n * from.length, 4);
        for (int r = 0; r < from.length; r++) {
            MemorySegment.copy(from[r], 0, source, ValueLayout.JAVA_FLOAT, 4L * r * n, n);
        }
        float[] all = new float[1 + to.length * (columns + 1)];
        Arrays.fill(all, UNTOUCHED);
        MemorySegment result = arena.allocateFrom(ValueLayout.JAVA_FLOAT, all);
        product.run(source, result, 4L * n, 4L * (columns + 1));
        assertThat(result.get(ValueLayout.JAVA_FLOAT, 0)).isEqualTo(UNTOUCHED);
        for (int r = 0; r < to.length; r++) {
            long at = 4 + 4L * r * (columns + 1);
            MemorySegment.copy(result, ValueLayout.JAVA_FLOAT, at, to[r], 0, columns);
            assertThat(result.get(ValueLayout.JAVA_FLOAT, at + 4L * columns)).isEqualTo(UNTOUCHED);
        }
    }

    private static double[][] decoded(
            MemorySegment memory, Encoding encoding, long offset, int rows, int columns, long stride) {
        WeightData data = new WeightData(memory, encoding, offset, rows, columns, stride, 1);
        double[][] decoded = new double[rows][columns];
        for (int r = 0; r < rows; r++) {
            data.decodeRow(r, 0, columns, decoded[r]);
        }
        return decoded;
    }

    private static float[][] numbers(Random random, int rows, int columns) {
        float[][] numbers = new float[rows][columns];
        for (float[] row : numbers) {
            for (int i = 0; i < columns; i++) {
                row[i] = random.nextFloat() - 0.5f;
            }
        }
        return numbers;
    }

    private static float dot(int lanes, float[] x, double[] w) {
        int whole = x.length - x.length % lanes;
        float[] sums = new float[lanes];
        for (int k = 0; k < whole; k++) {
            sums[k % lanes] = Math.fma(x[k], (float) w[k], sums[k % lanes]);
        }
        for (int half = lanes / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[i] += sums[i + half];
            }
        }
        for (int k = whole; k < x.length; k++) {
            sums[0] = Math.fma(x[k], (float) w[k], sums[0]);
        }
        return sums[0];
    }

    private static void same(float actual, float expected, Encoding encoding) {
        if (actual != expected) {
            assertThat(actual).as("%s", encoding).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void refusesWhatIsOutOfRange(KernelProvider provider) {
        RowProducts products = products(provider);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment w = arena.allocate(144 * 2 * 8, 4);
            MemorySegment x = arena.allocate(4 * 3 * 512, 4);
            MemorySegment y = arena.allocate(4 * 3 * 512, 4);
            for (int rows : new int[] {1, 3}) {
                products.dots(Encoding.Q4_K, w, 0, 288, 8, x, 0, 2048, rows, 512, y, 0, 32);
                products.sums(Encoding.Q4_K, w, 0, 288, 8, x, 0, 32, rows, 512, y, 0, 2048);
                refused(() -> products.dots(Encoding.Q4_K, w, 2, 288, 8, x, 0, 2048, rows, 512, y, 0, 32));
                refused(() -> products.dots(Encoding.Q4_K, w, -144, 288, 8, x, 0, 2048, rows, 512, y, 0, 32));
                refused(() -> products.dots(Encoding.Q4_K, w, 0, 290, 8, x, 0, 2048, rows, 512, y, 0, 32));
                refused(() -> products.dots(Encoding.Q4_K, w, 0, -288, 8, x, 0, 2048, rows, 512, y, 0, 32));
                // a part of a block is a block
                refused(() -> products.dots(Encoding.Q4_K, w, 0, 288, 8, x, 0, 2052, rows, 513, y, 0, 32));
                refused(() -> products.dots(Encoding.Q4_K, w, 0, 288, 8, x, 4097, 2048, rows, 512, y, 0, 32));
                refused(() -> products.dots(Encoding.Q4_K, w, 0, 288, 8, x, 0, 2048, rows, 512, y, 6113, 32));
                refused(() -> products.sums(Encoding.Q4_K, w, 144, 288, 8, x, 0, 32, rows, 512, y, 0, 2048));
                refused(() -> products.sums(Encoding.Q4_K, w, 0, 288, 8, x, 6113, 32, rows, 512, y, 0, 2048));
                refused(() -> products.sums(Encoding.Q4_K, w, 0, 288, 8, x, 0, 32, rows, 512, y, 4097, 2048));
                assertThatThrownBy(() -> products.dots(
                                Encoding.Q4_K, w, 0, 288, 8, x, 0, 2048, rows, 512, y.asReadOnly(), 0, 32))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
