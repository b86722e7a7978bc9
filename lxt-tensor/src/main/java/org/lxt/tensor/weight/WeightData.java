package org.lxt.tensor.weight;

import java.lang.foreign.MemorySegment;

/**
 * A weight matrix as it lies in memory or in a mapped file: element (r, c) is at {@code offset + r * rowStride + c *
 * columnStride} elements from the segment's start, which need not be aligned.
 *
 * @param segment the stored bytes, little-endian
 * @param encoding how an element is stored
 * @param offset position of element (0, 0), in elements
 * @param rows logical rows; for a linear layer, its outputs
 * @param columns logical columns; for a linear layer, its inputs
 * @param rowStride elements from one row to the next
 * @param columnStride elements from one column to the next; 1, or {@code rowStride} is 1 (stored transposed)
 */
public record WeightData(
        MemorySegment segment,
        Encoding encoding,
        long offset,
        int rows,
        int columns,
        long rowStride,
        long columnStride) {

    /** Checks that every element lies inside the segment. */
    public WeightData {
        if (rows <= 0 || columns <= 0 || offset < 0 || rowStride <= 0 || columnStride <= 0) {
            throw new IllegalArgumentException("a weight needs positive sizes and strides, got " + rows + " x "
                    + columns + " at " + offset + " with strides " + rowStride + " and " + columnStride);
        }
        long last = offset + (rows - 1) * rowStride + (columns - 1) * columnStride;
        if ((last + 1) * encoding.bytes() > segment.byteSize()) {
            throw new IllegalArgumentException("a weight of " + rows + " x " + columns + " " + encoding
                    + " does not fit into " + segment.byteSize() + " bytes");
        }
    }
}
