// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda;

import org.lxt.cuda.blas.Matrix;
import org.lxt.cuda.memory.DeviceWeight;
import org.lxt.tensor.backend.kernel.MatrixKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.backend.memory.MatrixView;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.WeightHandle;

/** Products of matrices on a device. */
record CudaMatrices(DeviceSession session) implements MatrixKernels {
    @Override
    public void linear(Buffer y, Buffer x, int rows, WeightHandle weight) {
        session.products()
                .forward(CudaBackend.ADDRESSES.of(y), CudaBackend.ADDRESSES.of(x), rows, (DeviceWeight) weight, false);
    }

    @Override
    public void linearGradient(Buffer gx, Buffer gy, int rows, WeightHandle weight) {
        session.products()
                .backward(
                        CudaBackend.ADDRESSES.of(gx), CudaBackend.ADDRESSES.of(gy), rows, (DeviceWeight) weight, false);
    }

    @Override
    public void weightRows(Buffer destination, WeightHandle weight, Index rows) {
        if (rows.size() > 0) {
            session.weights()
                    .rows(
                            CudaBackend.ADDRESSES.of(destination),
                            ((DeviceWeight) weight).logical(),
                            CudaBackend.ADDRESSES.of(rows),
                            rows.size());
        }
    }

    @Override
    public void gemm(MatrixView c, MatrixView a, MatrixView b, double alpha, double beta) {
        session.cublas().multiply(matrix(c), matrix(a), matrix(b), alpha, beta, session.precision());
    }

    private Matrix matrix(MatrixView view) {
        long address = CudaBackend.ADDRESSES.of(view.buffer()) + view.offset() * Float.BYTES;
        return new Matrix(address, Encoding.F32, view.rows(), view.columns(), view.stride(), view.transposed());
    }
}
