// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor;

/**
 * Softmax of attention's scores and its gradient, on matrices in arrays whose rows follow each other without gaps. Either each
 * column belongs to a query and each row to a key, or the other way round. Each element and each sum is computed as it is
 * written, every operation rounded but multiply-adds, so the bits do not depend on vectors. A method throws {@link
 * IndexOutOfBoundsException} if an operand is not within its array; nothing is written then.
 */
public interface ScoreStrips {
    /** Columns must be a multiple of this. */
    int lanes();

    /** Rows of a matrix up to which a call returns soon enough. */
    int mostRows();

    /**
     * Softmax down the columns, but for its division: {@code max[c]} becomes the largest element of column c and the sink, each s
     * {@code exp((s - max[c]) * scale)}, to a few units in the last place, and {@code inverseSum[c]} one over the sum of these,
     * from {@code exp((sink - max[c]) * scale)} over the first row to the last.
     *
     * @param at index of the first element
     * @param sink what takes part in the softmax of each column and has no element; minus infinity if there is none
     */
    void softmax(float[] s, int at, int rows, int columns, float scale, float sink, float[] max, float[] inverseSum);

    /**
     * Its gradient: {@code means[c] = sum(p * gp) * inverseSum[c]}, the sum by multiply-adds from the first row to the last, and
     * each gp becomes {@code p * inverseSum[c] * (gp - means[c])}.
     *
     * @param at index of the first element of both matrices
     */
    void gradient(float[] p, float[] gp, int at, int rows, int columns, float[] inverseSum, float[] means);

    /** {@code sums[c] = sum(a * b)} down each column, by multiply-adds; where a is minus infinity it counts as 0. */
    void visibleDots(float[] a, float[] b, int at, int rows, int columns, float[] sums);

    /**
     * Probabilities of queries whose softmax is known: each s of row r becomes {@code exp((s - max[first + r]) * scale) *
     * inverseSum[first + r]}.
     */
    void probabilities(
            float[] s, int at, int rows, int columns, float scale, float[] max, float[] inverseSum, int first);

    /** Their gradients: each gp of row r becomes {@code p * (gp - means[first + r])}. */
    void gradientRows(float[] p, float[] gp, int at, int rows, int columns, float[] means, int first);
}
