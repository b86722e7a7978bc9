// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.kernel;

import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.backend.memory.MatrixView;

/**
 * Kernels that put numbers elsewhere, or add up some of them. What {@link Backend} says of its kernels holds for these;
 * a destination is never the same buffer as a source.
 *
 * <p>Sums come as lists of what is added, not of where to: so every element of a destination has one writer, and its sum
 * one order.
 */
public interface MovementKernels {
    /** {@code destination = source}, element by element: a rectangle inside a buffer, turned over or not. */
    void copy(MatrixView destination, MatrixView source);

    /** {@code destination[i] = source[sourceRows[i]]}. */
    void gatherRows(Buffer destination, Buffer source, Index sourceRows, int columns);

    /** {@code destination[destinationRows[i]] += source[i]}; no row is named twice. */
    void scatterAddRows(Buffer destination, Index destinationRows, Buffer source, int columns);

    /**
     * {@code destination[i] = sum of source[sourceRows[k]]} for {@code starts[i] <= k < starts[i + 1]}, in this order; 0
     * where there is no such k.
     *
     * @param starts for each row of the destination where its list begins, and the end of the last one
     */
    void sumRows(Buffer destination, Buffer source, Index starts, Index sourceRows, int columns);

    /**
     * {@code destination[r, j] = source[r, sourceColumns[j]]} in each of the {@code rows} rows; 0 where the source column
     * is negative. Rows of the destination have as many elements as there are source columns named.
     *
     * @param width elements of a row of the source
     */
    void gatherColumns(Buffer destination, Buffer source, Index sourceColumns, int rows, int width);

    /**
     * {@code destination[r, j] = sum of source[r, sourceColumns[k]]} for {@code starts[j] <= k < starts[j + 1]}, in this
     * order; 0 where there is no such k.
     *
     * @param starts for each column of the destination where its list begins, and the end of the last one
     * @param width elements of a row of the source
     */
    void sumColumns(Buffer destination, Buffer source, Index starts, Index sourceColumns, int rows, int width);
}
