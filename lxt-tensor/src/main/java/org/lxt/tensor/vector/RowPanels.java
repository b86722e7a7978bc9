package org.lxt.tensor.vector;

import static org.lxt.tensor.vector.Lanes.LENGTH;
import static org.lxt.tensor.vector.Tiles.DEPTH;

import org.lxt.tensor.backend.Encoding;

/** Lays the left operand of a product out for the tiles: row after row, {@link Tiles#DEPTH} apart. */
final class RowPanels {
    private RowPanels() {}

    /**
     * Packs rows {@code row .. row + rows}, columns {@code k .. k + depth} to {@code d[at ..]}. May write garbage behind
     * {@code depth}, and up to a vector's length of rows behind the last.
     */
    static void pack(Operand a, int row, int rows, int k, int depth, float[] d, int at, float[] scratch) {
        if (a.columnStride() == 1) {
            for (int i = 0; i < rows; i++) {
                Decoder.run(a.encoding(), a.segment(), a.at(row + i, k), d, at + i * DEPTH, depth);
            }
        } else if (a.rowStride() == 1 && a.encoding() == Encoding.F32) {
            for (int i = 0; i < rows; i += LENGTH) {
                transposed(a, row + i, Math.min(LENGTH, rows - i), k, depth, d, at + i * DEPTH, scratch);
            }
        } else {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < depth; j++) {
                    d[at + i * DEPTH + j] = Decoder.element(a.encoding(), a.segment(), a.at(row + i, k + j));
                }
            }
        }
    }

    private static void transposed(Operand a, int row, int rows, int k, int depth, float[] d, int at, float[] scratch) {
        for (int j = 0; j < depth; j += LENGTH) {
            int count = Math.min(LENGTH, depth - j);
            for (int i = 0; i < count; i++) {
                Decoder.run(a.encoding(), a.segment(), a.at(row, k + j + i), scratch, i * LENGTH, rows);
            }
            Transpose.block(scratch, 0, LENGTH, d, at + j, DEPTH);
        }
    }
}
