// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.blas;

import org.lxt.tensor.weight.Encoding;

/**
 * A matrix in the memory of a device, stored row by row.
 *
 * @param address of its first element
 * @param encoding of its elements
 * @param rows logical rows
 * @param columns logical columns
 * @param stride elements from one stored row to the next
 * @param transposed whether the stored matrix is the transpose
 */
public record Matrix(long address, Encoding encoding, int rows, int columns, int stride, boolean transposed) {
    /** A matrix without gaps. */
    public static Matrix dense(long address, Encoding encoding, int rows, int columns) {
        return new Matrix(address, encoding, rows, columns, columns, false);
    }

    /** The transpose, over the same memory. */
    public Matrix transpose() {
        return new Matrix(address, encoding, columns, rows, stride, !transposed);
    }

    /** So many columns from one on. */
    public Matrix columns(int first, int count) {
        long step = transposed ? stride : 1;
        return new Matrix(address + first * step * encoding.bytes(), encoding, rows, count, stride, transposed);
    }
}
