// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.tile;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.load;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.lxt.tensor.processor.PanelMoves;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.weight.Encoding;

/** Brings a tile into the result: {@code c = alpha tile + beta c}. */
public final class TileStore {
    private TileStore() {}

    /**
     * Stores the first {@code rows} and {@code columns} of tiles one below the other.
     *
     * @param first the first tile's first element
     * @param at byte position of the tile's first element in c
     * @param rowBytes from one row of c to the next
     * @param columnBytes from one column of c to the next
     */
    public static void store(
            Tiles tiles,
            float[] tile,
            int first,
            int rows,
            int columns,
            MemorySegment c,
            long at,
            long rowBytes,
            long columnBytes,
            float alpha,
            float beta) {
        int step = tiles.columns();
        PanelMoves moves = tiles.moves(Encoding.F32);
        if (columnBytes == 4 && moves != null && rowBytes >= 0) {
            moves.store(tile, first, step, rows, columns, new StridedRows(c, at, rowBytes), alpha, beta);
        } else if (columnBytes != 4) {
            scattered(tile, first, step, rows, columns, c, at, rowBytes, columnBytes, alpha, beta);
        } else if (beta == 0) {
            set(tile, first, step, rows, columns, c, at, rowBytes, alpha);
        } else {
            merge(tile, first, step, rows, columns, c, at, rowBytes, alpha, beta);
        }
    }

    private static void set(
            float[] tile,
            int first,
            int step,
            int rows,
            int columns,
            MemorySegment c,
            long at,
            long rowBytes,
            float alpha) {
        for (int i = 0; i < rows; i++) {
            long row = at + i * rowBytes;
            int j = 0;
            for (; j <= columns - LENGTH; j += LENGTH) {
                Lanes.store(FloatVector.fromArray(F, tile, first + i * step + j).mul(alpha), c, row + 4L * j);
            }
            for (; j < columns; j++) {
                c.set(FLOAT, row + 4L * j, alpha * tile[first + i * step + j]);
            }
        }
    }

    private static void merge(
            float[] tile,
            int first,
            int step,
            int rows,
            int columns,
            MemorySegment c,
            long at,
            long rowBytes,
            float alpha,
            float beta) {
        FloatVector factor = FloatVector.broadcast(F, alpha);
        for (int i = 0; i < rows; i++) {
            long row = at + i * rowBytes;
            int j = 0;
            for (; j <= columns - LENGTH; j += LENGTH) {
                FloatVector before = load(c, row + 4L * j).mul(beta);
                Lanes.store(FloatVector.fromArray(F, tile, first + i * step + j).fma(factor, before), c, row + 4L * j);
            }
            for (; j < columns; j++) {
                float before = beta * c.get(FLOAT, row + 4L * j);
                c.set(FLOAT, row + 4L * j, Math.fma(tile[first + i * step + j], alpha, before));
            }
        }
    }

    private static void scattered(
            float[] tile,
            int first,
            int step,
            int rows,
            int columns,
            MemorySegment c,
            long at,
            long rowBytes,
            long columnBytes,
            float alpha,
            float beta) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                long to = at + i * rowBytes + j * columnBytes;
                float value = tile[first + i * step + j];
                c.set(FLOAT, to, beta == 0 ? alpha * value : Math.fma(value, alpha, beta * c.get(FLOAT, to)));
            }
        }
    }
}
