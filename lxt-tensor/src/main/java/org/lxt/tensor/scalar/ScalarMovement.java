// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.scalar;

import org.lxt.tensor.backend.kernel.MovementKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.backend.memory.MatrixView;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.HostIndex;

/** The kernels that put numbers elsewhere, as their definitions read. */
final class ScalarMovement implements MovementKernels {
    @Override
    public void copy(MatrixView destination, MatrixView source) {
        HostBuffer d = HostBuffer.of(destination.buffer());
        HostBuffer s = HostBuffer.of(source.buffer());
        for (int r = 0; r < destination.rows(); r++) {
            long to = destination.offset() + (long) r * destination.rowStride();
            long from = source.offset() + (long) r * source.rowStride();
            for (int c = 0; c < destination.columns(); c++) {
                d.set(to + (long) c * destination.columnStride(), s.get(from + (long) c * source.columnStride()));
            }
        }
    }

    @Override
    public void gatherRows(Buffer destination, Buffer source, Index sourceRowsIndex, int columns) {
        int[] sourceRows = HostIndex.values(sourceRowsIndex);
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer s = HostBuffer.of(source);
        for (int r = 0; r < sourceRows.length; r++) {
            for (int c = 0; c < columns; c++) {
                d.set((long) r * columns + c, s.get((long) sourceRows[r] * columns + c));
            }
        }
    }

    @Override
    public void scatterAddRows(Buffer destination, Index destinationRowsIndex, Buffer source, int columns) {
        int[] destinationRows = HostIndex.values(destinationRowsIndex);
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer s = HostBuffer.of(source);
        for (int r = 0; r < destinationRows.length; r++) {
            long at = (long) destinationRows[r] * columns;
            for (int c = 0; c < columns; c++) {
                d.set(at + c, d.get(at + c) + s.get((long) r * columns + c));
            }
        }
    }

    @Override
    public void sumRows(Buffer destination, Buffer source, Index startsIndex, Index sourceRowsIndex, int columns) {
        int[] starts = HostIndex.values(startsIndex);
        int[] sourceRows = HostIndex.values(sourceRowsIndex);
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer s = HostBuffer.of(source);
        for (int r = 0; r < starts.length - 1; r++) {
            for (int c = 0; c < columns; c++) {
                double sum = 0;
                for (int k = starts[r]; k < starts[r + 1]; k++) {
                    sum += s.get((long) sourceRows[k] * columns + c);
                }
                d.set((long) r * columns + c, sum);
            }
        }
    }

    @Override
    public void gatherColumns(Buffer destination, Buffer source, Index sourceColumnsIndex, int rows, int width) {
        int[] sourceColumns = HostIndex.values(sourceColumnsIndex);
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer s = HostBuffer.of(source);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < sourceColumns.length; c++) {
                int from = sourceColumns[c];
                d.set((long) r * sourceColumns.length + c, from < 0 ? 0 : s.get((long) r * width + from));
            }
        }
    }

    @Override
    public void sumColumns(
            Buffer destination, Buffer source, Index startsIndex, Index sourceColumnsIndex, int rows, int width) {
        int[] starts = HostIndex.values(startsIndex);
        int[] sourceColumns = HostIndex.values(sourceColumnsIndex);
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer s = HostBuffer.of(source);
        int columns = starts.length - 1;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                double sum = 0;
                for (int k = starts[c]; k < starts[c + 1]; k++) {
                    sum += s.get((long) r * width + sourceColumns[k]);
                }
                d.set((long) r * columns + c, sum);
            }
        }
    }
}
