// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.pack;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.processor.BlockRuns;
import org.lxt.tensor.processor.PanelMoves;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.vector.tile.Tiles;
import org.lxt.tensor.weight.Encoding;

/**
 * Panels of a weight in blocks by kernels for this processor: some rows are widened to memory that stays in the nearest cache,
 * and moved from there as rows of float32 are.
 */
public final class WidenedRuns {
    /** Runs that are turned together: whole vectors of all kernels. */
    private static final int TOGETHER = 16;

    /** Floats that stay near. */
    private static final int NEAR = 1 << 13;

    private static final int UNIT = BlockRuns.UNIT;

    private final BlockRuns runs;
    private final PanelMoves moves;

    /** The weight, or its transpose, so that its rows are runs in memory. */
    private final Operand w;

    private final Scratch scratch;

    private WidenedRuns(BlockRuns runs, PanelMoves moves, Operand w, Scratch scratch) {
        this.runs = runs;
        this.moves = moves;
        this.w = w;
        this.scratch = scratch;
    }

    /** Those of a weight whose rows are runs in memory; null if kernels do not read it. */
    public static @Nullable WidenedRuns of(Operand w, Scratch scratch) {
        Tiles tiles = scratch.tiles;
        BlockRuns runs = tiles.widening(w.encoding());
        PanelMoves moves = tiles.moves(Encoding.F32);
        boolean suits = w.columnStride() == 1
                && w.rowStride() >= 0
                && w.rowStride() % w.encoding().blockElements() == 0;
        return suits && runs != null && moves != null ? new WidenedRuns(runs, moves, w, scratch) : null;
    }

    /** Columns {@code column .. column + columns} of rows {@code row .. row + depth} to panels side by side, as they lie. */
    void copy(int row, int depth, int column, int columns, float[][] d) {
        int width = scratch.tiles.columns();
        int before = before(column);
        int step = Tiles.roundUp(before + columns, UNIT);
        int together = Math.max(1, NEAR / step);
        MemorySegment near = scratch.native32(together * step);
        for (int i = 0; i < depth; i += together) {
            int some = Math.min(together, depth - i);
            widen(row + i, some, column - before, step, near);
            for (int c = 0; c < columns; c += width) {
                StridedRows from = new StridedRows(near, 4L * (before + c), 4L * step);
                moves.copy(Encoding.F32, from, some, Math.min(width, columns - c), d[c / width], i * width, width);
            }
        }
    }

    /** The same turned: rows {@code row .. row + rows} become columns of panels, and columns steps. */
    void turn(int row, int rows, int column, int depth, float[][] d) {
        int width = scratch.tiles.columns();
        int before = before(column);
        int step = Tiles.roundUp(before + depth, UNIT);
        MemorySegment near = scratch.native32(TOGETHER * step);
        for (int j = 0; j < rows; j += TOGETHER) {
            int some = Math.min(TOGETHER, rows - j);
            widen(row + j, some, column - before, step, near);
            StridedRows from = new StridedRows(near, 4L * before, 4L * step);
            moves.turn(Encoding.F32, from, some, depth, d[j / width], j % width, width);
        }
    }

    /** A whole row. */
    public void row(int row, float[] d) {
        int n = w.columns();
        int before = before(0);
        int step = Tiles.roundUp(before + n, UNIT);
        MemorySegment near = scratch.native32(step);
        widen(row, 1, -before, step, near);
        MemorySegment.copy(near, Lanes.FLOAT, 4L * before, d, 0, n);
    }

    /** Elements before a column that are in its unit. */
    int before(int column) {
        return Math.floorMod(w.index(0, column), UNIT);
    }

    /** Widens whole units of some rows to memory, one row after the other. */
    void widen(int row, int rows, int column, int n, MemorySegment near) {
        Encoding encoding = w.encoding();
        long first = w.index(row, column);
        long block = first / encoding.blockElements();
        runs.widen(
                encoding,
                new StridedRows(w.segment(), block * encoding.blockBytes(), encoding.bytes(w.rowStride())),
                rows,
                (int) (first % encoding.blockElements()),
                n,
                new StridedRows(near, 0, 4L * n));
    }
}
