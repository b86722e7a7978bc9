// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.memory;

/**
 * A matrix inside a buffer.
 *
 * @param buffer where it lies
 * @param offset position of its first element
 * @param rows logical rows
 * @param columns logical columns
 * @param stride elements from one stored row to the next
 * @param transposed whether the stored matrix is the transpose: element (r, c) at {@code offset + c * stride + r}
 */
public record MatrixView(Buffer buffer, long offset, int rows, int columns, int stride, boolean transposed) {
    /** A matrix stored row by row. */
    public static MatrixView of(Buffer buffer, long offset, int rows, int columns, int stride) {
        return new MatrixView(buffer, offset, rows, columns, stride, false);
    }

    /** The transpose of this one, over the same memory. */
    public MatrixView transpose() {
        return new MatrixView(buffer, offset, columns, rows, stride, !transposed);
    }

    /** Elements from one logical row to the next. */
    public int rowStride() {
        return transposed ? 1 : stride;
    }

    /** Elements from one logical column to the next. */
    public int columnStride() {
        return transposed ? stride : 1;
    }
}
