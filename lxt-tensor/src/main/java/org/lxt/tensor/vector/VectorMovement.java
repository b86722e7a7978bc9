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
            float[] read = new float[SQUARE * SQUARE];
            float[] turned = new float[SQUARE];
            for (int top = from; top < to; top += SQUARE) {
                int height = Math.min(SQUARE, to - top);
                for (int left = 0; left < columns; left += SQUARE) {
                    int width = Math.min(SQUARE, columns - left);
                    for (int c = 0; c < width; c++) {
                        long at = 4 * (source.offset() + (long) (left + c) * source.stride() + top);
                        MemorySegment.copy(s, Lanes.FLOAT, at, read, c * SQUARE, height);
                    }
                    for (int r = 0; r < height; r++) {
                        for (int c = 0; c < width; c++) {
                            turned[c] = read[c * SQUARE + r];
                        }
                        long at = 4 * (destination.offset() + (long) (top + r) * destination.stride() + left);
                        MemorySegment.copy(turned, 0, d, Lanes.FLOAT, at, width);
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
            NarrowRows read = NarrowRows.of(s, sourceRows, columns);
            sharing.workers().forRanges(sourceRows.length, 1, columns, (from, to) -> {
                float[] gathered = new float[(to - from) * columns];
                for (int r = from; r < to; r++) {
                    read.copy(sourceRows[r], gathered, (r - from) * columns);
                }
                MemorySegment.copy(gathered, 0, d, Lanes.FLOAT, from * bytes, gathered.length);
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
        if (columns < Lanes.LENGTH) {
            NarrowRows sums = NarrowRows.of(d, destinationRows, columns);
            float[] added = new float[destinationRows.length * columns];
            MemorySegment.copy(s, Lanes.FLOAT, 0, added, 0, added.length);
            sharing.workers().forRanges(destinationRows.length, 1, columns, (from, to) -> {
                for (int r = from; r < to; r++) {
                    sums.add(destinationRows[r], added, r * columns);
                }
            });
            sums.store();
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
        columnRuns(source, rows, width, sourceColumns.length, 1, (row, r, from, to) -> {
            float[] gathered = new float[to - from];
            for (int c = from; c < to; c++) {
                int column = sourceColumns[c];
                gathered[c - from] = column < 0 ? 0 : row[column];
            }
            long at = 4 * ((long) r * sourceColumns.length + from);
            MemorySegment.copy(gathered, 0, d, Lanes.FLOAT, at, gathered.length);
        });
    }

    @Override
    public void sumColumns(
            Buffer destination, Buffer source, Index startsIndex, Index sourceColumnsIndex, int rows, int width) {
        int[] starts = HostIndex.values(startsIndex);
        int[] sourceColumns = HostIndex.values(sourceColumnsIndex);
        MemorySegment d = segment(destination);
        int columns = starts.length - 1;
        int each = 1 + sourceColumns.length / Math.max(1, columns);
        columnRuns(source, rows, width, columns, each, (row, r, from, to) -> {
            float[] sums = new float[to - from];
            for (int c = from; c < to; c++) {
                float sum = 0;
                for (int k = starts[c]; k < starts[c + 1]; k++) {
                    sum += row[sourceColumns[k]];
                }
                sums[c - from] = sum;
            }
            MemorySegment.copy(sums, 0, d, Lanes.FLOAT, 4 * ((long) r * columns + from), sums.length);
        });
    }

    /** A kernel on some columns of a row, which is read. */
    @FunctionalInterface
    private interface ColumnRun {
        void accept(float[] source, int row, int from, int to);
    }

    /**
     * Shares runs of columns among the threads: a single image may be all the rows there are. Each row of the source is read
     * into an array as a whole, since it is read here and there.
     */
    private void columnRuns(Buffer source, int rows, int width, int columns, int cost, ColumnRun kernel) {
        MemorySegment s = segment(source);
        if (rows < sharing.workers().threads()) {
            for (int r = 0; r < rows; r++) {
                float[] row = new float[width];
                MemorySegment.copy(s, Lanes.FLOAT, 4L * r * width, row, 0, width);
                int runs = (columns + RUN - 1) / RUN;
                int index = r;
                sharing.workers().forRanges(runs, 1, (long) cost * Math.min(RUN, columns), (from, to) -> {
                    kernel.accept(row, index, from * RUN, Math.min(columns, to * RUN));
                });
            }
            return;
        }
        sharing.workers().forRanges(rows, 1, (long) cost * columns, (from, to) -> {
            float[] row = new float[width];
            for (int r = from; r < to; r++) {
                MemorySegment.copy(s, Lanes.FLOAT, 4L * r * width, row, 0, width);
                kernel.accept(row, r, 0, columns);
            }
        });
    }
}
