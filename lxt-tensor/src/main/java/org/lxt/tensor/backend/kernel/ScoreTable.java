// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.kernel;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.memory.Buffer;

/**
 * Numbers that are added to scores, found by how far a key is from a query: to the score of head h, query i and key j is
 * added {@code values[row, h * buckets + bucketOf[middle() + j - i]]}, positions in their sequence.
 *
 * @param values {@code [rows, heads * buckets]}
 * @param gradient backward, where the gradient of {@code values} goes, or null if it is not wanted: as many rows as there are
 *     gradient rows of what the rows belong to
 * @param rows what the rows of the table belong to
 * @param buckets numbers for each head in a row
 * @param bucketOf the bucket of each offset of a key from a query, as many to the left as to the right
 */
@SuppressWarnings("ArrayRecordComponent") // made for one call, and read only
public record ScoreTable(Buffer values, @Nullable Buffer gradient, Rows rows, int buckets, int[] bucketOf) {
    /** What the rows of a table belong to. */
    public enum Rows {
        /** There is one row, for all. */
        SHARED,
        /** Each query has a row. */
        QUERY,
        /** Each key has a row. */
        KEY
    }

    /** The index in {@link #bucketOf} of a key at the query's own position. */
    public int middle() {
        return bucketOf.length / 2;
    }
}
