// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.AttentionPlan.Block;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.vector.pack.Operand;
import org.lxt.tensor.vector.pack.Scratch;
import org.lxt.tensor.vector.tile.Tiles;

/**
 * Queries and output gradients of the heads that share a key head, packed for {@link KeyStrips}. Each block begins with a
 * panel of its own, and its gradient rows lie as its query rows.
 */
final class GroupPanels {
    private static final int QUERIES = 0;
    private static final int GRADIENTS = 1;

    private final Workers workers;
    private final ThreadLocal<Scratch> scratches;
    private final AttentionPlan plan;
    private final AttentionHeads heads;
    private final int keyHead;
    private final int[] firstTiles;
    private final int count;
    private final Tiles tiles;
    private final float[] rows;
    private final float[] columns;

    GroupPanels(Workers workers, ThreadLocal<Scratch> scratches, AttentionPlan plan, int keyHead) {
        this.workers = workers;
        this.scratches = scratches;
        this.plan = plan;
        this.heads = new AttentionHeads(plan);
        this.keyHead = keyHead;
        this.firstTiles = new int[plan.blocks().size()];
        Scratch scratch = scratches.get();
        this.tiles = scratch.tiles;
        int total = 0;
        for (int b = 0; b < firstTiles.length; b++) {
            firstTiles[b] = total;
            total += tiles.down(plan.blocks().get(b).queries());
        }
        this.count = total;
        this.rows = scratch.rows.ofSize(2 * heads.group() * roomOfRows());
        this.columns = scratch.otherRows.ofSize(2 * heads.group() * roomOfColumns());
    }

    /** Packs what the gradient at the values needs, and if {@code all} what that at the keys needs too. */
    void pack(HostBuffer q, HostBuffer g, boolean all) {
        workers.run(heads.group(), h -> {
            Scratch scratch = scratches.get();
            Operand queries = heads.query(q, heads.queryRows(), keyHead * heads.group() + h);
            Operand gradients = heads.query(g, plan.gradientRows(), keyHead * heads.group() + h);
            for (int b = 0; b < firstTiles.length; b++) {
                Block block = plan.blocks().get(b);
                int tile = firstTiles[b];
                int step = tile * tiles.rows();
                int n = block.queries();
                queryRows(h).packRows(queries, block.queryRow(), n, tile, scratch);
                gradientColumns(h).packColumns(gradients, block.gradientRow(), n, step, scratch);
                if (all) {
                    gradientRows(h).packRows(gradients, block.gradientRow(), n, tile, scratch);
                    queryColumns(h).packColumns(queries, block.queryRow(), n, step, scratch);
                }
            }
        });
    }

    /** The panel that a block begins with. */
    int firstTile(int block) {
        return firstTiles[block];
    }

    HeadPanels queryRows(int h) {
        return rows(QUERIES, h);
    }

    HeadPanels gradientRows(int h) {
        return rows(GRADIENTS, h);
    }

    HeadPanels queryColumns(int h) {
        return columns(QUERIES, h);
    }

    HeadPanels gradientColumns(int h) {
        return columns(GRADIENTS, h);
    }

    private HeadPanels rows(int kind, int h) {
        return HeadPanels.ofRows(tiles, rows, (kind * heads.group() + h) * roomOfRows(), plan.headSize());
    }

    private HeadPanels columns(int kind, int h) {
        return HeadPanels.ofColumns(tiles, columns, (kind * heads.group() + h) * roomOfColumns(), count * tiles.rows());
    }

    private int roomOfRows() {
        return HeadPanels.roomOfRows(tiles, count * tiles.rows(), plan.headSize());
    }

    private int roomOfColumns() {
        return HeadPanels.roomOfColumns(tiles, count * tiles.rows(), plan.headSize());
    }
}
