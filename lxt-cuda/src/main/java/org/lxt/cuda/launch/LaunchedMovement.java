package org.lxt.cuda.launch;

import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.backend.memory.MatrixView;

/** The kernels that put numbers elsewhere. */
abstract class LaunchedMovement extends LaunchedElements {
    /** Rows and columns of a tile of the kernel that transposes. */
    private static final int TURN = 32;

    LaunchedMovement(Launcher launcher) {
        super(launcher);
    }

    /** The address of a view's element (0, 0). */
    private long address(MatrixView view) {
        return address(view.buffer()) + Float.BYTES * view.offset();
    }

    /** Launches a kernel of a matrix, if it has any elements. */
    final void matrix(String kernel, long rows, long columns, long... arguments) {
        if (rows > 0 && columns > 0) {
            launch(kernel, Grid.matrix(rows, columns), arguments);
        }
    }

    @Override
    public final void copy(MatrixView destination, MatrixView source) {
        // what is written goes along its rows
        MatrixView to = destination.transposed() ? destination.transpose() : destination;
        MatrixView from = destination.transposed() ? source.transpose() : source;
        int rows = to.rows();
        int columns = to.columns();
        if (!from.transposed()) {
            matrix("lxt_copy", rows, columns, address(to), to.stride(), address(from), from.stride(), rows, columns);
        } else if (rows > 0 && columns > 0) {
            long tiles = (long) Math.ceilDiv(rows, TURN) * Math.ceilDiv(columns, TURN);
            launch(
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
    public final void gatherRows(Buffer destination, Buffer source, Index sourceRows, int columns) {
        int count = sourceRows.size();
        matrix(
                "lxt_gather_rows",
                count,
                columns,
                address(destination),
                address(source),
                address(sourceRows),
                count,
                columns);
    }

    @Override
    public final void scatterAddRows(Buffer destination, Index destinationRows, Buffer source, int columns) {
        int count = destinationRows.size();
        matrix(
                "lxt_scatter_add_rows",
                count,
                columns,
                address(destination),
                address(destinationRows),
                address(source),
                count,
                columns);
    }

    @Override
    public final void sumRows(Buffer destination, Buffer source, Index starts, Index sourceRows, int columns) {
        int count = starts.size() - 1;
        matrix(
                "lxt_sum_rows",
                count,
                columns,
                address(destination),
                address(source),
                address(starts),
                address(sourceRows),
                count,
                columns);
    }

    @Override
    public final void gatherColumns(Buffer destination, Buffer source, Index sourceColumns, int rows, int width) {
        int count = sourceColumns.size();
        matrix(
                "lxt_gather_columns",
                rows,
                count,
                address(destination),
                address(source),
                address(sourceColumns),
                rows,
                count,
                width);
    }

    @Override
    public final void sumColumns(
            Buffer destination, Buffer source, Index starts, Index sourceColumns, int rows, int width) {
        int count = starts.size() - 1;
        matrix(
                "lxt_sum_columns",
                rows,
                count,
                address(destination),
                address(source),
                address(starts),
                address(sourceColumns),
                rows,
                count,
                width);
    }
}
