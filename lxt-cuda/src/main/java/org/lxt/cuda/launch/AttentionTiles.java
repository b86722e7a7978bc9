// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.launch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.AttentionPlan.Block;
import org.lxt.tensor.backend.kernel.Band;

/**
 * A plan as the kernels read it, in one array: its blocks; tiles of queries, each a block and its first query; and for each
 * tile of gradient rows of keys which blocks add to it, in the order of the plan.
 *
 * @param values all numbers
 * @param queryTiles how many tiles of queries
 * @param keyTiles how many tiles of gradient rows of keys; forward, none
 * @param tilesAt where in the array the tiles of queries begin
 * @param startsAt where the lists of blocks of the tiles of keys begin in {@code blockListAt}: one more than tiles
 * @param blockListAt where the blocks of all tiles of keys begin
 */
record AttentionTiles(int[] values, int queryTiles, int keyTiles, int tilesAt, int startsAt, int blockListAt) {
    private static final int TILE = 64;

    static AttentionTiles forward(AttentionPlan plan) {
        return of(plan, 0);
    }

    static AttentionTiles backward(AttentionPlan plan) {
        return of(plan, Math.ceilDiv(plan.gradientKeys(), TILE));
    }

    private static AttentionTiles of(AttentionPlan plan, int keyTiles) {
        List<Block> blocks = plan.blocks();
        Numbers numbers = new Numbers();
        for (Block block : blocks) {
            Band band = block.band();
            numbers.add(
                    block.queryRow(),
                    block.queries(),
                    block.keyRow(),
                    block.keys(),
                    band.firstPosition(),
                    band.causal() ? 1 : 0,
                    band.window(),
                    block.gradientRow(),
                    block.gradientKey());
        }
        int tilesAt = numbers.size();
        int queryTiles = 0;
        // with a causal mask the last tiles have the most keys: begun first, they are not what is waited for at the end
        for (int b = blocks.size() - 1; b >= 0; b--) {
            for (int tile = Math.ceilDiv(blocks.get(b).queries(), TILE) - 1; tile >= 0; tile--) {
                numbers.add(b, tile * TILE);
                queryTiles++;
            }
        }
        int startsAt = numbers.size();
        List<List<Integer>> adding = adding(blocks, keyTiles);
        int start = 0;
        for (List<Integer> list : adding) {
            numbers.add(start);
            start += list.size();
        }
        numbers.add(start);
        int blockListAt = numbers.size();
        adding.forEach(list -> list.forEach(numbers::add));
        return new AttentionTiles(numbers.toArray(), queryTiles, keyTiles, tilesAt, startsAt, blockListAt);
    }

    /** For each tile of keys, the blocks that add to any of its rows. */
    private static List<List<Integer>> adding(List<Block> blocks, int keyTiles) {
        List<List<Integer>> adding = new ArrayList<>();
        for (int tile = 0; tile < keyTiles; tile++) {
            adding.add(new ArrayList<>(1));
        }
        for (int b = 0; b < blocks.size() && keyTiles > 0; b++) {
            Block block = blocks.get(b);
            int end = Math.ceilDiv(block.gradientKey() + block.keys(), TILE);
            for (int tile = block.gradientKey() / TILE; tile < end; tile++) {
                adding.get(tile).add(b);
            }
        }
        return adding;
    }

    /** A growing array. */
    private static final class Numbers {
        private int[] values = new int[64];
        private int size;

        int size() {
            return size;
        }

        void add(int... more) {
            if (size + more.length > values.length) {
                values = Arrays.copyOf(values, 2 * (size + more.length));
            }
            System.arraycopy(more, 0, values, size, more.length);
            size += more.length;
        }

        int[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
