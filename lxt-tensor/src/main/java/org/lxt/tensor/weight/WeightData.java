// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.weight;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A weight matrix as it lies in memory or in a mapped file: element (r, c) is at {@code offset + r * rowStride + c *
 * columnStride} elements from the segment's start, which need not be aligned. Where elements are stored in blocks, these begin
 * at the segment's start, and a stored row is whole blocks; part of a matrix may begin within a block all the same.
 *
 * @param segment the stored bytes, little-endian
 * @param encoding how an element is stored
 * @param offset position of element (0, 0), in elements
 * @param rows logical rows; for a linear layer, its outputs
 * @param columns logical columns; for a linear layer, its inputs
 * @param rowStride elements from one row to the next
 * @param columnStride elements from one column to the next; 1, or {@code rowStride} is 1 (stored transposed); of a matrix in
 *     blocks the other one is a multiple of a block
 */
public record WeightData(
        MemorySegment segment,
        Encoding encoding,
        long offset,
        int rows,
        int columns,
        long rowStride,
        long columnStride) {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Checks that every element lies inside the segment. */
    public WeightData {
        if (rows <= 0 || columns <= 0 || offset < 0 || rowStride <= 0 || columnStride <= 0) {
            throw new IllegalArgumentException("a weight needs positive sizes and strides, got " + rows + " x "
                    + columns + " at " + offset + " with strides " + rowStride + " and " + columnStride);
        }
        int block = encoding.blockElements();
        boolean areWhole = columnStride == 1 ? rowStride % block == 0 : rowStride == 1 && columnStride % block == 0;
        if (encoding.isBlocked() && !areWhole) {
            throw new IllegalArgumentException(
                    "rows of " + Math.max(rowStride, columnStride) + " elements are no whole blocks of " + encoding);
        }
        long last = offset + (rows - 1) * rowStride + (columns - 1) * columnStride;
        if ((last / block + 1) * encoding.blockBytes() > segment.byteSize()) {
            throw new IllegalArgumentException("a weight of " + rows + " x " + columns + " " + encoding
                    + " does not fit into " + segment.byteSize() + " bytes");
        }
    }

    /** The stored bytes from the first element to the last, whole blocks. */
    public MemorySegment bytes() {
        int block = encoding.blockElements();
        long from = offset / block * encoding.blockBytes();
        return segment.asSlice(from, (last() / block + 1) * encoding.blockBytes() - from);
    }

    private long last() {
        return offset + (rows - 1) * rowStride + (columns - 1) * columnStride;
    }

    /** Decodes columns {@code from .. from + count} of a row into {@code destination[0 .. count]}. */
    public void decodeRow(int row, int from, int count, double[] destination) {
        long first = offset + row * rowStride + from * columnStride;
        long step = columnStride;
        switch (encoding) {
            case F64 -> {
                for (int i = 0; i < count; i++) {
                    destination[i] = segment.get(DOUBLE, (first + i * step) * 8);
                }
            }
            case F32 -> {
                for (int i = 0; i < count; i++) {
                    destination[i] = segment.get(FLOAT, (first + i * step) * 4);
                }
            }
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    destination[i] = Float.float16ToFloat(segment.get(SHORT, (first + i * step) * 2));
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    destination[i] = Float.intBitsToFloat(segment.get(SHORT, (first + i * step) * 2) << 16);
                }
            }
            default -> decodeBlocks(first, step, count, destination);
        }
    }

    private void decodeBlocks(long first, long step, int count, double[] destination) {
        int size = encoding.blockElements();
        float[] block = new float[size];
        long decoded = -1;
        for (int i = 0; i < count; i++) {
            long element = first + i * step;
            if (element / size != decoded) {
                decoded = element / size;
                BlockValues.decode(encoding, segment, decoded * encoding.blockBytes(), block);
            }
            destination[i] = block[(int) (element % size)];
        }
    }
}
