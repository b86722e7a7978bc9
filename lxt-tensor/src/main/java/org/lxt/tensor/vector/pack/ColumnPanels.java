// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.pack;

import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.INT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.SHORT;
import static org.lxt.tensor.vector.tile.Tiles.DEPTH;

import java.lang.foreign.MemorySegment;
import org.lxt.tensor.processor.Bf16Product;
import org.lxt.tensor.processor.PanelMoves;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.vector.tile.Tiles;
import org.lxt.tensor.weight.Encoding;

/** Lays the right operand of a product out for the tiles: for each k, the elements of one tile's columns. */
public final class ColumnPanels {
    private ColumnPanels() {}

    /**
     * Packs rows {@code k .. k + depth}, columns {@code column .. column + columns} to one panel of {@code d} after the
     * other. Columns after the last are garbage: they meet only results that nobody stores.
     */
    public static void pack(Operand b, int k, int depth, int column, int columns, Scratch scratch, float[][] d) {
        Tiles tiles = scratch.tiles;
        Bf16Product bf16 = tiles.bf16();
        boolean blocked = b.encoding().isBlocked();
        if (blocked && bf16 != null) {
            BlockPanels.packPairs(b, k, depth, column, columns, scratch, bf16, d);
            return;
        }
        if (blocked) {
            BlockPanels.pack(b, k, depth, column, columns, scratch, d);
        } else if (bf16 == null) {
            asFloats(b, k, depth, column, columns, scratch, d);
        }
        int width = tiles.columns();
        for (int c = 0; c < columns; c += width) {
            float[] panel = d[c / width];
            if (bf16 != null) {
                bf16.packColumns(
                        b.encoding(),
                        b.segment(),
                        b.at(k, column + c),
                        b.rowBytes(),
                        b.columnBytes(),
                        depth,
                        Math.min(width, columns - c),
                        panel,
                        0);
            } else if (tiles.rounding()) {
                PanelRounding.inPlace(tiles, panel, 0, depth * width);
            }
        }
    }

    private static void asFloats(Operand b, int k, int depth, int column, int columns, Scratch scratch, float[][] d) {
        int width = scratch.tiles.columns();
        PanelMoves moves = scratch.tiles.moves(b.encoding());
        int tiles = b.columnStride() == 1 && (moves == null || b.rowStride() >= 0) ? columns / width : 0;
        if (tiles > 0 && moves != null) {
            moves.copyPanels(b.encoding(), b.rowsFrom(k, column), depth, tiles, width, d);
        } else if (tiles > 0) {
            // all whole panels together: longer runs of memory are read faster
            switch (b.encoding()) {
                case F32 -> f32(b, k, depth, column, tiles, d, width);
                case BF16 -> bf16(b, k, depth, column, tiles, scratch.stored, d, width);
                default -> tiles = 0;
            }
        }
        for (int c = tiles * width; c < columns; c += width) {
            int some = Math.min(width, columns - c);
            panel(b, k, depth, column + c, some, d[c / width], scratch);
        }
    }

    /** Packs at most one panel's columns to {@code d}, as float32, not rounded. */
    public static void panel(Operand b, int k, int depth, int column, int columns, float[] d, Scratch scratch) {
        int width = scratch.tiles.columns();
        int[] strips = scratch.strips;
        PanelMoves moves = scratch.tiles.moves(b.encoding());
        PanelMoves floats = scratch.tiles.moves(Encoding.F32);
        if (moves != null && b.columnStride() == 1 && b.rowStride() >= 0) {
            moves.copy(b.encoding(), b.rowsFrom(k, column), depth, columns, d, 0, width);
        } else if (moves != null && b.rowStride() == 1 && b.columnStride() >= 0) {
            moves.turn(b.encoding(), b.columnsFrom(k, column), columns, depth, d, 0, width);
        } else if (b.columnStride() == 1) {
            for (int i = 0; i < depth; i++) {
                Decoder.run(b.encoding(), b.segment(), b.at(k + i, column), d, i * width, columns);
            }
        } else if (b.rowStride() == 1 && floats != null) {
            float[] runs = scratch.turned.ofSize(columns * depth);
            for (int j = 0; j < columns; j++) {
                Decoder.run(b.encoding(), b.segment(), b.at(k, column + j), runs, j * depth, depth);
            }
            StridedRows rows = new StridedRows(MemorySegment.ofArray(runs), 0, 4L * depth);
            floats.turn(Encoding.F32, rows, columns, depth, d, 0, width);
        } else if (b.rowStride() == 1) {
            for (int j = 0; j < columns; j += LENGTH) {
                int some = Math.min(LENGTH, columns - j);
                if (b.encoding() == Encoding.BF16 && depth % 2 == 0) {
                    transposedPairs(b, k, depth, column + j, some, d, j, width, strips);
                } else {
                    transposed(b, k, depth, column + j, some, d, j, width, strips);
                }
            }
        } else {
            for (int i = 0; i < depth; i++) {
                for (int j = 0; j < columns; j++) {
                    d[i * width + j] = Decoder.element(b.encoding(), b.segment(), b.at(k + i, column + j));
                }
            }
        }
    }

    /** Decodes one vector's columns, each a run in memory, and turns them. */
    private static void transposed(
            Operand b, int k, int depth, int column, int columns, float[] d, int at, int width, int[] strips) {
        for (int j = 0; j < columns; j++) {
            Decoder.bits(b.encoding(), b.segment(), b.at(k, column + j), strips, j * DEPTH, depth);
        }
        for (int i = 0; i < depth; i += LENGTH) {
            Transpose.floats(strips, i, DEPTH, d, i * width + at, width);
        }
    }

    /** The same, two bfloat16 at a time: half the work. */
    private static void transposedPairs(
            Operand b, int k, int depth, int column, int columns, float[] d, int at, int width, int[] strips) {
        for (int j = 0; j < columns; j++) {
            MemorySegment.copy(b.segment(), INT, b.at(k, column + j), strips, j * DEPTH, depth / 2);
        }
        for (int i = 0; i < depth / 2; i += LENGTH) {
            Transpose.pairs(strips, i, DEPTH, d, 2 * i * width + at, width);
        }
    }

    private static void f32(Operand b, int k, int depth, int column, int tiles, float[][] d, int width) {
        for (int i = 0; i < depth; i++) {
            long from = b.at(k + i, column);
            for (int t = 0; t < tiles; t++) {
                MemorySegment.copy(b.segment(), FLOAT, from + 4L * t * width, d[t], i * width, width);
            }
        }
    }

    /** Copies first and decodes then: a copy has more of the memory's lines on their way at a time. */
    private static void bf16(
            Operand b, int k, int depth, int column, int tiles, short[] stored, float[][] d, int width) {
        int columns = tiles * width;
        for (int i = 0; i < depth; i++) {
            MemorySegment.copy(b.segment(), SHORT, b.at(k + i, column), stored, i * columns, columns);
        }
        for (int t = 0; t < tiles; t++) {
            decode(stored, t * width, columns, depth, d[t], width);
        }
    }

    private static void decode(short[] stored, int at, int step, int depth, float[] d, int width) {
        for (int i = 0; i < depth; i++) {
            for (int j = 0; j < width; j += LENGTH) {
                Decoder.fromBf16(stored, at + i * step + j).intoArray(d, i * width + j);
            }
        }
    }
}
