// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector;

import static org.lxt.tensor.host.Sharing.segment;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.lxt.tensor.backend.kernel.MatrixKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.backend.memory.MatrixView;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.HostIndex;
import org.lxt.tensor.host.HostMemory;
import org.lxt.tensor.host.Sharing;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.processor.PanelMoves;
import org.lxt.tensor.processor.RowOperation;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.vector.matrix.MatrixProduct;
import org.lxt.tensor.vector.pack.Decoder;
import org.lxt.tensor.vector.pack.Operand;
import org.lxt.tensor.vector.pack.PackedWeight;
import org.lxt.tensor.vector.pack.Scratch;
import org.lxt.tensor.vector.pack.WidenedRuns;
import org.lxt.tensor.vector.reduction.Rowwise;
import org.lxt.tensor.vector.skinny.NearRows;
import org.lxt.tensor.vector.skinny.RowDots;
import org.lxt.tensor.vector.skinny.RowSweeps;
import org.lxt.tensor.vector.skinny.RowsInPlace;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/**
 * Products of matrices: few rows with a weight go over it where it is stored, all others by tiles.
 *
 * @param product the products by tiles, of float32
 * @param weighted those with weights, in the precision that was asked for
 * @param inPlace those of few rows by kernels for this processor
 * @param memory for rows that are rounded
 * @param rowwise what rounds them
 * @param sharing the threads that do
 * @param workers the threads of the others
 * @param scratches what each thread packs into
 */
record VectorMatrices(
        MatrixProduct product,
        MatrixProduct weighted,
        RowsInPlace inPlace,
        HostMemory memory,
        Rowwise rowwise,
        Sharing sharing,
        Workers workers,
        ThreadLocal<Scratch> scratches)
        implements MatrixKernels {
    @Override
    public void linear(Buffer y, Buffer x, int rows, WeightHandle weight) {
        PackedWeight packed = (PackedWeight) weight;
        WeightData w = packed.data();
        HostBuffer hy = (HostBuffer) y;
        HostBuffer hx = (HostBuffer) x;
        if (keeps(w) && inPlace.suitsLinear(rows, w)) {
            rounded(hx, rows * w.columns(), r -> inPlace.linear(hy, r, rows, w, workers));
        } else if (keeps(w) && RowDots.suits(rows, w)) {
            rounded(hx, rows * w.columns(), r -> RowDots.linear(hy, r, rows, w, workers));
        } else if (widens(w) && NearRows.suitsLinear(rows, w)) {
            rounded(hx, rows * w.columns(), r -> NearRows.linear(hy, r, rows, w, workers));
        } else {
            Operand to = Operand.dense(hy, rows, w.rows());
            weighted.run(
                    to, Operand.dense(hx, rows, w.columns()), packed.operand().transpose(), packed.forward());
        }
    }

    @Override
    public void linearGradient(Buffer gx, Buffer gy, int rows, WeightHandle weight) {
        PackedWeight packed = (PackedWeight) weight;
        WeightData w = packed.data();
        HostBuffer hx = (HostBuffer) gx;
        HostBuffer hy = (HostBuffer) gy;
        if (keeps(w) && inPlace.suitsGradient(rows, w)) {
            rounded(hy, rows * w.rows(), r -> inPlace.linearGradient(hx, r, rows, w, workers));
        } else if (keeps(w) && RowSweeps.suits(rows, w)) {
            rounded(hy, rows * w.rows(), r -> RowSweeps.linearGradient(hx, r, rows, w, workers, scratches));
        } else if (widens(w) && NearRows.suitsGradient(rows, w)) {
            rounded(hy, rows * w.rows(), r -> NearRows.linearGradient(hx, r, rows, w, workers));
        } else {
            Operand to = Operand.dense(hx, rows, w.columns());
            weighted.run(to, Operand.dense(hy, rows, w.rows()), packed.operand(), packed.backward());
        }
    }

    /** Whether the Vector API widens it: where kernels widen blocks, tiles are faster than that until it is compiled. */
    private boolean widens(WeightData w) {
        return keeps(w) && weighted.tiles().widening(w.encoding()) == null;
    }

    /** Whether the weight is multiplied as it is stored; else it is rounded while it is packed. */
    private boolean keeps(WeightData w) {
        return !weighted.tiles().areOfBf16() || w.encoding() == Encoding.BF16;
    }

    /** Hands over so many elements of x, rounded if products with weights are of bfloat16. */
    private void rounded(HostBuffer x, int size, Consumer<HostBuffer> product) {
        if (!weighted.tiles().areOfBf16()) {
            product.accept(x);
            return;
        }
        HostBuffer copy = memory.allocate(size);
        try {
            sharing.runs(
                    size,
                    1,
                    (at, n) -> rowwise.compute(
                            RowOperation.ROUND,
                            StridedRows.one(copy.segment(), at),
                            StridedRows.one(x.segment(), at),
                            StridedRows.NONE,
                            1,
                            n));
            product.accept(copy);
        } finally {
            memory.free(copy);
        }
    }

    @Override
    public void weightRows(Buffer destination, WeightHandle weight, Index rowsIndex) {
        int[] rows = HostIndex.values(rowsIndex);
        Operand w = ((PackedWeight) weight).operand();
        MemorySegment d = segment(destination);
        PanelMoves moves = w.columnStride() == 1 ? product.tiles().moves(w.encoding()) : null;
        workers.forRanges(rows.length, 1, w.columns(), (from, to) -> {
            int n = w.columns();
            float[] row = new float[n];
            WidenedRuns blocks = w.encoding().isBlocked() ? WidenedRuns.of(w, scratches.get()) : null;
            for (int i = from; i < to; i++) {
                if (moves != null) {
                    moves.copy(w.encoding(), w.rowsFrom(rows[i], 0), 1, n, row, 0, n);
                } else if (blocks != null) {
                    blocks.row(rows[i], row);
                } else {
                    Decoder.row(w, rows[i], row);
                }
                MemorySegment.copy(row, 0, d, Lanes.FLOAT, 4L * i * w.columns(), w.columns());
            }
        });
    }

    @Override
    public void gemm(MatrixView c, MatrixView a, MatrixView b, double alpha, double beta) {
        product.run(Operand.of(c), Operand.of(a), Operand.of(b), (float) alpha, (float) beta);
    }
}
