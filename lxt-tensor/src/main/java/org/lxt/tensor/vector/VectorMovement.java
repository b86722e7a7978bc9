// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector;

import static org.lxt.tensor.host.Sharing.rows;
import static org.lxt.tensor.host.Sharing.segment;

import java.lang.foreign.MemorySegment;
import org.lxt.tensor.backend.kernel.MovementKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.backend.memory.MatrixView;
import org.lxt.tensor.host.HostIndex;
import org.lxt.tensor.host.Sharing;
import org.lxt.tensor.processor.RowOperation;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.vector.reduction.Rowwise;

/** The kernels that put numbers elsewhere: whole rows at once where rows stay together and are not short. */
record VectorMovement(Sharing sharing, Rowwise rowwise) implements MovementKernels {
    /** Columns of one share where a kernel has more columns than rows to share out. */
    private static final int RUN = 4096;

    /** Side of the squares in which a matrix is turned over: both of their sides lie in the nearest cache. */
    private static final int SQUARE = 32;

    @Override
    public void copy(MatrixView destination, MatrixView source) {
        if (destination.transposed()) {
            copy(destination.transpose(), source.transpose());
            return;
        }
        MemorySegment d = segment(destination.buffer());
        MemorySegment s = segment(source.buffer());
        if (source.transposed()) {
            turn(d, destination, s, source);
            return;
        }
        long bytes = 4L * destination.columns();
        sharing.rows(destination.rows(), destination.columns(), r -> {
            long to = 4 * (destination.offset() + (long) r * destination.stride());
            long from = 4 * (source.offset() + (long) r * source.stride());
            MemorySegment.copy(s, from, d, to, bytes);
        });
    }

    private void turn(MemorySegment d, MatrixView destination, MemorySegment s, MatrixView source) {
        int columns = destination.columns();
        sharing.workers().forRanges(destination.rows(), SQUARE, columns, (from, to) -> {
            for (int top = from; top < to; top += SQUARE) {
                int bottom = Math.min(to, top + SQUARE);
                for (int left = 0; left < columns; left += SQUARE) {
                    int right = Math.min(columns, left + SQUARE);
                    for (int r = top; r < bottom; r++) {
                        long at = 4 * (destination.offset() + (long) r * destination.stride());
                        long column = 4 * (source.offset() + r);
                        for (int c = left; c < right; c++) {
                            d.set(Lanes.FLOAT, at + 4L * c, s.get(Lanes.FLOAT, column + 4L * c * source.stride()));
                        }
                    }
                }
            }
        });
    }

    @Override
    public void gatherRows(Buffer destination, Buffer source, Index sourceRowsIndex, int columns) {
        int[] sourceRows = HostIndex.values(sourceRowsIndex);
        MemorySegment d = segment(destination);
        MemorySegment s = segment(source);
        long bytes = 4L * columns;
        if (columns < Lanes.LENGTH) {
            sharing.workers().forRanges(sourceRows.length, 1, columns, (from, to) -> {
                for (int r = from; r < to; r++) {
                    for (long at = 0; at < bytes; at += 4) {
                        d.set(Lanes.FLOAT, r * bytes + at, s.get(Lanes.FLOAT, sourceRows[r] * bytes + at));
                    }
                }
            });
            return;
        }
        sharing.rows(
                sourceRows.length, columns, r -> MemorySegment.copy(s, sourceRows[r] * bytes, d, r * bytes, bytes));
    }

    @Override
    public void scatterAddRows(Buffer destination, Index destinationRowsIndex, Buffer source, int columns) {
        int[] destinationRows = HostIndex.values(destinationRowsIndex);
        MemorySegment d = segment(destination);
        MemorySegment s = segment(source);
        long bytes = 4L * columns;
        if (columns < Lanes.LENGTH) {
            sharing.workers().forRanges(destinationRows.length, 1, columns, (from, to) -> {
                for (int r = from; r < to; r++) {
                    for (long at = 0; at < bytes; at += 4) {
                        long sum = destinationRows[r] * bytes + at;
                        d.set(Lanes.FLOAT, sum, d.get(Lanes.FLOAT, sum) + s.get(Lanes.FLOAT, r * bytes + at));
                    }
                }
            });
            return;
        }
        sharing.rowRuns(destinationRows, destinationRows.length, columns, 1, (r, sum, n) -> {
            StridedRows sums = rows(destination, sum, columns);
            rowwise.compute(RowOperation.ADD, sums, sums, rows(source, r, columns), n, columns);
        });
    }

    @Override
    public void sumRows(Buffer destination, Buffer source, Index startsIndex, Index sourceRowsIndex, int columns) {
        int[] starts = HostIndex.values(startsIndex);
        int[] sourceRows = HostIndex.values(sourceRowsIndex);
        MemorySegment d = segment(destination);
        MemorySegment s = segment(source);
        long bytes = 4L * columns;
        sharing.rows(starts.length - 1, columns, r -> {
            long at = r * bytes;
            int first = starts[r];
            int end = starts[r + 1];
            if (first == end) {
                d.asSlice(at, bytes).fill((byte) 0);
                return;
            }
            MemorySegment.copy(s, sourceRows[first] * bytes, d, at, bytes);
            for (int k = first + 1; k < end; k++) {
                StridedRows sum = StridedRows.one(d, at);
                rowwise.compute(RowOperation.ADD, sum, sum, StridedRows.one(s, sourceRows[k] * bytes), 1, columns);
            }
        });
    }

    @Override
    public void gatherColumns(Buffer destination, Buffer source, Index sourceColumnsIndex, int rows, int width) {
        int[] sourceColumns = HostIndex.values(sourceColumnsIndex);
        MemorySegment d = segment(destination);
        MemorySegment s = segment(source);
        columnRuns(rows, sourceColumns.length, 1, (r, from, to) -> {
            long at = 4L * r * sourceColumns.length;
            long row = 4L * r * width;
            for (int c = from; c < to; c++) {
                int column = sourceColumns[c];
                d.set(Lanes.FLOAT, at + 4L * c, column < 0 ? 0 : s.get(Lanes.FLOAT, row + 4L * column));
            }
        });
    }

    @Override
    public void sumColumns(
            Buffer destination, Buffer source, Index startsIndex, Index sourceColumnsIndex, int rows, int width) {
        int[] starts = HostIndex.values(startsIndex);
        int[] sourceColumns = HostIndex.values(sourceColumnsIndex);
        MemorySegment d = segment(destination);
        MemorySegment s = segment(source);
        int columns = starts.length - 1;
        int each = 1 + sourceColumns.length / Math.max(1, columns);
        columnRuns(rows, columns, each, (r, from, to) -> {
            long at = 4L * r * columns;
            long row = 4L * r * width;
            for (int c = from; c < to; c++) {
                float sum = 0;
                for (int k = starts[c]; k < starts[c + 1]; k++) {
                    sum += s.get(Lanes.FLOAT, row + 4L * sourceColumns[k]);
                }
                d.set(Lanes.FLOAT, at + 4L * c, sum);
            }
        });
    }

    /** A kernel on some columns of a row. */
    @FunctionalInterface
    private interface ColumnRun {
        void accept(int row, int from, int to);
    }

    /** Shares runs of columns among the threads: a single image may be all the rows there are. */
    private void columnRuns(int rows, int columns, int cost, ColumnRun kernel) {
        int runs = (columns + RUN - 1) / RUN;
        sharing.workers()
                .forRanges(Math.multiplyExact(rows, runs), 1, (long) cost * Math.min(RUN, columns), (from, to) -> {
                    for (int i = from; i < to; i++) {
                        int first = i % runs * RUN;
                        kernel.accept(i / runs, first, Math.min(columns, first + RUN));
                    }
                });
    }
}
