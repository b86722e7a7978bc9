// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector;

import static org.lxt.tensor.host.Sharing.CURVE_COST;
import static org.lxt.tensor.host.Sharing.rows;
import static org.lxt.tensor.host.Sharing.segment;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.backend.kernel.RowKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.host.HostIndex;
import org.lxt.tensor.host.Sharing;
import org.lxt.tensor.processor.RowOperation;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.vector.reduction.Rowwise;
import org.lxt.tensor.vector.reduction.Softmax;

/** Kernels that go row by row. */
record VectorRows(Sharing sharing, Rowwise rowwise) implements RowKernels {
    @Override
    public void addVector(Buffer destination, Buffer a, Buffer vector, int rows, int columns) {
        StridedRows v = StridedRows.one(segment(vector), 0);
        sharing.rowRuns(
                null,
                rows,
                columns,
                1,
                (r, _, n) -> rowwise.compute(
                        RowOperation.ADD, rows(destination, r, columns), rows(a, r, columns), v, n, columns));
    }

    @Override
    public void multiplyVector(Buffer destination, Buffer a, Buffer vector, double offset, int rows, int columns) {
        StridedRows v = StridedRows.one(segment(vector), 0);
        sharing.rowRuns(
                null,
                rows,
                columns,
                1,
                (r, _, n) -> rowwise.compute(
                        RowOperation.MULTIPLY_SHIFTED,
                        rows(destination, r, columns),
                        rows(a, r, columns),
                        v,
                        StridedRows.NONE,
                        (float) offset,
                        0,
                        n,
                        columns));
    }

    @Override
    public void scaleRows(
            Buffer destination, Buffer a, Buffer factors, @Nullable Index factorRowsIndex, int rows, int columns) {
        int @Nullable [] factorRows = HostIndex.valuesOrNone(factorRowsIndex);
        sharing.rowRuns(
                factorRows,
                rows,
                columns,
                1,
                (r, factor, n) -> rowwise.compute(
                        RowOperation.SCALE,
                        rows(destination, r, columns),
                        rows(a, r, columns),
                        rows(factors, factor, 1),
                        n,
                        columns));
    }

    @Override
    public void rowDot(Buffer destination, Buffer a, Buffer b, @Nullable Index bRowsIndex, int rows, int columns) {
        int @Nullable [] bRows = HostIndex.valuesOrNone(bRowsIndex);
        sharing.rowRuns(
                bRows,
                rows,
                columns,
                1,
                (r, other, n) -> rowwise.dots(
                        rows(destination, r, 1), rows(a, r, columns), rows(b, other, columns), n, columns));
    }

    @Override
    public void rope(
            Buffer destination,
            Buffer x,
            Buffer cosines,
            Buffer sines,
            @Nullable Index tableRowsIndex,
            boolean inverse,
            int rows,
            int heads,
            int headSize) {
        int @Nullable [] tableRows = HostIndex.valuesOrNone(tableRowsIndex);
        int half = headSize / 2;
        int columns = heads * headSize;
        sharing.rowRuns(
                tableRows,
                rows,
                columns,
                2,
                (r, table, n) -> rowwise.rotate(
                        rows(destination, r, columns),
                        rows(x, r, columns),
                        rows(cosines, table, half),
                        rows(sines, table, half),
                        inverse,
                        n,
                        heads,
                        half));
    }

    @Override
    public void softmax(Buffer destination, Buffer scores, Band band, int rows, int columns) {
        MemorySegment d = segment(destination);
        MemorySegment s = segment(scores);
        sharing.workers().forRanges(rows, 1, (long) CURVE_COST * columns, (from, to) -> {
            for (int r = from; r < to; r++) {
                long at = 4L * r * columns;
                Softmax.row(d, at, s, at, band.from(r), band.to(r, columns), columns);
            }
        });
    }

    @Override
    public void softmaxGradient(Buffer destination, Buffer p, Buffer gp, int rows, int columns) {
        MemorySegment d = segment(destination);
        MemorySegment hp = segment(p);
        MemorySegment hg = segment(gp);
        sharing.rows(rows, columns, r -> {
            long at = 4L * r * columns;
            Softmax.gradientRow(d, at, hp, at, hg, at, columns);
        });
    }
}
