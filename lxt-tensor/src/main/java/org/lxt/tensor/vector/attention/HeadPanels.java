package org.lxt.tensor.vector.attention;

import static org.lxt.tensor.vector.tile.Tiles.ROWS;

import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.vector.pack.Operand;
import org.lxt.tensor.vector.pack.RowPanels;
import org.lxt.tensor.vector.tile.Tiles;

/**
 * One head's rows of an activation, laid out as left operand of the products of attention: all threads read it. With
 * {@code n} rows of the head's size d it is packed in one of two ways.
 */
final class HeadPanels {
    private final float[] floats;
    private final int first;
    private final int panel;

    private HeadPanels(float[] floats, int first, int panel) {
        this.floats = floats;
        this.first = first;
        this.panel = panel;
    }

    /** Floats of {@code n} rows, packed by {@link #ofRows}. */
    static int roomOfRows(int n, int headSize) {
        return tiles(n) * panelOfRows(headSize);
    }

    /** Floats of {@code n} rows, packed by {@link #ofColumns}. */
    static int roomOfColumns(int n, int headSize) {
        return tiles(headSize) * (n * ROWS + Lanes.LENGTH);
    }

    /** Panels for products over the head's dimensions: a panel holds {@link Tiles#ROWS} rows, at each step one dimension. */
    static HeadPanels ofRows(float[] floats, int first, int headSize) {
        return new HeadPanels(floats, first, panelOfRows(headSize));
    }

    /** Panels for products over the rows: a panel holds {@link Tiles#ROWS} dimensions, at each step one row. */
    static HeadPanels ofColumns(float[] floats, int first, int n) {
        return new HeadPanels(floats, first, n * ROWS + Lanes.LENGTH);
    }

    /** Rows are packed whole vectors of dimensions at a time. */
    private static int panelOfRows(int headSize) {
        return (headSize + Lanes.LENGTH - 1) / Lanes.LENGTH * Lanes.LENGTH * ROWS + Lanes.LENGTH;
    }

    /** Number of tiles that so many rows need. */
    static int tiles(int rows) {
        return (rows + ROWS - 1) / ROWS;
    }

    float[] floats() {
        return floats;
    }

    /** Where a panel begins. */
    int at(int tile) {
        return first + tile * panel;
    }

    /** Packs rows {@code row .. row + n} of the head, as rows, beginning with panel {@code tile}. */
    void packRows(Operand head, int row, int n, int tile, int[] strips) {
        for (int i = 0; i < n; i += ROWS) {
            int some = Math.min(ROWS, n - i);
            RowPanels.pack(head, row + i, some, 0, head.columns(), floats, at(tile + i / ROWS), strips);
        }
    }

    /** Packs rows {@code row .. row + n} of the head, as columns, to steps {@code step ..} of each panel. */
    void packColumns(Operand head, int row, int n, int step, int[] strips) {
        for (int d = 0; d < head.columns(); d += ROWS) {
            int some = Math.min(ROWS, head.columns() - d);
            RowPanels.pack(head.transpose(), d, some, row, n, floats, at(d / ROWS) + step * ROWS, strips);
        }
    }
}
