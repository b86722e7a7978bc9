// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import org.lxt.tensor.backend.kernel.AttentionPlan.Block;
import org.lxt.tensor.backend.kernel.ScoreTable;

/**
 * A table of scores for one head along a strip of queries or keys, the columns of a matrix whose rows are keys or queries. What
 * is read of the table, and its gradient while it adds up, is kept in arrays.
 */
final class TableColumns {
    private static final float[] NONE = {};

    private final TableInPlace table;
    private final Block block;
    private final int head;
    private final boolean ofQueries;
    private final int first;
    private final int count;

    /** Whether each column has a row of the table. */
    private final boolean perColumn;

    private final float[] values;

    /** The row of the table that the values are of, if it is not one per column. */
    private int row = -1;

    private float[] gradient = NONE;
    private boolean hasGradient;

    /**
     * The columns are queries {@code first .. first + count} of a block or keys of it; of keys, those before the first of the block
     * and after its last are never asked for.
     */
    TableColumns(TableInPlace table, Block block, int head, boolean ofQueries, int first, int count) {
        this.table = table;
        this.block = block;
        this.head = head;
        this.ofQueries = ofQueries;
        this.first = first;
        this.count = count;
        this.perColumn = table.rows() == (ofQueries ? ScoreTable.Rows.QUERY : ScoreTable.Rows.KEY);
        this.values = new float[(perColumn ? count : 1) * table.run()];
        if (perColumn) {
            int before = ofQueries ? block.queryRow() : block.keyRow();
            for (int c = begin(); c < end(); c++) {
                table.read(before + first + c, head, values, c * table.run());
            }
        }
    }

    private int begin() {
        return Math.max(0, -first);
    }

    private int end() {
        return ofQueries ? count : Math.min(count, block.keys() - first);
    }

    /** Adds what the block adds to scores {@code from .. to} of a row of s: those of a key, or those of a query. */
    void add(float[] s, int at, int index, int from, int to) {
        readRow(index);
        int[] elementOf = table.elementOf();
        int offset = offset(index);
        int direction = direction();
        int step = perColumn ? table.run() : 0;
        for (int c = from; c < to; c++) {
            s[at + c] += values[c * step + elementOf[offset + direction * c]];
        }
    }

    /**
     * Adds the gradients of the scores of a key to the rows of their queries, if the table has such.
     *
     * @param added is increased, for each query, by what was added to its score times the gradient
     */
    void gradients(float[] g, int at, int key, float[] added) {
        readRow(key);
        boolean wanted = table.hasGradient() && table.rows() != ScoreTable.Rows.KEY;
        if (wanted) {
            readGradient();
        }
        int[] elementOf = table.elementOf();
        int offset = offset(key);
        int run = table.run();
        int step = perColumn ? run : 0;
        for (int c = 0; c < count; c++) {
            int element = elementOf[offset - c];
            float own = g[at + c];
            added[c] += values[c * step + element] * own;
            if (wanted) {
                gradient[c * run + element] += own;
            }
        }
    }

    /** Adds the gradients of the scores of a query and keys {@code from .. to} to the rows of these, if the table has such. */
    void keyGradients(float[] g, int at, int query, int from, int to) {
        if (!table.hasGradient() || table.rows() != ScoreTable.Rows.KEY) {
            return;
        }
        readGradient();
        int[] elementOf = table.elementOf();
        int offset = offset(query);
        int run = table.run();
        for (int c = from; c < to; c++) {
            gradient[c * run + elementOf[offset + c]] += g[at + c];
        }
    }

    /** Stores what gradients have added up to. */
    void store() {
        for (int c = begin(); c < end() && hasGradient; c++) {
            table.writeGradient(gradientRow(c), head, gradient, c * table.run());
        }
    }

    private void readGradient() {
        if (!hasGradient) {
            hasGradient = true;
            gradient = new float[count * table.run()];
            for (int c = begin(); c < end(); c++) {
                table.readGradient(gradientRow(c), head, gradient, c * table.run());
            }
        }
    }

    private int gradientRow(int column) {
        return (ofQueries ? block.gradientRow() : block.gradientKey()) + first + column;
    }

    private void readRow(int index) {
        if (perColumn) {
            return;
        }
        int wanted = switch (table.rows()) {
            case SHARED -> 0;
            case QUERY -> block.queryRow() + index;
            case KEY -> block.keyRow() + index;
        };
        if (wanted != row) {
            row = wanted;
            table.read(row, head, values, 0);
        }
    }

    /** Where in the elements of offsets column 0 is. */
    private int offset(int index) {
        int middle = table.elementOf().length / 2;
        int position = block.band().firstPosition();
        return middle - position + (ofQueries ? index - first : first - index);
    }

    private int direction() {
        return ofQueries ? -1 : 1;
    }
}
