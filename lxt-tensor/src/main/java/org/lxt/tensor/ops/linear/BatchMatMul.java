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

/**
 * Matrix products side by side, {@code y[i] = a[i] b[i]}: a row of each tensor is a matrix, {@code a [batch, m, k]} and
 * {@code b [batch, k, n]}, either of them stored transposed.
 *
 * <p>Gradient: {@code G[i] b[i]^T} to a and {@code a[i]^T G[i]} to b, for the matrices of G alone. With both watched, each
 * gets the whole relevance, which is booked as {@code -sum(y G)}; a constant factor absorbs nothing.
 */
public final class BatchMatMul extends Operation {
    /** Matrices in the rows of a buffer, {@code rows} by {@code columns} once they are turned as they are meant. */
    private record Stack(Buffer buffer, int rows, int columns, boolean transposed) {
        static Stack of(Tensor x, Buffer buffer, boolean transposed) {
            int d1 = x.shape().extent(1);
            int d2 = x.shape().extent(2);
            return transposed ? new Stack(buffer, d2, d1, true) : new Stack(buffer, d1, d2, false);
        }

        MatrixView at(int row) {
            long offset = (long) row * rows * columns;
            return new MatrixView(buffer, offset, rows, columns, transposed ? rows : columns, transposed);
        }
    }

    private final Tensor a;
    private final Tensor b;
    private final boolean turnA;
    private final boolean turnB;
    private @Nullable Tensor y;

    private BatchMatMul(Tensor a, Tensor b, boolean turnA, boolean turnB) {
        super("batch matmul", a, b);
        this.a = a;
        this.b = b;
        this.turnA = turnA;
        this.turnB = turnB;
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
     * @param transposedA whether a is stored {@code [batch, k, m]}
     * @param transposedB whether b is stored {@code [batch, n, k]}
     * @return {@code [batch, m, n]}
     */
    public static Tensor apply(Tensor a, Tensor b, boolean transposedA, boolean transposedB) {
        boolean deep = a.shape().dimensions() == 3 && b.shape().dimensions() == 3;
        if (!deep
                || a.rows() != b.rows()
                || a.shape().extent(transposedA ? 1 : 2) != b.shape().extent(transposedB ? 2 : 1)) {
            throw new IllegalArgumentException("batch matmul: " + a.shape() + (transposedA ? " transposed" : "")
                    + " by " + b.shape() + (transposedB ? " transposed" : ""));
        }
        Scope scope = Scope.of(List.of(a, b));
        Stack left = Stack.of(a, a.buffer(), transposedA);
        Stack right = Stack.of(b, b.buffer(), transposedB);
        Shape shape = Shape.of(a.rows(), left.rows(), right.columns());
        Buffer product = scope.allocate(shape);
        Stack to = new Stack(product, left.rows(), right.columns(), false);
        for (int i = 0; i < a.rows(); i++) {
            scope.backend().matrices().gemm(to.at(i), left.at(i), right.at(i), 1, 0);
        }
        return scope.record(new BatchMatMul(a, b, transposedA, transposedB), shape, product);
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
        int[] rows = g.map().rows();
        Tensor product = y;
        if (product != null) {
            Booking.relevance(Ledger.Cause.PRODUCT, -1, g, product, pass);
        }
        Stack from =
                new Stack(g.buffer(), a.shape().extent(turnA ? 2 : 1), b.shape().extent(turnB ? 1 : 2), false);
        if (a.isWatched()) {
            Gradient ga = pass.create(g.map(), a.columns());
            Stack to = Stack.of(a, ga.buffer(), turnA);
            Stack right = Stack.of(b, b.buffer(), turnB);
            for (int i = 0; i < rows.length; i++) {
                backend.matrices().gemm(to.at(i), from.at(i), right.at(rows[i]).transpose(), 1, 0);
            }
            pass.send(a, ga);
        }
        if (b.isWatched()) {
            Gradient gb = pass.create(g.map(), b.columns());
            Stack to = Stack.of(b, gb.buffer(), turnB);
            Stack left = Stack.of(a, a.buffer(), turnA);
            for (int i = 0; i < rows.length; i++) {
                backend.matrices().gemm(to.at(i), left.at(rows[i]).transpose(), from.at(i), 1, 0);
            }
            pass.send(b, gb);
        }
    }
}
