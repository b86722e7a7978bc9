// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.compose;

import java.util.List;
import java.util.function.ToIntFunction;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.AttentionPlan.Block;
import org.lxt.tensor.backend.kernel.ScoreTable;
import org.lxt.tensor.backend.memory.Buffer;

/** A {@link ScoreTable} on the host, with its gradient. */
final class AddedTable {
    private final Backend backend;
    private final ScoreTable table;
    private final int width;
    private final double[] values;
    private final double[] gradient;

    AddedTable(Backend backend, AttentionPlan plan, ScoreTable table) {
        this.backend = backend;
        this.table = table;
        this.width = plan.heads() * table.buckets();
        int rows = switch (table.rows()) {
            case SHARED -> 1;
            case QUERY -> end(plan.blocks(), block -> block.queryRow() + block.queries());
            case KEY -> end(plan.blocks(), block -> block.keyRow() + block.keys());
        };
        this.values = new double[Math.multiplyExact(rows, width)];
        backend.read(table.values(), 0, values);
        int gradientRows = table.rows() == ScoreTable.Rows.KEY ? plan.gradientKeys() : plan.gradientRows();
        this.gradient = new double[table.gradient() == null ? 0 : Math.multiplyExact(gradientRows, width)];
    }

    private static int end(List<Block> blocks, ToIntFunction<Block> endOf) {
        return blocks.stream().mapToInt(endOf).max().orElse(0);
    }

    /** What is added to the score of a query and a key of a block. */
    double value(Block block, int head, int query, int key) {
        return values[at(block, head, query, key, row(block.queryRow() + query, block.keyRow() + key))];
    }

    /** Adds a gradient of that. */
    void addGradient(Block block, int head, int query, int key, double amount) {
        if (table.gradient() != null) {
            int row = row(block.gradientRow() + query, block.gradientKey() + key);
            gradient[at(block, head, query, key, row)] += amount;
        }
    }

    void writeGradient() {
        Buffer to = table.gradient();
        if (to != null) {
            backend.write(to, gradient);
        }
    }

    private int at(Block block, int head, int query, int key, int row) {
        int offset = key - block.band().firstPosition() - query;
        return row * width + head * table.buckets() + table.bucketOf()[table.middle() + offset];
    }

    private int row(int ofQuery, int ofKey) {
        return switch (table.rows()) {
            case SHARED -> 0;
            case QUERY -> ofQuery;
            case KEY -> ofKey;
        };
    }
}
