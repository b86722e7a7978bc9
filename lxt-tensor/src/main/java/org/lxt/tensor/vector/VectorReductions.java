// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector;

import static org.lxt.tensor.host.Sharing.row;
import static org.lxt.tensor.host.Sharing.rows;
import static org.lxt.tensor.host.Sharing.segment;
import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.ReductionKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.host.HostIndex;
import org.lxt.tensor.host.Sharing;
import org.lxt.tensor.processor.RowOperation;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.vector.reduction.Maxima;
import org.lxt.tensor.vector.reduction.Rowwise;

/** The kernels along an axis: along rows that lie together, or a strip of columns at a time. */
record VectorReductions(Sharing sharing, Rowwise rowwise) implements ReductionKernels {
    /** Columns that are taken together down an axis: their sums stay in the nearest cache. */
    private static final int STRIP = 1024;

    @Override
    public void sum(Buffer destination, Buffer x, int outer, int length, int inner) {
        MemorySegment d = segment(destination);
        MemorySegment s = segment(x);
        if (inner == 1) {
            sharing.rowRuns(
                    null,
                    outer,
                    length,
                    1,
                    (o, _, n) -> rowwise.totals(rows(destination, o, 1), rows(x, o, length), n, length));
            return;
        }
        strips(outer, length, inner, (o, first, n) -> {
            long to = 4 * ((long) o * inner + first);
            rowwise.columnSums(d, to, s, 4 * ((long) o * length * inner + first), length, inner, n);
        });
    }

    @Override
    public void repeat(Buffer destination, Buffer x, int outer, int length, int inner) {
        MemorySegment d = segment(destination);
        MemorySegment s = segment(x);
        if (inner == 1) {
            sharing.rowRuns(
                    null,
                    outer,
                    length,
                    1,
                    (o, _, n) -> rowwise.compute(
                            RowOperation.REPEAT,
                            rows(destination, o, length),
                            rows(x, o, 1),
                            StridedRows.NONE,
                            n,
                            length));
            return;
        }
        long bytes = 4L * inner;
        sharing.rows(
                Math.multiplyExact(outer, length),
                inner,
                r -> MemorySegment.copy(s, r / length * bytes, d, r * bytes, bytes));
    }

    @Override
    public void max(Buffer values, Buffer positions, Buffer x, int outer, int length, int inner) {
        MemorySegment v = segment(values);
        MemorySegment p = segment(positions);
        MemorySegment s = segment(x);
        if (inner == 1) {
            sharing.rows(outer, length, o -> {
                long row = 4L * o * length;
                int best = Maxima.first(s, row, length);
                p.set(FLOAT, 4L * o, best);
                v.set(FLOAT, 4L * o, s.get(FLOAT, row + 4L * best));
            });
            return;
        }
        strips(outer, length, inner, (o, first, n) -> {
            long to = 4 * ((long) o * inner + first);
            Maxima.down(v, p, to, s, 4 * ((long) o * length * inner + first), length, inner, n);
        });
    }

    @Override
    public void place(
            Buffer destination,
            Buffer x,
            Buffer positions,
            @Nullable Index positionRowsIndex,
            int rows,
            int outer,
            int length,
            int inner) {
        int @Nullable [] positionRows = HostIndex.valuesOrNone(positionRowsIndex);
        MemorySegment d = segment(destination);
        MemorySegment s = segment(x);
        MemorySegment p = segment(positions);
        int width = outer * inner;
        int wide = Math.multiplyExact(length, width);
        sharing.rows(rows, wide, r -> {
            long at = 4L * r * wide;
            d.asSlice(at, 4L * wide).fill((byte) 0);
            long from = 4 * row(positionRows, r) * width;
            for (int i = 0; i < width; i++) {
                int j = (int) p.get(FLOAT, from + 4L * i);
                long to = at + 4 * (((long) (i / inner) * length + j) * inner + i % inner);
                d.set(FLOAT, to, s.get(FLOAT, 4 * ((long) r * width + i)));
            }
        });
    }

    /** A kernel on some columns of one of the outer parts. */
    @FunctionalInterface
    private interface Strip {
        void accept(int outer, int first, int n);
    }

    private void strips(int outer, int length, int inner, Strip kernel) {
        int strips = (inner + STRIP - 1) / STRIP;
        long cost = (long) length * Math.min(STRIP, inner);
        sharing.workers().forRanges(Math.multiplyExact(outer, strips), 1, cost, (from, to) -> {
            for (int i = from; i < to; i++) {
                int first = i % strips * STRIP;
                kernel.accept(i / strips, first, Math.min(STRIP, inner - first));
            }
        });
    }
}
