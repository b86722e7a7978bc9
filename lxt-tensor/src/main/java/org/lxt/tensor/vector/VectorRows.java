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
        sharing.workers().forRanges(rows, 1, (long) CURVE_COST * columns, (begin, end) -> {
            int row = begin;
            while (row < end) {
                // rows that see the same columns go together
                int from = Math.clamp(band.from(row), 0, columns);
                int to = Math.max(from, band.to(row, columns));
                int next = row + 1;
                while (next < end && band.from(next) == band.from(row) && band.to(next, columns) == to) {
                    next++;
                }
                for (int r = row; r < next; r++) {
                    d.asSlice(4L * r * columns, 4L * from).fill((byte) 0);
                    d.asSlice(4 * ((long) r * columns + to), 4L * (columns - to))
                            .fill((byte) 0);
                }
                if (from < to) {
                    long at = 4 * ((long) row * columns + from);
                    long step = 4L * columns;
                    rowwise.softmax(new StridedRows(d, at, step), new StridedRows(s, at, step), next - row, to - from);
                }
                row = next;
            }
        });
    }

    @Override
    public void softmaxGradient(Buffer destination, Buffer p, Buffer gp, int rows, int columns) {
        sharing.rowRuns(
                null,
                rows,
                columns,
                1,
                (r, _, n) -> rowwise.softmaxGradient(
                        rows(destination, r, columns), rows(p, r, columns), rows(gp, r, columns), n, columns));
    }
}
