// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.WeightData;

/** Random inputs that float32 holds exactly, so that all backends start from the same numbers. */
final class Inputs {
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final RandomGenerator random;

    Inputs(long seed) {
        this.random = new SplittableRandom(seed);
    }

    double[] uniform(int size, double low, double high) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (low + (high - low) * random.nextDouble());
        }
        return values;
    }

    Buffer buffer(Backend backend, int size) {
        return buffer(backend, uniform(size, -1, 1));
    }

    Buffer buffer(Backend backend, double[] values) {
        Buffer buffer = backend.allocate(values.length);
        backend.write(buffer, values);
        return buffer;
    }

    /** A result's memory, full of what must not be read. */
    static Buffer rubbish(Backend backend, int size) {
        Buffer buffer = backend.allocate(size);
        backend.fill(buffer, Double.NaN, size);
        return buffer;
    }

    static double[] read(Backend backend, Buffer buffer, int size) {
        double[] values = new double[size];
        backend.read(buffer, 0, values);
        return values;
    }

    int[] numbers(int count, int bound) {
        return random.ints(count, 0, bound).toArray();
    }

    /** Rows of an operand that has {@code bound}. */
    Index rows(Backend b, int count, int bound) {
        return b.loadIndex(numbers(count, bound));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A weight with uneven strides, one byte beyond alignment, in either orientation. */
    WeightData weight(Encoding encoding, int rows, int columns, boolean transposed) {
        int long1 = transposed ? rows : columns;
        int long2 = transposed ? columns : rows;
        if (encoding.isBlocked()) {
            return blocks(encoding, rows, columns, transposed, long1 + 5L, long2);
        }
        long stride = long1 + 3L;
        long offset = 5;
        long elements = offset + stride * long2;
        MemorySegment memory =
                Arena.ofAuto().allocate(elements * encoding.bytes() + 1, 64).asSlice(1);
        for (long i = 0; i < elements; i++) {
            put(memory, encoding, i, (float) (2 * random.nextDouble() - 1));
        }
        return transposed
                ? new WeightData(memory, encoding, offset, rows, columns, 1, stride)
                : new WeightData(memory, encoding, offset, rows, columns, stride, 1);
    }

    /** The same in blocks: the rows are whole ones, but the weight may begin within a block, and ends within one. */
    private WeightData blocks(
            Encoding encoding, int rows, int columns, boolean transposed, long length, int storedRows) {
        int block = encoding.blockElements();
        long stride = (length + block - 1) / block * block;
        long bytes = encoding.bytes(stride * storedRows);
        MemorySegment memory = Arena.ofAuto().allocate(bytes + 1, 64).asSlice(1);
        RandomBlocks.fill(memory, encoding, random);
        long offset = random.nextBoolean() ? 5 : 0;
        return transposed
                ? new WeightData(memory, encoding, offset, rows, columns, 1, stride)
                : new WeightData(memory, encoding, offset, rows, columns, stride, 1);
    }

    static void put(MemorySegment memory, Encoding encoding, long index, float value) {
        long at = index * encoding.bytes();
        switch (encoding) {
            case F64 -> memory.set(DOUBLE, at, value);
            case F32 -> memory.set(FLOAT, at, value);
            case F16 -> memory.set(SHORT, at, Float.floatToFloat16(value));
            case BF16 -> memory.set(SHORT, at, (short) (Float.floatToRawIntBits(value) >> 16));
            default -> throw new IllegalArgumentException(encoding + " has no single elements");
        }
    }
}
