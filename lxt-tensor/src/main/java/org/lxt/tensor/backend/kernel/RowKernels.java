// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.kernel;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;

/**
 * Kernels that compute each row from one row of each source, or a number from it. What {@link Backend} says of its kernels
 * holds for these.
 */
public interface RowKernels {
    /** {@code destination[i] = a[i] + vector}. */
    void addVector(Buffer destination, Buffer a, Buffer vector, int rows, int columns);

    /** {@code destination[i] = a[i] * (vector + offset)}. */
    void multiplyVector(Buffer destination, Buffer a, Buffer vector, double offset, int rows, int columns);

    /** {@code destination[i] = a[i] * factors[factorRows[i]]}, one factor a row. */
    void scaleRows(Buffer destination, Buffer a, Buffer factors, @Nullable Index factorRows, int rows, int columns);

    /** {@code destination[i] = sum over columns of a[i] * b[bRows[i]]}. */
    void rowDot(Buffer destination, Buffer a, Buffer b, @Nullable Index bRows, int rows, int columns);

    /**
     * Rotary position embedding of {@code heads} heads a row: for each head and {@code j < headSize / 2}, the pair
     * {@code (j, j + headSize / 2)} is turned by the angle whose cosine and sine stand at {@code [tableRows[i], j]} of
     * the tables; backwards if {@code inverse}. Source: transformers, {@code apply_rotary_pos_emb}.
     */
    void rope(
            Buffer destination,
            Buffer x,
            Buffer cosines,
            Buffer sines,
            @Nullable Index tableRows,
            boolean inverse,
            int rows,
            int heads,
            int headSize);

    /** Softmax of each row over its visible columns; the others become 0. Both matrices are {@code [rows, columns]}. */
    void softmax(Buffer destination, Buffer scores, Band band, int rows, int columns);

    /** {@code destination = p * (gp - sum over columns of p * gp)}: the gradient of softmax at output p. */
    void softmaxGradient(Buffer destination, Buffer p, Buffer gp, int rows, int columns);
}
