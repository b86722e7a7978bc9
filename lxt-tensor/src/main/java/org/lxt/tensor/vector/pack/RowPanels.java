// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.pack;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.tile.Tiles.DEPTH;

import jdk.incubator.vector.FloatVector;
import org.lxt.tensor.processor.Bf16Product;
import org.lxt.tensor.processor.PanelMoves;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.vector.tile.Tiles;
import org.lxt.tensor.weight.Encoding;

/** Lays the left operand of a product out for the tiles: for each k, the elements of one tile's rows. */
public final class RowPanels {
    private RowPanels() {}

    /**
     * Packs rows {@code row .. row + rows}, at most a tile's, and columns {@code k .. k + depth} to the panel at {@code
     * d[at ..]}. Rows after the last are garbage: they meet only results that nobody stores.
     */
    public static void pack(Operand a, int row, int rows, int k, int depth, float[] d, int at, Scratch scratch) {
        Tiles tiles = scratch.tiles;
        Bf16Product bf16 = tiles.bf16();
        if (bf16 != null) {
            bf16.packRows(a.encoding(), a.segment(), a.at(row, k), a.rowBytes(), a.columnBytes(), rows, depth, d, at);
            return;
        }
        asFloats(a, row, rows, k, depth, d, at, scratch);
        if (tiles.rounding()) {
            PanelRounding.inPlace(tiles, d, at, depth * tiles.rows());
        }
    }

    private static void asFloats(Operand a, int row, int rows, int k, int depth, float[] d, int at, Scratch scratch) {
        int step = scratch.tiles.rows();
        int[] strips = scratch.strips;
        PanelMoves moves = scratch.tiles.moves(a.encoding());
        if (moves != null && a.columnStride() == 1 && a.rowStride() >= 0) {
            moves.turn(a.encoding(), a.rowsFrom(row, k), rows, depth, d, at, step);
        } else if (moves != null && a.rowStride() == 1 && a.columnStride() >= 0) {
            moves.copy(a.encoding(), a.columnsFrom(row, k), depth, rows, d, at, step);
        } else if (a.columnStride() == 1 && step == 2) {
            paired(a, row, rows, k, depth, d, at, strips);
        } else if (a.columnStride() == 1) {
            for (int r = lastVector(rows); r >= 0; r -= LENGTH) {
                transposed(a, row + r, Math.min(LENGTH, rows - r), k, depth, d, at + r, step, strips);
            }
        } else if (a.rowStride() == 1 && a.encoding() == Encoding.F32) {
            for (int r = lastVector(rows); r >= 0; r -= LENGTH) {
                copied(a, row + r, Math.min(LENGTH, rows - r), k, depth, d, at + r, step);
            }
        } else {
            for (int r = 0; r < rows; r++) {
                for (int j = 0; j < depth; j++) {
                    d[at + j * step + r] = Decoder.element(a.encoding(), a.segment(), a.at(row + r, k + j));
                }
            }
        }
    }

    /**
     * Rows are packed a vector at a time. One that has more rows than the tile writes the surplus over the beginning of the
     * next step, so that must be written later: the last vector comes first, and of each the steps in order.
     */
    private static int lastVector(int rows) {
        return (rows - 1) / LENGTH * LENGTH;
    }

    private static void paired(Operand a, int row, int rows, int k, int depth, float[] d, int at, int[] strips) {
        Decoder.bits(a.encoding(), a.segment(), a.at(row, k), strips, 0, depth);
        if (rows == 2) {
            Decoder.bits(a.encoding(), a.segment(), a.at(row + 1, k), strips, DEPTH, depth);
        }
        for (int j = 0; j < depth; j += LENGTH) {
            Transpose.interleave(strips, j, DEPTH + j, d, at + 2 * j);
        }
    }

    private static void transposed(
            Operand a, int row, int rows, int k, int depth, float[] d, int at, int step, int[] strips) {
        for (int i = 0; i < rows; i++) {
            Decoder.bits(a.encoding(), a.segment(), a.at(row + i, k), strips, i * DEPTH, depth);
        }
        for (int j = 0; j < depth; j += LENGTH) {
            Transpose.floats(strips, j, DEPTH, d, at + j * step, step);
        }
    }

    private static void copied(Operand a, int row, int rows, int k, int depth, float[] d, int at, int step) {
        long first = a.at(row, k);
        long columnBytes = a.columnBytes();
        long end = a.segment().byteSize();
        int j = 0;
        for (; j < depth && first + j * columnBytes + Lanes.BYTES <= end; j++) {
            FloatVector.fromMemorySegment(F, a.segment(), first + j * columnBytes, Lanes.ORDER)
                    .intoArray(d, at + j * step);
        }
        for (; j < depth; j++) {
            Decoder.run(Encoding.F32, a.segment(), first + j * columnBytes, d, at + j * step, rows);
        }
    }
}
