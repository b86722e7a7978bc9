// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.AttentionPlan.Block;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.vector.pack.ColumnPanels;
import org.lxt.tensor.vector.pack.Operand;
import org.lxt.tensor.vector.pack.Scratch;
import org.lxt.tensor.vector.tile.Tiles;

/**
 * The gradients of attention at keys and values: {@link Tiles#columns} rows of the gradient together, against all queries
 * of all blocks that see their keys. Each row is written by one thread, the blocks added in their order.
 */
final class KeyStrips {
    /**
     * Blocks whose gradient rows overlap.
     *
     * @param blocks their indices in the plan, in its order
     * @param from the first of their gradient rows
     * @param to one past the last
     * @param shift what is to be added to a gradient row for the row of k that it belongs to
     */
    private record Chain(List<Integer> blocks, int from, int to, int shift) {}

    private record Strip(Chain chain, int row, int count) {}

    private final Workers workers;
    private final ThreadLocal<Scratch> scratches;
    private final StripMath kernels;
    private final AttentionPlan plan;
    private final AttentionHeads heads;
    private final StripGradient.Statistics statistics;
    private final Tiles tiles;
    private final @Nullable ScoreMath math;
    private final List<Strip> strips = new ArrayList<>();

    KeyStrips(
            Workers workers,
            ThreadLocal<Scratch> scratches,
            StripMath kernels,
            AttentionPlan plan,
            StripGradient.Statistics statistics) {
        this.kernels = kernels;
        this.workers = workers;
        this.scratches = scratches;
        this.plan = plan;
        this.heads = new AttentionHeads(plan);
        this.statistics = statistics;
        this.math = ScoreMath.of(plan, kernels);
        this.tiles = scratches.get().tiles;
        int columns = tiles.columns();
        for (Chain chain : chains(plan.blocks())) {
            for (int row = chain.from(); row < chain.to(); row += columns) {
                strips.add(new Strip(chain, row, Math.min(columns, chain.to() - row)));
            }
        }
    }

    private static List<Chain> chains(List<Block> blocks) {
        List<Integer> ordered =
                new ArrayList<>(IntStream.range(0, blocks.size()).boxed().toList());
        ordered.sort(Comparator.comparingInt(b -> blocks.get(b).gradientKey()));
        List<Chain> chains = new ArrayList<>();
        int next = 0;
        while (next < ordered.size()) {
            Block first = blocks.get(ordered.get(next));
            List<Integer> linked = new ArrayList<>();
            int to = first.gradientKey() + first.keys();
            while (next < ordered.size() && blocks.get(ordered.get(next)).gradientKey() < to) {
                int index = ordered.get(next++);
                linked.add(index);
                to = Math.max(
                        to, blocks.get(index).gradientKey() + blocks.get(index).keys());
            }
            linked.sort(Comparator.naturalOrder());
            chains.add(new Chain(List.copyOf(linked), first.gradientKey(), to, first.keyRow() - first.gradientKey()));
        }
        return chains;
    }

    /**
     * Computes those gradients that are given, and those of tables with a row for each key; with {@code gk} or such tables, {@code
     * v} and the gradient's means are needed.
     */
    void run(@Nullable HostBuffer gk, @Nullable HostBuffer gv, HostBuffer g, HostBuffer q, HostBuffer k, HostBuffer v) {
        boolean needsScores = gk != null || (math != null && math.hasKeyGradient());
        for (int head = 0; head < plan.keyValueHeads(); head++) {
            GroupPanels group = new GroupPanels(workers, scratches, plan, head);
            group.pack(q, g, needsScores);
            Operand keys = heads.key(k, heads.keyRows(), head);
            Operand values = heads.key(v, heads.keyRows(), head);
            Operand toKeys = gk == null ? null : heads.key(gk, plan.gradientKeys(), head);
            Operand toValues = gv == null ? null : heads.key(gv, plan.gradientKeys(), head);
            int first = head * heads.group();
            workers.run(
                    strips.size(),
                    i -> new Work(strips.get(i), group, first, needsScores).run(toKeys, toValues, keys, values));
        }
    }

    /** One strip for all query heads of one key head. */
    private final class Work {
        private final Strip strip;
        private final GroupPanels group;
        private final int firstHead;
        private final boolean needsScores;
        private final Scratch scratch = scratches.get();
        private final int size = plan.headSize();

        Work(Strip strip, GroupPanels group, int firstHead, boolean needsScores) {
            this.strip = strip;
            this.group = group;
            this.firstHead = firstHead;
            this.needsScores = needsScores;
        }

        void run(@Nullable Operand gk, @Nullable Operand gv, Operand k, Operand v) {
            int keyRow = strip.row() + strip.chain().shift();
            ColumnPanels.panel(k.transpose(), 0, size, keyRow, strip.count(), scratch.columns[0], scratch);
            float[] keySums = zero(scratch.strip);
            float[] valueSums = zero(scratch.otherStrip);
            if (needsScores) {
                ColumnPanels.panel(v.transpose(), 0, size, keyRow, strip.count(), scratch.columns[1], scratch);
            }
            for (int index : strip.chain().blocks()) {
                block(index, keyRow, gk == null ? null : keySums, gv == null ? null : valueSums);
            }
            if (gv != null) {
                kernels.store(valueSums, 1, strip.count(), gv, strip.row(), scratch);
            }
            if (gk != null) {
                kernels.store(keySums, (float) plan.scale(), strip.count(), gk, strip.row(), scratch);
            }
        }

        private float[] zero(Scratch.Room room) {
            int floats = tiles.down(size) * tiles.sums();
            return room.zeroed(floats);
        }

        private void block(int index, int keyRow, float @Nullable [] keySums, float @Nullable [] valueSums) {
            Block block = plan.blocks().get(index);
            int firstKey = keyRow - block.keyRow();
            int from = 0;
            while (from < block.queries() && block.band().to(from, block.keys()) <= Math.max(firstKey, 0)) {
                from++;
            }
            int to = block.queries();
            while (to > from && block.band().from(to - 1) >= firstKey + strip.count()) {
                to--;
            }
            if (from == to || firstKey >= block.keys() || firstKey + strip.count() <= 0) {
                return;
            }
            for (int h = 0; h < heads.group(); h++) {
                float[] p = products(scratch.scores, group.queryRows(h), index, from, to, scratch.columns[0]);
                float[] gp = needsScores
                        ? products(scratch.gradients, group.gradientRows(h), index, from, to, scratch.columns[1])
                        : p;
                softmax(p, gp, block, firstKey, from, to, firstHead + h);
                if (valueSums != null) {
                    add(valueSums, group.gradientColumns(h), index, from, to, p);
                }
                if (keySums != null) {
                    add(keySums, group.queryColumns(h), index, from, to, gp);
                }
            }
        }

        /** Rows of the panels from the one that {@code from} lies in, times the strip's rows of k or v. */
        private float[] products(Scratch.Room room, HeadPanels panels, int index, int from, int to, float[] packed) {
            int tile = from / tiles.rows();
            int floats = (tiles.down(to) - tile) * tiles.sums();
            float[] s = room.zeroed(floats);
            int at = panels.at(group.firstTile(index) + tile);
            tiles.run(to - tile * tiles.rows(), size, panels.floats(), at, panels.step(), packed, 0, s, 0);
            return s;
        }

        private void softmax(float[] p, float[] gp, Block block, int firstKey, int from, int to, int head) {
            int columns = tiles.columns();
            int first = from % tiles.rows() * columns;
            int size = (to - from) * columns;
            List<TableColumns> tables = List.of();
            if (math != null) {
                math.scores(p, first, size);
                System.arraycopy(p, first, scratch.kept.ofSize(size), 0, size);
                tables = math.tables(block, head, false, firstKey, strip.count());
                for (TableColumns table : tables) {
                    for (int i = from; i < to; i++) {
                        table.add(
                                p, first + (i - from) * columns, i, begin(block, firstKey, i), end(block, firstKey, i));
                    }
                }
            }
            int known = head * plan.gradientRows() + block.gradientRow() + from;
            float scale = math == null ? (float) plan.scale() : 1;
            kernels.probabilities(
                    p, first, to - from, columns, scale, statistics.max(), statistics.inverseSum(), known);
            if (needsScores) {
                kernels.gradientRows(p, gp, first, to - from, columns, statistics.mean(), known);
            }
            for (int i = from; i < to; i++) {
                int at = first + (i - from) * columns;
                int begin = begin(block, firstKey, i);
                int end = end(block, firstKey, i);
                if (begin > 0 || end < columns) {
                    ScoreRows.hide(p, at, columns, begin, end);
                    if (needsScores) {
                        ScoreRows.hide(gp, at, columns, begin, end);
                    }
                }
            }
            if (math != null && needsScores) {
                for (TableColumns table : tables) {
                    for (int i = from; i < to; i++) {
                        table.keyGradients(
                                gp,
                                first + (i - from) * columns,
                                i,
                                begin(block, firstKey, i),
                                end(block, firstKey, i));
                    }
                    table.store();
                }
                math.slopes(scratch.kept.ofSize(size), 0, gp, first, size);
            }
        }

        /** The first column that a query sees. */
        private int begin(Block block, int firstKey, int query) {
            return Math.max(0, block.band().from(query) - firstKey);
        }

        /** One past the last one. */
        private int end(Block block, int firstKey, int query) {
            return Math.min(block.band().to(query, block.keys()) - firstKey, strip.count());
        }

        /** Adds the products of the columns of queries {@code from .. to} with their rows of s. */
        private void add(float[] sums, HeadPanels columns, int index, int from, int to, float[] s) {
            int height = tiles.rows();
            int at = columns.at(0) + (group.firstTile(index) * height + from) * height;
            int sAt = from % height * tiles.columns();
            tiles.run(size, to - from, columns.floats(), at, columns.step(), s, sAt, sums, 0);
        }
    }
}
