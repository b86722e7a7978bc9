// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/** A weight matrix of random numbers, in as many copies as it takes that no cache holds them all, as in a model. */
final class StoredWeight implements AutoCloseable {
    private static final long BEYOND_CACHES = 256L << 20;
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Arena arena = Arena.ofShared();
    private final Backend backend;
    private final WeightHandle[] copies;
    private int next;

    StoredWeight(Backend backend, Encoding encoding, int rows, int columns) {
        this.backend = backend;
        long bytes = bytes(encoding, rows, columns);
        copies = new WeightHandle[(int) Math.max(1, BEYOND_CACHES / bytes)];
        MemorySegment first = arena.allocate(bytes, 64);
        fill(first, encoding, (long) rows * columns);
        for (int i = 0; i < copies.length; i++) {
            MemorySegment copy = i == 0 ? first : arena.allocate(bytes, 64).copyFrom(first);
            copies[i] = backend.loadWeight(new WeightData(copy, encoding, 0, rows, columns, columns, 1));
        }
    }

    /** Bytes as stored. */
    static long bytes(Encoding encoding, int rows, int columns) {
        return (long) rows * columns * encoding.bytes();
    }

    /** Numbers of the size that trained weights have. */
    static void fill(MemorySegment segment, Encoding encoding, long elements) {
        SplittableRandom random = new SplittableRandom(7);
        for (long i = 0; i < elements; i++) {
            float value = (float) random.nextDouble(-0.05, 0.05);
            switch (encoding) {
                case BF16 -> segment.set(SHORT, 2 * i, (short) (Float.floatToRawIntBits(value) >>> 16));
                case F16 -> segment.set(SHORT, 2 * i, Float.floatToFloat16(value));
                case F32 -> segment.set(FLOAT, 4 * i, value);
                default -> throw new IllegalArgumentException("benchmarks have no weights stored as " + encoding);
            }
        }
    }

    /** The copy whose turn it is. */
    WeightHandle next() {
        next = (next + 1) % copies.length;
        return copies[next];
    }

    @Override
    public void close() {
        for (WeightHandle copy : copies) {
            backend.freeWeight(copy);
        }
        arena.close();
    }
}
