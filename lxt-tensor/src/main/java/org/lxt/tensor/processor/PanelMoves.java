// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor;

import org.lxt.tensor.weight.Encoding;

/**
 * Brings matrices into panels of float32, decoding them, and tiles into matrices. A method throws {@link
 * IndexOutOfBoundsException} if an operand is not within its array or segment; nothing is written then.
 */
public interface PanelMoves {
    /** Whether elements of this encoding can be read. */
    boolean reads(Encoding encoding);

    /**
     * Turns runs of memory into columns: {@code d[dAt + k * dStep + r]} becomes element k of run r. Steps are
     * written in order, each as whole vectors: so what lies after the last step, up to a vector, may be overwritten.
     *
     * @param from the runs
     * @param runs at most {@code dStep}
     * @param depth elements of a run
     */
    void turn(Encoding encoding, StridedRows from, int runs, int depth, float[] d, int dAt, int dStep);

    /**
     * Copies rows: {@code d[dAt + i * dStep + j]} becomes element j of row i. Rows are written in order, each as
     * whole vectors: so what lies after the last row, up to a vector, may be overwritten.
     *
     * @param n elements of a row, at most {@code dStep}
     */
    void copy(Encoding encoding, StridedRows from, int rows, int n, float[] d, int dAt, int dStep);

    /**
     * Copies rows of {@code panels * width} elements to panels side by side: {@code d[p][i * width + j]} becomes element
     * {@code p * width + j} of row i. What lies after a panel's last row, up to a vector, may be overwritten.
     */
    default void copyPanels(Encoding encoding, StridedRows from, int rows, int panels, int width, float[][] d) {
        for (int p = 0; p < panels; p++) {
            copy(encoding, from.plus((long) p * width * encoding.bytes()), rows, width, d[p], 0, width);
        }
    }

    /**
     * {@code c = alpha tile + beta c}, in float32: the product with beta is rounded, then the rest by a fused multiply-add. With
     * a beta of 0, c is not read.
     *
     * @param tile its rows are {@code step} elements apart, the first at {@code first}
     */
    void store(float[] tile, int first, int step, int rows, int columns, StridedRows c, float alpha, float beta);
}
