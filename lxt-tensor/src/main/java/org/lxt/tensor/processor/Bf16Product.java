// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor;

import java.lang.foreign.MemorySegment;
import org.lxt.tensor.weight.Encoding;

/**
 * {@code c += a b} with the elements of a and b rounded to bfloat16, the nearest, ties to even, and sums in float32: the left
 * operand in panels of {@link #rows} rows, the right one in a panel of {@link #columns} columns, the sums in tiles of as many
 * rows and columns. In which order the products of a slice are added is the kernel's choice, but always the same one.
 * Magnitudes below 2<sup>-126</sup> may be taken as 0.
 *
 * <p>How a panel is laid out is the kernel's choice, too: only what its own methods packed may be multiplied. Each float of a
 * panel holds the bits of two bfloat16. A panel of so many rows or columns and of {@code depth} steps has half as many floats
 * for each row or column as there are steps, rounded up to a multiple of {@link #together}.
 */
public interface Bf16Product {
    /** Rows of a tile. */
    int rows();

    /** Columns of a tile. */
    int columns();

    /** Steps of the inner dimension that are taken together, a multiple of 2. */
    int together();

    /**
     * Packs rows of the left operand to the panel at {@code d[dAt ..]}; its rows after the last are undefined. Nothing outside of
     * the panel is written.
     *
     * @param at byte position of the first element
     * @param rowBytes from one row to the next
     * @param stepBytes from one step to the next
     * @param rows at most {@link #rows}
     * @param depth elements of a row
     * @throws IndexOutOfBoundsException if an operand is not within its array or segment; nothing is written then
     */
    void packRows(
            Encoding encoding,
            MemorySegment s,
            long at,
            long rowBytes,
            long stepBytes,
            int rows,
            int depth,
            float[] d,
            int dAt);

    /**
     * Packs columns of the right operand to the panel at {@code d[dAt ..]}; its columns after the last are undefined. Nothing
     * outside of the panel is written.
     *
     * @param at byte position of the first element
     * @param stepBytes from one step to the next
     * @param columnBytes from one column to the next
     * @param depth elements of a column
     * @param columns at most {@link #columns}
     * @throws IndexOutOfBoundsException if an operand is not within its array or segment; nothing is written then
     */
    void packColumns(
            Encoding encoding,
            MemorySegment s,
            long at,
            long stepBytes,
            long columnBytes,
            int depth,
            int columns,
            float[] d,
            int dAt);

    /**
     * Computes tiles one below the other.
     *
     * @param rows rows of all tiles together; of the last tile those after them need not be computed
     * @param depth steps
     * @param a packed rows; the first tile's begin at {@code aAt}
     * @param aStep floats from one tile's first to the next one's
     * @param b packed columns, from {@code bAt} on
     * @param c tile after tile, each row after row, from {@code cAt} on
     * @throws IndexOutOfBoundsException if an operand is not within its array; nothing is computed then
     */
    void run(int rows, int depth, float[] a, int aAt, int aStep, float[] b, int bAt, float[] c, int cAt);
}
