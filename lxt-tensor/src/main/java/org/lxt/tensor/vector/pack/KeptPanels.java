// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.pack;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.vector.tile.Tiles;

/**
 * The packed panels of a right operand that takes part in product after product: a weight, one way round. Products put the
 * panels here that they pack, and take them from here when they find them. Threads may pack the same panel at the same
 * time; what they put here is the same.
 */
public final class KeptPanels {
    private final Tiles tiles;
    private final int columnTiles;
    private final AtomicReferenceArray<float @Nullable []> panels;

    KeptPanels(Tiles tiles, int inner, int columns) {
        this.tiles = tiles;
        this.columnTiles = tiles.across(columns);
        this.panels = new AtomicReferenceArray<>(tiles.slices(inner) * columnTiles);
    }

    /** What the panels of so large an operand take when all are there. */
    static long bytes(Tiles tiles, int inner, int columns) {
        int last = inner % tiles.depth();
        long whole = (long) (inner / tiles.depth()) * tiles.columnPanel();
        return 4 * (whole + tiles.columnPanel(last)) * tiles.across(columns);
    }

    /**
     * Hands out the panels of slice {@code k .. k + depth} and of columns {@code column .. column + columns}, which begin
     * with a panel, packing them if they are not there.
     */
    public void get(Operand b, int k, int depth, int column, int columns, Scratch scratch, float[][] destination) {
        int first = k / tiles.depth() * columnTiles + column / tiles.columns();
        int count = tiles.across(columns);
        boolean complete = true;
        for (int i = 0; i < count; i++) {
            float[] panel = panels.getAcquire(first + i);
            if (panel == null) {
                complete = false;
                panel = new float[tiles.columnPanel(depth)];
            }
            destination[i] = panel;
        }
        if (complete) {
            return;
        }
        if (tiles.rounding()) {
            // a panel is not what it will be until it is rounded, and others may read those that were there
            for (int i = 0; i < count; i++) {
                destination[i] = new float[tiles.columnPanel(depth)];
            }
        }
        // those that were there are written anew as well, with what is in them
        ColumnPanels.pack(b, k, depth, column, columns, scratch, destination);
        for (int i = 0; i < count; i++) {
            panels.setRelease(first + i, destination[i]);
        }
    }
}
