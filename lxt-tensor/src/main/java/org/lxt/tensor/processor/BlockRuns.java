// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor;

import org.lxt.tensor.weight.Encoding;

/**
 * Widens weights that are stored in blocks to float32, in units of {@link #UNIT} elements. Numbers are those of {@link
 * org.lxt.tensor.weight.BlockValues}, to the bit.
 */
public interface BlockRuns {
    /** Elements of a unit: all blocks are made of whole ones. */
    int UNIT = 32;

    /** Whether blocks of this encoding can be read. */
    boolean reads(Encoding encoding);

    /**
     * Writes elements {@code first .. first + n} of each row to the row of the result that has the same number.
     *
     * @param from rows, each of which begins with a block
     * @param first a multiple of {@link #UNIT}, and so is n; it may be in any block
     * @param to rows of float32, of n elements each; nothing else is written
     * @throws IndexOutOfBoundsException if rows are not within their segments; nothing is written then
     */
    void widen(Encoding encoding, StridedRows from, int rows, int first, int n, StridedRows to);
}
