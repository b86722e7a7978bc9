// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.blas;

import org.lxt.cuda.launch.EncodedMatrix;
import org.lxt.cuda.launch.WeightLaunches;
import org.lxt.cuda.memory.DeviceMemory;
import org.lxt.cuda.memory.DeviceWeight;
import org.lxt.cuda.memory.Piece;
import org.lxt.tensor.backend.Precision;
import org.lxt.tensor.weight.Encoding;

/**
 * Products with weights. A weight of 16 bits is widened for the product, some rows of it at a time: so memory for float32
 * weights is that of one tile, not of a model.
 */
public final class WeightProducts {
    /** Elements of a tile of float32, about. */
    private static final int TILE = 1 << 23;

    /** So few rows read the weight as it is stored: to write it widened and read that would cost more than the product. */
    private static final int FEW = 16;

    private final Cublas cublas;
    private final WeightLaunches launches;
    private final DeviceMemory memory;
    private final Precision precision;

    /** Products in a precision. */
    public WeightProducts(Cublas cublas, WeightLaunches launches, DeviceMemory memory, Precision precision) {
        this.cublas = cublas;
        this.launches = launches;
        this.memory = memory;
        this.precision = precision;
    }

    /** {@code y [rows, W.rows] = x [rows, W.columns] W^T}, or the same of magnitudes, x being one already. */
    public void forward(long y, long x, int rows, DeviceWeight weight, boolean magnitude) {
        Matrix to = Matrix.dense(y, Encoding.F32, rows, weight.rows());
        Matrix from = Matrix.dense(x, Encoding.F32, rows, weight.columns());
        multiply(to, from, weight, weight.transposed(), magnitude);
    }

    /** {@code gx [rows, W.columns] = gy [rows, W.rows] W}, or the same with the weight's magnitudes. */
    public void backward(long gx, long gy, int rows, DeviceWeight weight, boolean magnitude) {
        Matrix to = Matrix.dense(gx, Encoding.F32, rows, weight.columns());
        Matrix from = Matrix.dense(gy, Encoding.F32, rows, weight.rows());
        multiply(to, from, weight, !weight.transposed(), magnitude);
    }

    /** {@code c = a S} with the stored matrix S if it is {@code upright}, else {@code c = a S^T}. */
    private void multiply(Matrix c, Matrix a, DeviceWeight weight, boolean upright, boolean magnitude) {
        EncodedMatrix stored = weight.stored();
        if (c.rows() <= FEW && (magnitude || stored.encoding() != Encoding.F32)) {
            few(c, a, stored, upright, magnitude);
        } else if (stored.encoding() == Encoding.F32 && !magnitude) {
            tile(c, a, Matrix.dense(stored.address(), Encoding.F32, stored.rows(), stored.columns()), upright, 0);
        } else if (stored.encoding() == Encoding.BF16 && precision == Precision.BF16 && !magnitude) {
            narrowed(c, a, stored, upright);
        } else {
            widened(c, a, stored, upright, magnitude);
        }
    }

    private void few(Matrix c, Matrix a, EncodedMatrix stored, boolean upright, boolean magnitude) {
        launches.matmul(
                new WeightLaunches.Operand(c.address(), c.stride(), 1),
                new WeightLaunches.Operand(a.address(), a.stride(), 1),
                upright ? stored : stored.transpose(),
                c.rows(),
                1,
                0,
                magnitude);
    }

    /** Both operands in bf16, as the weight is. */
    private void narrowed(Matrix c, Matrix a, EncodedMatrix stored, boolean upright) {
        long size = (long) a.rows() * a.columns();
        Piece piece = memory.take(size * Encoding.BF16.bytes());
        try {
            launches.narrow(piece.address(), a.address(), Encoding.BF16, size);
            Matrix narrow = Matrix.dense(piece.address(), Encoding.BF16, a.rows(), a.columns());
            tile(c, narrow, Matrix.dense(stored.address(), Encoding.BF16, stored.rows(), stored.columns()), upright, 0);
        } finally {
            memory.giveBack(piece);
        }
    }

    private void widened(Matrix c, Matrix a, EncodedMatrix stored, boolean upright, boolean magnitude) {
        int most = Math.clamp(TILE / stored.columns(), 1, stored.rows());
        Piece piece = memory.take((long) most * stored.columns() * Float.BYTES);
        try {
            for (int first = 0; first < stored.rows(); first += most) {
                int count = Math.min(most, stored.rows() - first);
                launches.widen(piece.address(), stored, first, count, magnitude);
                Matrix tile = Matrix.dense(piece.address(), Encoding.F32, count, stored.columns());
                if (upright) {
                    tile(c, a.columns(first, count), tile, true, first == 0 ? 0 : 1);
                } else {
                    tile(c.columns(first, count), a, tile, false, 0);
                }
            }
        } finally {
            memory.giveBack(piece);
        }
    }

    private void tile(Matrix c, Matrix a, Matrix tile, boolean upright, double keep) {
        cublas.multiply(c, a, upright ? tile : tile.transpose(), 1, keep, precision);
    }
}
