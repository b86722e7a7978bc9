// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.vector.pack.Scratch;
import org.lxt.tensor.vector.tile.Tiles;

/** Keys and values of all heads, packed for the products of attention: up to two activations, each both ways. */
final class SharedPanels {
    private final Tiles tiles;
    private final float[] rows;
    private final float[] columns;
    private final int heads;
    private final int headSize;
    private final int n;

    /** Takes the memory from the scratch of the calling thread. */
    SharedPanels(Scratch scratch, AttentionPlan plan, int n) {
        this.tiles = scratch.tiles;
        this.heads = plan.keyValueHeads();
        this.headSize = plan.headSize();
        this.n = n;
        this.rows = scratch.rows.ofSize(2 * heads * HeadPanels.roomOfRows(tiles, n, headSize));
        this.columns = scratch.otherRows.ofSize(2 * heads * HeadPanels.roomOfColumns(tiles, n, headSize));
    }

    /** Panels of rows of activation 0 or 1. */
    HeadPanels rows(int activation, int head) {
        int room = HeadPanels.roomOfRows(tiles, n, headSize);
        return HeadPanels.ofRows(tiles, rows, (activation * heads + head) * room, headSize);
    }

    /** Panels of columns of activation 0 or 1. */
    HeadPanels columns(int activation, int head) {
        int room = HeadPanels.roomOfColumns(tiles, n, headSize);
        return HeadPanels.ofColumns(tiles, columns, (activation * heads + head) * room, n);
    }
}
