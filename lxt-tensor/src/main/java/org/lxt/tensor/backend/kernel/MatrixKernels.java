// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.kernel;

import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.backend.memory.MatrixView;
import org.lxt.tensor.weight.WeightHandle;

/** Products of matrices. What {@link Backend} says of its kernels holds for these; no product is computed in place. */
public interface MatrixKernels {
    /** {@code y [rows, W.rows] = x [rows, W.columns] W^T}. */
    void linear(Buffer y, Buffer x, int rows, WeightHandle weight);

    /** {@code gx [rows, W.columns] = gy [rows, W.rows] W}. */
    void linearGradient(Buffer gx, Buffer gy, int rows, WeightHandle weight);

    /** {@code destination[i] = W[rows[i]]}: an embedding look-up, or the gradient of a linear layer at one-hot rows. */
    void weightRows(Buffer destination, WeightHandle weight, Index rows);

    /** {@code c = alpha a b + beta c}; with {@code beta} 0, c may hold anything before. */
    void gemm(MatrixView c, MatrixView a, MatrixView b, double alpha, double beta);
}
