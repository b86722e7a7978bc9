// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.launch;

import org.lxt.tensor.weight.Encoding;

/**
 * A matrix on the device, as it is stored: element (r, c) is {@code r * rowStride + c * columnStride} elements from its
 * address.
 *
 * @param address of element (0, 0), a multiple of an element's size
 * @param encoding how an element is stored
 * @param rows logical rows
 * @param columns logical columns
 * @param rowStride elements from one row to the next
 * @param columnStride elements from one column to the next
 */
public record EncodedMatrix(long address, Encoding encoding, int rows, int columns, long rowStride, long columnStride) {
    /** The transpose, over the same memory. */
    public EncodedMatrix transpose() {
        return new EncodedMatrix(address, encoding, columns, rows, columnStride, rowStride);
    }

    /** The number by which the kernels know an encoding. */
    static int code(Encoding encoding) {
        return switch (encoding) {
            case F64 -> 0;
            case F32 -> 1;
            case F16 -> 2;
            case BF16 -> 3;
            default -> throw new IllegalArgumentException("no kernel of a device reads " + encoding);
        };
    }
}
