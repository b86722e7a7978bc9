// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.ScoreTable;
import org.lxt.tensor.host.HostBuffer;

/** A {@link ScoreTable} where it lies: runs of a row are read from it, and runs of its gradient read and written. */
final class TableInPlace {
    private final MemorySegment values;
    private final @Nullable MemorySegment gradient;
    private final ScoreTable.Rows rows;
    private final int width;
    private final int buckets;
    private final int firstBucket;
    private final int used;
    private final int[] bucketOf;

    TableInPlace(ScoreTable table, int heads) {
        this.values = ((HostBuffer) table.values()).segment();
        this.gradient = table.gradient() == null ? null : ((HostBuffer) table.gradient()).segment();
        this.rows = table.rows();
        this.width = heads * table.buckets();
        int first = table.buckets() - 1;
        int last = 0;
        for (int bucket : table.bucketOf()) {
            first = Math.min(first, bucket);
            last = Math.max(last, bucket);
        }
        this.firstBucket = first;
        this.used = Math.max(0, last - first + 1);
        this.buckets = table.buckets();
        this.bucketOf = new int[table.bucketOf().length];
        for (int i = 0; i < bucketOf.length; i++) {
            bucketOf[i] = table.bucketOf()[i] - first;
        }
    }

    /** Whether each query has a row, or each key, or all share one. */
    ScoreTable.Rows rows() {
        return rows;
    }

    /** Whether its gradient is wanted. */
    boolean hasGradient() {
        return gradient != null;
    }

    /** Elements of a run: the buckets that any offset has. */
    int run() {
        return used;
    }

    /** For each offset of a key from a query the element of a run; as many to the left as to the right. */
    int[] elementOf() {
        return bucketOf;
    }

    /** Reads the run of a row for a head. */
    void read(int row, int head, float[] to, int at) {
        MemorySegment.copy(values, FLOAT, at(row, head), to, at, used);
    }

    /** Reads what its gradient has added up to so far. */
    void readGradient(int row, int head, float[] to, int at) {
        MemorySegment.copy(Objects.requireNonNull(gradient), FLOAT, at(row, head), to, at, used);
    }

    /** Writes that. */
    void writeGradient(int row, int head, float[] from, int at) {
        MemorySegment.copy(from, at, Objects.requireNonNull(gradient), FLOAT, at(row, head), used);
    }

    private long at(int row, int head) {
        return 4 * ((long) row * width + (long) head * buckets + firstBucket);
    }
}
