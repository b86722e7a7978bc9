// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor;

import java.lang.foreign.MemorySegment;
import org.lxt.tensor.weight.Encoding;

/**
 * Products of few rows of float32 with a matrix that is read where it is stored, each element once for several rows. A method throws {@link IndexOutOfBoundsException} if an operand is not within its segment; nothing is written then.
 *
 * <p>The order of each sum is given, so that its bits depend neither on how many rows are computed together nor on the part of
 * the result that a call computes.
 *
 * <p>A matrix that is stored in blocks begins with a block, and so does each of its rows; of the last block of a row a part may be
 * left out. Its elements are those of {@link org.lxt.tensor.weight.BlockValues}, to the bit.
 */
public interface RowProducts {
    /** Whether elements of this encoding can be read. */
    boolean reads(Encoding encoding);

    /** Rows up to which this is faster than packing the matrix into panels. */
    int mostRows();

    /** Floats of a vector, a power of 2, on which the order of sums depends. */
    int lanes();

    /**
     * {@code y[r][o] = sum over k of x[r][k] w[o][k]}. Lane i of a vector adds, by fused multiply-adds and beginning with 0, the
     * products of all whole vectors of a row; then the upper half of the lanes is added to the lower one until one number is
     * left; then come the products that fill no vector, in order.
     *
     * @param w the matrix, {@code outputs} rows of n elements
     * @param wAt byte position of its first element
     * @param wRowBytes from one of its rows to the next, not negative; so for x and y
     */
    void dots(
            Encoding encoding,
            MemorySegment w,
            long wAt,
            long wRowBytes,
            int outputs,
            MemorySegment x,
            long xAt,
            long xRowBytes,
            int rows,
            int n,
            MemorySegment y,
            long yAt,
            long yRowBytes);

    /**
     * {@code y[r][k] = sum over o of x[r][o] w[o][k]}, beginning with 0, the products in order, each by one fused multiply-add.
     *
     * @param w the matrix, {@code steps} rows of which n elements are taken
     * @param wAt byte position of its first element
     * @param wRowBytes from one of its rows to the next, not negative; so for x and y
     */
    void sums(
            Encoding encoding,
            MemorySegment w,
            long wAt,
            long wRowBytes,
            int steps,
            MemorySegment x,
            long xAt,
            long xRowBytes,
            int rows,
            int n,
            MemorySegment y,
            long yAt,
            long yRowBytes);
}
