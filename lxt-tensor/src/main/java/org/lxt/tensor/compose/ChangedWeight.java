// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.compose;

import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.backend.memory.MatrixView;
import org.lxt.tensor.weight.WeightHandle;

/**
 * Products with a weight whose elements are changed first, out of mandatory kernels: a block of the weight's rows is copied
 * to a buffer, changed there, and multiplied.
 */
public final class ChangedWeight {
    /** Elements of a block, about: as much memory as the products may take in addition to their operands. */
    private static final int BLOCK = 1 << 20;

    private final Backend backend;
    private final WeightHandle weight;
    private final int outputs;
    private final int inputs;

    /**
     * A weight.
     *
     * @param weight {@code [outputs, inputs]}
     */
    public ChangedWeight(Backend backend, WeightHandle weight, int outputs, int inputs) {
        this.backend = backend;
        this.weight = weight;
        this.outputs = outputs;
        this.inputs = inputs;
    }

    /** What is done with a block of the weight's rows. */
    @FunctionalInterface
    public interface BlockAction {
        /**
         * Takes a block, which may be changed.
         *
         * @param block {@code [rows.count, inputs]}
         */
        void accept(Buffer block, Block rows);
    }

    /**
     * Rows of the weight.
     *
     * @param first the first
     * @param count how many
     */
    public record Block(int first, int count) {}

    /** Goes through all rows. */
    public void forEachBlock(BlockAction action) {
        int most = Math.clamp(BLOCK / inputs, 1, outputs);
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer block = temporaries.allocate((long) most * inputs);
            for (int first = 0; first < outputs; first += most) {
                int count = Math.min(most, outputs - first);
                rows(block, first, count);
                action.accept(block, new Block(first, count));
            }
        }
    }

    private void rows(Buffer block, int first, int count) {
        try (Temporaries temporaries = new Temporaries(backend)) {
            Index rows = temporaries.index(IntStream.range(first, first + count).toArray());
            backend.matrices().weightRows(block, weight, rows);
        }
    }

    /** Goes through all rows, each block changed by {@code change}, which gets its number of elements too. */
    public void forEachBlock(ObjIntConsumer<Buffer> change, BlockAction action) {
        forEachBlock((block, rows) -> {
            change.accept(block, rows.count() * inputs);
            action.accept(block, rows);
        });
    }

    /** {@code y[, block] = x block^T + keep y[, block]}, y being {@code [rows, outputs]}. */
    public void forward(Buffer y, Buffer x, int rows, Buffer block, Block at, double keep) {
        backend.matrices()
                .gemm(
                        MatrixView.of(y, at.first(), rows, at.count(), outputs),
                        MatrixView.of(x, 0, rows, inputs, inputs),
                        MatrixView.of(block, 0, at.count(), inputs, inputs).transpose(),
                        1,
                        keep);
    }

    /** {@code gx += g[, block] block}, g being {@code [rows, outputs]}; gx must have been filled before. */
    public void backward(Buffer gx, Buffer g, int rows, Buffer block, Block at) {
        backend.matrices()
                .gemm(
                        MatrixView.of(gx, 0, rows, inputs, inputs),
                        MatrixView.of(g, at.first(), rows, at.count(), outputs),
                        MatrixView.of(block, 0, at.count(), inputs, inputs),
                        1,
                        1);
    }
}
