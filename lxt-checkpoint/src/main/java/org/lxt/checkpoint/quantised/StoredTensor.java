// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.quantised;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.checkpoint.stored.StoredType;
import org.lxt.checkpoint.stored.StoredValues;
import org.lxt.spi.checkpoint.ModelException;

/**
 * A tensor as its file has it.
 *
 * @param file its file, for messages
 * @param name its name
 * @param type its element type
 * @param shape its sizes, outermost first
 * @param segment its bytes, row by row and little-endian, as many as type and shape take
 */
public record StoredTensor(String file, String name, StoredType type, long[] shape, MemorySegment segment) {
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Checks the type, one of those that a layout allows. */
    StoredTensor of(StoredType... types) {
        if (!List.of(types).contains(type)) {
            throw refuse("is stored as " + type + ", but must be one of " + Arrays.toString(types));
        }
        return this;
    }

    /** Checks the shape. */
    StoredTensor shaped(long... wanted) {
        if (!Arrays.equals(shape, wanted)) {
            throw refuse("is " + Arrays.toString(shape) + ", but must be " + Arrays.toString(wanted));
        }
        return this;
    }

    /** Checks that it is a matrix with rows and columns that an int counts. */
    StoredTensor matrix() {
        if (shape.length != 2 || Arrays.stream(shape).anyMatch(s -> s < 1 || s > Integer.MAX_VALUE / 8)) {
            throw refuse("is " + Arrays.toString(shape) + ", but must be a matrix of rows and columns");
        }
        return this;
    }

    /** Its elements as float32. */
    float[] floats() {
        if (segment.byteSize() > Integer.MAX_VALUE) {
            throw refuse("has too many elements for scales");
        }
        long size = 1;
        for (long s : shape) {
            size *= s;
        }
        return StoredValues.floats(segment, type, (int) size);
    }

    /** Element {@code i}, an integer of 32 bits. */
    int word(long i) {
        return segment.get(INT, i * 4);
    }

    /** Byte {@code i}, without a sign. */
    int unsigned(long i) {
        return segment.get(ValueLayout.JAVA_BYTE, i) & 0xff;
    }

    ModelException refuse(String problem) {
        return new ModelException(file + ": tensor " + Refusal.quote(name) + " " + problem
                + "; its file and quantization_config must be of one download");
    }
}
