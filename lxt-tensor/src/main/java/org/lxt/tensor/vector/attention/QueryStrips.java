// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import java.util.ArrayList;
import java.util.List;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.AttentionPlan.Block;
import org.lxt.tensor.vector.pack.ColumnPanels;
import org.lxt.tensor.vector.pack.Operand;
import org.lxt.tensor.vector.pack.Scratch;
import org.lxt.tensor.vector.tile.Tiles;

/**
 * Attention by strips: {@link Tiles#columns} queries of a block and a head together, against all keys that any of them
 * sees. The product of the keys with the strip's queries has a row for each key: after the softmax down its columns it is,
 * as it lies, the right operand of the next product, with the values.
 */
final class QueryStrips {
    /** Queries {@code first .. first + count} of a block. */
    record Strip(Block block, int first, int count) {}

    private final AttentionPlan plan;
    private final List<Strip> strips = new ArrayList<>();

    QueryStrips(AttentionPlan plan, Tiles tiles) {
        int columns = tiles.columns();
        this.plan = plan;
        for (Block block : plan.blocks()) {
            for (int first = 0; first < block.queries(); first += columns) {
                strips.add(new Strip(block, first, Math.min(columns, block.queries() - first)));
            }
        }
    }

    /** A strip for each head. */
    int count() {
        return strips.size() * plan.heads();
    }

    /** The strips in turn, each for all heads; the last first, because with a causal mask these are the longest. */
    Strip strip(int index) {
        return strips.get(strips.size() - 1 - index / plan.heads());
    }

    int head(int index) {
        return index % plan.heads();
    }

    /** What one thread makes of a strip. */
    static final class Scores {
        private final Tiles tiles;
        private final Block block;
        private final int first;
        private final int count;

        /** First and one past the last row of k that the strip sees. */
        final int from;

        final int to;

        /** The panel of keys that {@link #from} lies in; rows of scores are counted from this panel's first. */
        private final int tile;

        Scores(Strip strip, Tiles tiles) {
            this.tiles = tiles;
            this.block = strip.block();
            this.first = strip.first();
            this.count = strip.count();
            int last = first + count - 1;
            this.from = block.keyRow() + block.band().from(first);
            this.to = block.keyRow() + block.band().to(last, block.keys());
            this.tile = from / tiles.rows();
        }

        /** Row of scores of the first key. */
        int firstRow() {
            return from - tile * tiles.rows();
        }

        /** One past the row of scores of the last key. */
        int lastRow() {
            return to - tile * tiles.rows();
        }

        /** {@code panels q^T}: for each key its products with the strip's rows of a head. */
        float[] products(Scratch.Room room, HeadPanels panels, Operand rows, int row, Scratch scratch) {
            float[] packed = scratch.columns[0];
            ColumnPanels.panel(rows.transpose(), 0, rows.columns(), row, count, packed, scratch);
            int all = tiles.down(lastRow());
            float[] s = room.zeroed(all * tiles.sums());
            int depth = rows.columns();
            tiles.run(all * tiles.rows(), depth, panels.floats(), panels.at(tile), panels.step(), packed, 0, s, 0);
            return s;
        }

        /** Makes scores of products. */
        void make(float[] s, ScoreMath math, int head) {
            int columns = tiles.columns();
            math.scores(s, firstRow() * columns, (lastRow() - firstRow()) * columns);
            for (TableColumns table : math.tables(block, head, true, first, count)) {
                for (int row = firstRow(); row < lastRow(); row++) {
                    table.add(s, row * columns, key(row), 0, count);
                }
            }
        }

        /** The gradients of scores go into the tables of biases, and what was added times them into a sum for each query. */
        void tableGradients(float[] gradients, ScoreMath math, int head, float[] added) {
            for (TableColumns table : math.tables(block, head, true, first, count)) {
                for (int row = firstRow(); row < lastRow(); row++) {
                    table.gradients(gradients, row * tiles.columns(), key(row), added);
                }
                table.store();
            }
        }

        /** The key of the block that a row of scores belongs to. */
        private int key(int row) {
            return row + tile * tiles.rows() - block.keyRow();
        }

        /** Hides from each query the keys that it does not see. */
        void hide(float[] s) {
            int firstKey = from - block.keyRow();
            int allFrom = block.band().from(first + count - 1);
            int allTo = block.band().to(first, block.keys());
            for (int key = firstKey; key < to - block.keyRow(); key++) {
                if (key >= allFrom && key < allTo) {
                    key = allTo - 1;
                    continue;
                }
                int begin = 0;
                while (begin < count && block.band().to(first + begin, block.keys()) <= key) {
                    begin++;
                }
                int end = count;
                while (end > begin && block.band().from(first + end - 1) > key) {
                    end--;
                }
                if (begin > 0 || end < count) {
                    ScoreColumns.hide(
                            s,
                            tiles.columns(),
                            firstRow() + key - firstKey,
                            begin,
                            end == count ? tiles.columns() : end);
                }
            }
        }

        /** {@code s^T columns}, turned: for each dimension of the head, the sums over the keys for the strip's queries. */
        float[] sums(Scratch.Room room, HeadPanels columns, int headSize, float[] s) {
            int floats = tiles.down(headSize) * tiles.sums();
            float[] sums = room.zeroed(floats);
            int at = columns.at(0) + from * tiles.rows();
            int sAt = firstRow() * tiles.columns();
            tiles.run(headSize, to - from, columns.floats(), at, columns.step(), s, sAt, sums, 0);
            return sums;
        }
    }
}
