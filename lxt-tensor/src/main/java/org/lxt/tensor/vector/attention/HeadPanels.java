// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.vector.pack.Operand;
import org.lxt.tensor.vector.pack.RowPanels;
import org.lxt.tensor.vector.pack.Scratch;
import org.lxt.tensor.vector.tile.Tiles;

/**
 * One head's rows of an activation, laid out as left operand of the products of attention: all threads read it. With
 * {@code n} rows of the head's size d it is packed in one of two ways.
 */
final class HeadPanels {
    private final Tiles tiles;
    private final float[] floats;
    private final int first;
    private final int panel;

    private HeadPanels(Tiles tiles, float[] floats, int first, int panel) {
        this.tiles = tiles;
        this.floats = floats;
        this.first = first;
        this.panel = panel;
    }

    /** Floats of {@code n} rows, packed by {@link #ofRows}. */
    static int roomOfRows(Tiles tiles, int n, int headSize) {
        return tiles.down(n) * panelOfRows(tiles, headSize);
    }

    /** Floats of {@code n} rows, packed by {@link #ofColumns}. */
    static int roomOfColumns(Tiles tiles, int n, int headSize) {
        return tiles.down(headSize) * (n * tiles.rows() + Lanes.LENGTH);
    }

    /** Panels for products over the head's dimensions: a panel holds {@link Tiles#rows} rows, at each step one dimension. */
    static HeadPanels ofRows(Tiles tiles, float[] floats, int first, int headSize) {
        return new HeadPanels(tiles, floats, first, panelOfRows(tiles, headSize));
    }

    /** Panels for products over the rows: a panel holds {@link Tiles#rows} dimensions, at each step one row. */
    static HeadPanels ofColumns(Tiles tiles, float[] floats, int first, int n) {
        return new HeadPanels(tiles, floats, first, n * tiles.rows() + Lanes.LENGTH);
    }

    /** Rows are packed whole vectors of dimensions at a time. */
    private static int panelOfRows(Tiles tiles, int headSize) {
        return (headSize + Lanes.LENGTH - 1) / Lanes.LENGTH * Lanes.LENGTH * tiles.rows() + Lanes.LENGTH;
    }

    float[] floats() {
        return floats;
    }

    /** Where a panel begins. */
    int at(int tile) {
        return first + tile * panel;
    }

    /** Floats from one panel to the next. */
    int step() {
        return panel;
    }

    /** Packs rows {@code row .. row + n} of the head, as rows, beginning with panel {@code tile}. */
    void packRows(Operand head, int row, int n, int tile, Scratch scratch) {
        int height = tiles.rows();
        for (int i = 0; i < n; i += height) {
            int some = Math.min(height, n - i);
            RowPanels.pack(head, row + i, some, 0, head.columns(), floats, at(tile + i / height), scratch);
        }
    }

    /** Packs rows {@code row .. row + n} of the head, as columns, to steps {@code step ..} of each panel. */
    void packColumns(Operand head, int row, int n, int step, Scratch scratch) {
        int height = tiles.rows();
        for (int d = 0; d < head.columns(); d += height) {
            int some = Math.min(height, head.columns() - d);
            RowPanels.pack(head.transpose(), d, some, row, n, floats, at(d / height) + step * height, scratch);
        }
    }
}
