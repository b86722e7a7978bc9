// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.AttentionPlan.Block;
import org.lxt.tensor.backend.kernel.ScoreTable;
import org.lxt.tensor.host.HostBuffer;

/** A {@link ScoreTable} read, and its gradient added up, where they lie. */
final class TableInPlace {
    private final MemorySegment values;
    private final @Nullable MemorySegment gradient;
    private final ScoreTable.Rows rows;
    private final int width;
    private final int buckets;
    private final int[] bucketOf;
    private final int middle;

    TableInPlace(ScoreTable table, int heads) {
        this.values = ((HostBuffer) table.values()).segment();
        this.gradient = table.gradient() == null ? null : ((HostBuffer) table.gradient()).segment();
        this.rows = table.rows();
        this.width = heads * table.buckets();
        this.buckets = table.buckets();
        this.bucketOf = table.bucketOf();
        this.middle = table.middle();
    }

    /** Whether each key has a row. */
    boolean isOfKeys() {
        return rows == ScoreTable.Rows.KEY;
    }

    /** Whether its gradient is wanted. */
    boolean hasGradient() {
        return gradient != null;
    }

    /** What is added to the score of a query and a key of a block. */
    float value(Block block, int head, int query, int key) {
        int row = switch (rows) {
            case SHARED -> 0;
            case QUERY -> block.queryRow() + query;
            case KEY -> block.keyRow() + key;
        };
        return values.get(FLOAT, at(block, head, query, key, row));
    }

    /** Adds a gradient of that. */
    void addGradient(Block block, int head, int query, int key, float amount) {
        MemorySegment to = gradient;
        if (to != null) {
            int row = isOfKeys() ? block.gradientKey() + key : block.gradientRow() + query;
            long at = at(block, head, query, key, row);
            to.set(FLOAT, at, to.get(FLOAT, at) + amount);
        }
    }

    private long at(Block block, int head, int query, int key, int row) {
        int offset = key - block.band().firstPosition() - query;
        return 4 * ((long) row * width + (long) head * buckets + bucketOf[middle + offset]);
    }
}
