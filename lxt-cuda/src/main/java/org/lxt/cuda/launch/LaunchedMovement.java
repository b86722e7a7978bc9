// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.launch;

import org.lxt.tensor.backend.kernel.MovementKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.backend.memory.MatrixView;

/** The kernels that put numbers elsewhere. */
record LaunchedMovement(Launching on) implements MovementKernels {
    /** Rows and columns of a tile of the kernel that transposes. */
    private static final int TURN = 32;

    /** The address of a view's element (0, 0). */
    private long address(MatrixView view) {
        return on.address(view.buffer()) + Float.BYTES * view.offset();
    }

    @Override
    public void copy(MatrixView destination, MatrixView source) {
        // what is written goes along its rows
        MatrixView to = destination.transposed() ? destination.transpose() : destination;
        MatrixView from = destination.transposed() ? source.transpose() : source;
        int rows = to.rows();
        int columns = to.columns();
        if (!from.transposed()) {
            on.matrix("lxt_copy", rows, columns, address(to), to.stride(), address(from), from.stride(), rows, columns);
        } else if (rows > 0 && columns > 0) {
            long tiles = (long) Math.ceilDiv(rows, TURN) * Math.ceilDiv(columns, TURN);
            on.launch(
                    "lxt_copy_turned",
                    Grid.blocks(tiles),
                    address(to),
                    to.stride(),
                    address(from),
                    from.stride(),
                    rows,
                    columns);
        }
    }

    @Override
    public void gatherRows(Buffer destination, Buffer source, Index sourceRows, int columns) {
        int count = sourceRows.size();
        on.matrix(
                "lxt_gather_rows",
                count,
                columns,
                on.address(destination),
                on.address(source),
                on.address(sourceRows),
                count,
                columns);
    }

    @Override
    public void scatterAddRows(Buffer destination, Index destinationRows, Buffer source, int columns) {
        int count = destinationRows.size();
        on.matrix(
                "lxt_scatter_add_rows",
                count,
                columns,
                on.address(destination),
                on.address(destinationRows),
                on.address(source),
                count,
                columns);
    }

    @Override
    public void sumRows(Buffer destination, Buffer source, Index starts, Index sourceRows, int columns) {
        int count = starts.size() - 1;
        on.matrix(
                "lxt_sum_rows",
                count,
                columns,
                on.address(destination),
                on.address(source),
                on.address(starts),
                on.address(sourceRows),
                count,
                columns);
    }

    @Override
    public void gatherColumns(Buffer destination, Buffer source, Index sourceColumns, int rows, int width) {
        int count = sourceColumns.size();
        on.matrix(
                "lxt_gather_columns",
                rows,
                count,
                on.address(destination),
                on.address(source),
                on.address(sourceColumns),
                rows,
                count,
                width);
    }

    @Override
    public void sumColumns(Buffer destination, Buffer source, Index starts, Index sourceColumns, int rows, int width) {
        int count = starts.size() - 1;
        on.matrix(
                "lxt_sum_columns",
                rows,
                count,
                on.address(destination),
                on.address(source),
                on.address(starts),
                on.address(sourceColumns),
                rows,
                count,
                width);
    }
}
