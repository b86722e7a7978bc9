// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor;

/**
 * Arithmetic on rows of float32, element by element or along a row. The result may be one of the operands, but must not overlap
 * one otherwise. Rows are computed in their order, so that all rows of an operand can be added to one row of a result. A method throws {@link IndexOutOfBoundsException} if an operand is not within its segment; nothing is
 * written then.
 */
public interface RowArithmetic {
    /**
     * {@code d = f(a, b, c)}.
     *
     * @param a {@link StridedRows#NONE} if the operation does not read it; so for b and c
     * @param n elements of a row
     */
    void compute(
            RowOperation f,
            StridedRows d,
            StridedRows a,
            StridedRows b,
            StridedRows c,
            float p,
            float q,
            int rows,
            int n);

    /** Whether rows can be summed up in the order of vectors of so many lanes. */
    boolean sums(int lanes);

    /**
     * {@code d[r] = sum over k of a[r][k] b[r][k]}, in this order: there are four vectors of sums, beginning with 0, to which the
     * products are added by fused multiply-adds. Of each four whole vectors of a row one goes to each sum; the whole vectors that
     * are left go to the first one, and what fills no vector to the second one. Then they are added, {@code (s0 + s1) + (s2 +
     * s3)}, and the upper half of the lanes is added to the lower one until one number is left.
     *
     * @param lanes of a vector
     * @param d one number per row
     * @param n elements of a row
     */
    void dots(int lanes, StridedRows d, StridedRows a, StridedRows b, int rows, int n);

    /** {@code d[r] = sum over k of a[r][k]}, in the same order. */
    void totals(int lanes, StridedRows d, StridedRows a, int rows, int n);

    /**
     * Each {@code largest[r]} becomes the largest of itself and the elements of row r, and {@code d[r][k] = exp((a[r][k] -
     * largest[r]) * scale)}, to a few units in the last place. Where an element is no number, neither is d.
     *
     * @param largest one number per row
     * @param n elements of a row
     */
    void exponentials(StridedRows d, StridedRows a, float scale, StridedRows largest, int rows, int n);

    /**
     * Rotary position embedding: a row has heads of {@code 2 half} elements, and of a head elements i and {@code half + i} are a
     * pair (p, q), which becomes {@code (p c - q s, q c + p s)}, where c is element i of the row's cosines and s that of its
     * sines; to turn back, s is its negative. Each operation is rounded by itself.
     *
     * @param d the result, which may be x
     * @param cosines half as many per row as a head has elements; so for sines
     */
    void rotate(
            StridedRows d,
            StridedRows x,
            StridedRows cosines,
            StridedRows sines,
            boolean back,
            int rows,
            int heads,
            int half);
}
