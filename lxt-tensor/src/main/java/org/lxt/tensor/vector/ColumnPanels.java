package org.lxt.tensor.vector;

import static org.lxt.tensor.vector.Lanes.LENGTH;
import static org.lxt.tensor.vector.Lanes.load;
import static org.lxt.tensor.vector.Tiles.COLUMNS;
import static org.lxt.tensor.vector.Tiles.DEPTH;

import java.lang.foreign.MemorySegment;
import org.lxt.tensor.backend.Encoding;

/** Lays the right operand of a product out for the tiles: for each k, the elements of one tile's columns. */
final class ColumnPanels {
    private ColumnPanels() {}

    /**
     * Packs rows {@code k .. k + depth}, columns {@code column .. column + columns} to panels in {@code d}, each as wide
     * as the tile that will read it. Columns behind the last are garbage: they meet only results that nobody stores.
     */
    static void pack(Operand b, int k, int depth, int column, int columns, float[][] d, float[] scratch) {
        int whole = 0;
        if (b.columnStride() == 1 && b.encoding() != Encoding.F64) {
            // all whole panels together, row after row
            int tiles = columns / COLUMNS;
            MemorySegment s = b.segment();
            long at = b.at(k, column);
            switch (b.encoding()) {
                case F32 -> f32(s, at, b.rowBytes(), depth, tiles, d);
                case BF16 -> bf16(s, at, b.rowBytes(), depth, tiles, d);
                default -> f16(s, at, b.rowBytes(), depth, tiles, d);
            }
            whole = tiles * COLUMNS;
        }
        for (int c = whole; c < columns; c += COLUMNS) {
            panel(b, k, depth, column + c, Math.min(COLUMNS, columns - c), d[c / COLUMNS], scratch);
        }
    }

    private static void panel(Operand b, int k, int depth, int column, int columns, float[] d, float[] scratch) {
        int width = Tiles.vectorsFor(columns) * LENGTH;
        if (b.columnStride() == 1) {
            for (int i = 0; i < depth; i++) {
                Decoder.run(b.encoding(), b.segment(), b.at(k + i, column), d, i * width, columns);
            }
        } else if (b.rowStride() == 1) {
            for (int j = 0; j < columns; j += LENGTH) {
                transposed(b, k, depth, column + j, Math.min(LENGTH, columns - j), width, d, j, scratch);
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
            Operand b, int k, int depth, int column, int columns, int width, float[] d, int at, float[] scratch) {
        for (int j = 0; j < columns; j++) {
            Decoder.run(b.encoding(), b.segment(), b.at(k, column + j), scratch, j * DEPTH, depth);
        }
        for (int i = 0; i < depth; i += LENGTH) {
            Transpose.block(scratch, i, DEPTH, d, i * width + at, width);
        }
    }

    private static void f32(MemorySegment s, long at, long step, int depth, int tiles, float[][] d) {
        for (int i = 0; i < depth; i++) {
            for (int t = 0; t < tiles; t++) {
                float[] panel = d[t];
                long from = at + i * step + 4L * t * COLUMNS;
                for (int j = 0; j < COLUMNS; j += LENGTH) {
                    load(s, from + 4L * j).intoArray(panel, i * COLUMNS + j);
                }
            }
        }
    }

    private static void bf16(MemorySegment s, long at, long step, int depth, int tiles, float[][] d) {
        for (int i = 0; i < depth; i++) {
            for (int t = 0; t < tiles; t++) {
                float[] panel = d[t];
                long from = at + i * step + 2L * t * COLUMNS;
                for (int j = 0; j < COLUMNS; j += LENGTH) {
                    Decoder.loadBf16(s, from + 2L * j).intoArray(panel, i * COLUMNS + j);
                }
            }
        }
    }

    private static void f16(MemorySegment s, long at, long step, int depth, int tiles, float[][] d) {
        for (int i = 0; i < depth; i++) {
            for (int t = 0; t < tiles; t++) {
                float[] panel = d[t];
                long from = at + i * step + 2L * t * COLUMNS;
                for (int j = 0; j < COLUMNS; j += LENGTH) {
                    Decoder.loadF16(s, from + 2L * j).intoArray(panel, i * COLUMNS + j);
                }
            }
        }
    }
}
