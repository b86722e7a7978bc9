// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor;

/**
 * {@code c += a b} for float32 operands that are laid out for it: the left one in panels of {@link #rows} rows, the right one in
 * a panel of {@link #columns} columns, the sums in tiles of as many rows and columns.
 *
 * <p>Each sum starts from what c holds and adds the products in the order of the steps, each by one fused multiply-add:
 * {@code c = fma(a, b, c)}. So its bits do not depend on the kernel.
 */
public interface TileProduct {
    /** Rows of a tile, and elements from one step to the next in a panel of rows. */
    int rows();

    /** Columns of a tile, and elements from one step to the next in a panel of columns. */
    int columns();

    /**
     * Computes tiles one below the other.
     *
     * @param rows rows of all tiles together; of the last tile those after them need not be computed
     * @param depth steps: elements of a row of a
     * @param a for each step of a tile {@link #rows} elements; the first tile's begin at {@code aAt}
     * @param aStep elements of a from one tile's first to the next one's
     * @param b for each step {@link #columns} elements, from {@code bAt} on
     * @param c tile after tile, each row after row, from {@code cAt} on
     * @throws IndexOutOfBoundsException if an operand is not within its array; nothing is computed then
     */
    void run(int rows, int depth, float[] a, int aAt, int aStep, float[] b, int bAt, float[] c, int cAt);
}
