// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector;

import static org.lxt.tensor.host.Sharing.CURVE_COST;
import static org.lxt.tensor.host.Sharing.segment;
import static org.lxt.tensor.processor.StridedRows.one;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.kernel.ElementKernels;
import org.lxt.tensor.backend.kernel.Elementary;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.host.HostIndex;
import org.lxt.tensor.host.Sharing;
import org.lxt.tensor.processor.CurveRuns;
import org.lxt.tensor.processor.RowOperation;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.vector.element.ActivationGradients;
import org.lxt.tensor.vector.element.Activations;
import org.lxt.tensor.vector.element.Elementaries;
import org.lxt.tensor.vector.reduction.Rowwise;

/**
 * Kernels that go element by element.
 *
 * @param sharing the threads
 * @param rowwise arithmetic
 * @param curves activations by kernels for this processor; null if there are none
 */
record VectorElements(
        Sharing sharing, Rowwise rowwise, @Nullable CurveRuns curves) implements ElementKernels {
    @Override
    public void add(Buffer destination, Buffer a, Buffer b, long size) {
        MemorySegment d = segment(destination);
        MemorySegment p = segment(a);
        MemorySegment q = segment(b);
        sharing.runs(size, 1, (at, n) -> rowwise.compute(RowOperation.ADD, one(d, at), one(p, at), one(q, at), 1, n));
    }

    @Override
    public void scale(Buffer destination, Buffer a, double factor, long size) {
        MemorySegment d = segment(destination);
        MemorySegment p = segment(a);
        MemorySegment f = MemorySegment.ofArray(new float[] {(float) factor});
        sharing.runs(size, 1, (at, n) -> rowwise.compute(RowOperation.SCALE, one(d, at), one(p, at), one(f, 0), 1, n));
    }

    @Override
    public void activation(Activation f, Buffer destination, Buffer x, long size) {
        MemorySegment d = segment(destination);
        MemorySegment p = segment(x);
        CurveRuns own = curves(f);
        sharing.runs(size, CURVE_COST, (at, n) -> {
            if (own != null) {
                own.run(f, d, at, p, at, n);
            } else {
                Activations.run(f, d, at, p, at, n);
            }
        });
    }

    @Override
    public void inverseRoot(Buffer destination, Buffer x, double factor, double epsilon, long size) {
        MemorySegment d = segment(destination);
        MemorySegment p = segment(x);
        sharing.runs(
                size,
                4,
                (at, n) -> rowwise.compute(
                        RowOperation.INVERSE_ROOT,
                        one(d, at),
                        one(p, at),
                        StridedRows.NONE,
                        StridedRows.NONE,
                        (float) factor,
                        (float) epsilon,
                        1,
                        n));
    }

    @Override
    public void divide(Buffer destination, Buffer a, Buffer b, @Nullable Index bRowsIndex, int rows, int columns) {
        int @Nullable [] bRows = HostIndex.valuesOrNone(bRowsIndex);
        MemorySegment d = segment(destination);
        MemorySegment p = segment(a);
        MemorySegment q = segment(b);
        sharing.mapped(
                bRows,
                rows,
                columns,
                4,
                (at, from, n) -> rowwise.compute(RowOperation.DIVIDE, one(d, at), one(p, at), one(q, from), 1, n));
    }

    @Override
    public void elementary(Elementary f, Buffer destination, Buffer x, long size) {
        MemorySegment d = segment(destination);
        MemorySegment p = segment(x);
        CurveRuns own = curves != null && curves.computes(f) ? curves : null;
        sharing.runs(size, CURVE_COST, (at, n) -> {
            if (own != null) {
                own.run(f, d, at, p, at, n);
            } else {
                Elementaries.run(f, d, at, p, at, n);
            }
        });
    }

    @Override
    public void power(Buffer destination, Buffer x, double exponent, long size) {
        MemorySegment d = segment(destination);
        MemorySegment p = segment(x);
        sharing.runs(size, CURVE_COST, (at, n) -> rowwise.power(one(d, at), one(p, at), exponent, n));
    }

    @Override
    public void multiply(Buffer destination, Buffer a, Buffer b, @Nullable Index bRowsIndex, int rows, int columns) {
        int @Nullable [] bRows = HostIndex.valuesOrNone(bRowsIndex);
        MemorySegment d = segment(destination);
        MemorySegment p = segment(a);
        MemorySegment q = segment(b);
        sharing.mapped(
                bRows,
                rows,
                columns,
                1,
                (at, from, n) -> rowwise.compute(RowOperation.MULTIPLY, one(d, at), one(p, at), one(q, from), 1, n));
    }

    @Override
    public void activationGradient(
            Activation f, Buffer destination, Buffer g, Buffer x, @Nullable Index xRowsIndex, int rows, int columns) {
        int @Nullable [] xRows = HostIndex.valuesOrNone(xRowsIndex);
        MemorySegment d = segment(destination);
        MemorySegment p = segment(g);
        MemorySegment q = segment(x);
        CurveRuns own = curves(f);
        sharing.mapped(xRows, rows, columns, CURVE_COST, (at, from, n) -> {
            if (own != null) {
                own.gradient(f, d, at, p, at, q, from, n);
            } else {
                ActivationGradients.run(f, d, at, p, at, q, from, n);
            }
        });
    }

    @Override
    public void secantGradient(
            Buffer destination,
            Buffer g,
            Buffer x,
            Buffer y,
            @Nullable Index xRowsIndex,
            double epsilon,
            int rows,
            int columns) {
        int @Nullable [] xRows = HostIndex.valuesOrNone(xRowsIndex);
        MemorySegment d = segment(destination);
        MemorySegment p = segment(g);
        MemorySegment hx = segment(x);
        MemorySegment hy = segment(y);
        sharing.mapped(
                xRows,
                rows,
                columns,
                4,
                (at, from, n) -> rowwise.compute(
                        RowOperation.SECANT,
                        one(d, at),
                        one(p, at),
                        one(hy, from),
                        one(hx, from),
                        (float) epsilon,
                        0,
                        1,
                        n));
    }

    private @Nullable CurveRuns curves(Activation f) {
        return curves != null && curves.computes(f) ? curves : null;
    }
}
