// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.linear;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.MatrixView;
import org.lxt.tensor.ops.shared.Booking;
import org.lxt.tensor.ops.shared.GradientRows;
import org.lxt.tensor.rows.RowMap;

/**
 * The product of two tensors, {@code y = a b} or {@code y = a b^T}: {@code a [rows, k]}, {@code b [k, n]} or {@code [n,
 * k]}. With a stored parameter on the right it is a {@link Linear} layer.
 *
 * <p>Gradient: {@code G b^T} to a, in the rows of G; {@code a^T G} to b, in all rows of b for each seed. With both
 * watched, each gets the whole relevance, which is booked as {@code -sum(y G)}; a constant factor absorbs nothing.
 */
public final class MatMul extends Operation {
    private final Tensor a;
    private final Tensor b;
    private final boolean transposed;
    private @Nullable Tensor y;

    private MatMul(Tensor a, Tensor b, boolean transposed) {
        super("matmul", a, b);
        this.a = a;
        this.b = b;
        this.transposed = transposed;
        if (a.isWatched()) {
            keep(b);
        }
        if (b.isWatched()) {
            keep(a);
        }
    }

    /**
     * Multiplies.
     *
     * @param transposed whether b is stored {@code [n, k]}
     * @return {@code [rows, n]}
     */
    public static Tensor apply(Tensor a, Tensor b, boolean transposed) {
        int inner = transposed ? b.columns() : b.rows();
        if (a.columns() != inner) {
            throw new IllegalArgumentException(
                    "matmul: " + a.shape() + " by " + b.shape() + (transposed ? " transposed" : ""));
        }
        Scope scope = Scope.of(List.of(a, b));
        Shape shape = Shape.of(a.rows(), transposed ? b.rows() : b.columns());
        MatMul operation = new MatMul(a, b, transposed);
        Buffer product = scope.allocate(shape);
        scope.backend()
                .matrices()
                .gemm(
                        dense(product, 0, shape.rows(), shape.columns()),
                        dense(a.buffer(), 0, a.rows(), a.columns()),
                        operation.right(b.buffer(), 0),
                        1,
                        0);
        return scope.record(operation, shape, product);
    }

    @Override
    public Nature nature() {
        return isProduct() ? Nature.PRODUCT : Nature.CONSTANT_FACTOR;
    }

    private boolean isProduct() {
        return a.isWatched() && b.isWatched();
    }

    @Override
    protected void keepOutput(Tensor output) {
        if (isProduct()) {
            keepNow(output);
            y = output;
        }
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Backend backend = pass.backend();
        Tensor product = y;
        if (product != null) {
            Booking.relevance(Ledger.Cause.PRODUCT, -1, g, product, pass);
        }
        if (a.isWatched()) {
            Gradient ga = pass.create(g.map(), a.columns());
            backend.matrices()
                    .gemm(
                            dense(ga.buffer(), 0, g.rows(), a.columns()),
                            dense(g.buffer(), 0, g.rows(), g.columns()),
                            right(b.buffer(), 0).transpose(),
                            1,
                            0);
            pass.send(a, ga);
        }
        if (b.isWatched()) {
            sendRight(g, pass);
        }
    }

    /** Each run of rows adds its part to its seed's gradient. */
    private void sendRight(Gradient g, BackwardPass pass) {
        RowMap map = GradientRows.all(g.map(), b.rows());
        Gradient gb = pass.create(map, b.columns());
        int seed = -1;
        int at = 0;
        for (RowMap.Segment segment : g.map().segments()) {
            MatrixView to = right(gb.buffer(), map.positionOf(segment.seed(), 0));
            MatrixView rows = dense(a.buffer(), segment.firstRow(), segment.count(), a.columns());
            MatrixView part = dense(g.buffer(), at, segment.count(), g.columns());
            pass.backend().matrices().gemm(to, rows.transpose(), part, 1, segment.seed() == seed ? 1 : 0);
            seed = segment.seed();
            at += segment.count();
        }
        pass.send(b, gb);
    }

    /** The right factor, or its gradient, as {@code [k, n]}. */
    private MatrixView right(Buffer buffer, int firstRow) {
        MatrixView stored = dense(buffer, firstRow, b.rows(), b.columns());
        return transposed ? stored.transpose() : stored;
    }

    private static MatrixView dense(Buffer buffer, int firstRow, int rows, int columns) {
        return MatrixView.of(buffer, (long) firstRow * columns, rows, columns, columns);
    }
}
