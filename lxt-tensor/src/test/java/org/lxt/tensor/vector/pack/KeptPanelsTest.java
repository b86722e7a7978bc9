// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.RandomBlocks;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.compose.Kernels;
import org.lxt.tensor.vector.VectorBackendProvider;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/** Products with kept panels are to the bit those without. */
@Tag("vector")
class KeptPanelsTest {
    private static final long PLENTY = 1L << 28;

    @BeforeAll
    static void requireVectors() {
        assumeTrue(new VectorBackendProvider().availability().available(), "there is no vector backend here");
    }

    /** Shapes with whole and partial panels, slices and tiles; rows that are one block, and more than one. */
    private static final int[][] SHAPES = {{70, 300, 96}, {33, 257, 515}, {600, 40, 64}, {1100, 530, 100}, {30, 8, 5}};

    /** Fewer, for there are many kinds of blocks: whole and partial panels, and rows that end within a block. */
    private static final int[][] OF_BLOCKS = {{70, 300, 96}, {33, 70, 515}};

    @ParameterizedTest
    @EnumSource
    void resultsAreThoseWithoutToTheBit(Encoding encoding) {
        for (int[] shape : encoding.isBlocked() ? OF_BLOCKS : SHAPES) {
            List<float[]> expected = results(encoding, shape, 0, 1, 1);
            for (long bound : new long[] {PLENTY, 4L * shape[1] * shape[2]}) {
                for (int threads : new int[] {1, 3}) {
                    List<float[]> kept = results(encoding, shape, bound, threads, 4);
                    for (int i = 0; i < kept.size(); i++) {
                        assertThat(Arrays.equals(kept.get(i), expected.get(i % expected.size())))
                                .as(
                                        "%s %s, %d bytes, %d threads, product %d",
                                        encoding, Arrays.toString(shape), bound, threads, i)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void differentNumbersOfRowsShareThem() {
        int outputs = 515;
        int inputs = 700;
        try (Backend packing = backend(3, PLENTY);
                Backend plain = backend(2, 0)) {
            WeightData data = weight(Encoding.BF16, outputs, inputs);
            WeightHandle kept = packing.loadWeight(data);
            WeightHandle stored = plain.loadWeight(data);
            for (int rows : new int[] {30, 64, 31, 900, 128, 30, 513}) {
                assertThat(same(
                                products(packing, kept, rows, outputs, inputs),
                                products(plain, stored, rows, outputs, inputs)))
                        .as("%d rows", rows)
                        .isTrue();
            }
        }
    }

    @Test
    void severalThreadsMayPackAtATime() throws Exception {
        int outputs = 515;
        int inputs = 700;
        WeightData data = weight(Encoding.F32, outputs, inputs);
        List<float[]> expected;
        try (Backend plain = backend(1, 0)) {
            expected = products(plain, plain.loadWeight(data), 40, outputs, inputs);
        }
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 20; round++) {
                try (Backend packing = backend(2, PLENTY)) {
                    WeightHandle kept = packing.loadWeight(data);
                    Callable<List<float[]>> call = () -> products(packing, kept, 40, outputs, inputs);
                    for (Future<List<float[]>> result :
                            callers.invokeAll(List.of(call, call, call, call, call, call))) {
                        assertThat(same(result.get(), expected))
                                .as("round %d", round)
                                .isTrue();
                    }
                }
            }
        }
    }

    private static boolean same(List<float[]> some, List<float[]> others) {
        return Arrays.deepEquals(some.toArray(), others.toArray());
    }

    private static Backend backend(int threads, long bound) {
        return Backends.named("vector", new BackendOptions(threads).withPackMemory(bound));
    }

    private static List<float[]> results(Encoding encoding, int[] shape, long bound, int threads, int times) {
        int rows = shape[0];
        int outputs = shape[1];
        int inputs = shape[2];
        List<float[]> all = new ArrayList<>();
        try (Backend backend = backend(threads, bound)) {
            WeightHandle weight = backend.loadWeight(weight(encoding, outputs, inputs));
            for (int i = 0; i < times; i++) {
                all.addAll(products(backend, weight, rows, outputs, inputs));
            }
        }
        return all;
    }

    /** The four kinds of product that a weight takes part in. */
    private static List<float[]> products(Backend b, WeightHandle weight, int rows, int outputs, int inputs) {
        Buffer x = random(b, rows * inputs, 1);
        Buffer g = random(b, rows * outputs, 2);
        Buffer signed = random(b, rows * outputs, 3);
        Buffer y = b.allocate((long) rows * outputs);
        Buffer magnitude = b.allocate((long) rows * outputs);
        Buffer gx = b.allocate((long) rows * inputs);
        Buffer other = b.allocate((long) rows * inputs);
        List<float[]> all = new ArrayList<>();
        b.matrices().linear(y, x, rows, weight);
        all.add(read(b, y, rows * outputs));
        b.matrices().linearGradient(gx, g, rows, weight);
        all.add(read(b, gx, rows * inputs));
        Kernels.gamma(b).magnitudeLinear(y, magnitude, x, rows, weight, outputs, inputs);
        all.add(read(b, y, rows * outputs));
        all.add(read(b, magnitude, rows * outputs));
        Kernels.gamma(b).magnitudeLinearGradient(gx, other, g, signed, rows, weight, outputs, inputs);
        all.add(read(b, gx, rows * inputs));
        all.add(read(b, other, rows * inputs));
        List.of(x, g, signed, y, magnitude, gx, other).forEach(b::free);
        return all;
    }

    private static Buffer random(Backend b, int size, int seed) {
        Random random = new Random(seed);
        Buffer buffer = b.allocate(size);
        b.write(buffer, random.doubles(size, -1, 1).toArray());
        return buffer;
    }

    private static float[] read(Backend b, Buffer buffer, int size) {
        double[] values = new double[size];
        b.read(buffer, 0, values);
        float[] floats = new float[size];
        for (int i = 0; i < size; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static WeightData weight(Encoding encoding, int rows, int columns) {
        Random random = new Random(4);
        if (encoding.isBlocked()) {
            int block = encoding.blockElements();
            int stride = (columns + block - 1) / block * block;
            MemorySegment blocks = Arena.ofAuto().allocate(encoding.bytes((long) rows * stride), 64);
            RandomBlocks.fill(blocks, encoding, random);
            return new WeightData(blocks, encoding, 0, rows, columns, stride, 1);
        }
        MemorySegment stored = Arena.ofAuto().allocate((long) rows * columns * encoding.bytes(), 64);
        for (long i = 0; i < (long) rows * columns; i++) {
            float value = random.nextFloat() - 0.5f;
            switch (encoding) {
                case F64 -> stored.set(ValueLayout.JAVA_DOUBLE, 8 * i, value);
                case F32 -> stored.set(Lanes.FLOAT, 4 * i, value);
                case F16 -> stored.set(Lanes.SHORT, 2 * i, Float.floatToFloat16(value));
                case BF16 -> stored.set(Lanes.SHORT, 2 * i, (short) (Float.floatToRawIntBits(value) >>> 16));
                default -> throw new IllegalArgumentException(encoding + " has no single elements");
            }
        }
        return new WeightData(stored, encoding, 0, rows, columns, columns, 1);
    }
}
