// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.attention;

import java.util.function.IntUnaryOperator;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.ScoreTable;

/**
 * A number that is added to each score of attention, looked up by how far the key is from the query: to the score of head h,
 * query i and key j is added {@code table[row, h * buckets + bucketOf(j - i)]}. It may be learned, as in MPNet, or be
 * products of the queries or the keys with embeddings of positions, as in DeBERTa; then it has a gradient.
 *
 * @param table {@code [rows, heads * buckets]}: one row if it is shared, which must be a constant; else a row for each row of q
 *     or of k
 * @param rows what the rows of the table belong to
 * @param buckets how many numbers a row has for each head
 * @param bucketOf the bucket of an offset, the position of the key minus that of the query
 */
public record ScoreBias(Tensor table, ScoreTable.Rows rows, int buckets, IntUnaryOperator bucketOf) {
    /** The same numbers for all queries, by offset; they have no gradient. */
    public static ScoreBias shared(Tensor table, int buckets, IntUnaryOperator bucketOf) {
        return new ScoreBias(table, ScoreTable.Rows.SHARED, buckets, bucketOf);
    }

    /** The same lookup in another table. */
    public ScoreBias with(Tensor other) {
        return new ScoreBias(other, rows, buckets, bucketOf);
    }

    void require(AttentionShape shape, Tensor q, Tensor k) {
        int expected = switch (rows) {
            case SHARED -> 1;
            case QUERY -> q.rows();
            case KEY -> k.rows();
        };
        if (table.rows() != expected || table.columns() != shape.heads() * buckets) {
            throw new IllegalArgumentException("attention: a bias of " + table.shape() + ", expected " + expected
                    + " rows of " + shape.heads() + " heads with " + buckets + " buckets");
        }
        if (rows == ScoreTable.Rows.SHARED && table.isWatched()) {
            throw new IllegalArgumentException("attention: a bias that all queries share must be a constant");
        }
    }

    /** The bucket of each offset from {@code -(longest - 1)} to {@code longest - 1}. */
    int[] buckets(int longest) {
        int[] of = new int[2 * longest - 1];
        for (int i = 0; i < of.length; i++) {
            of[i] = bucketOf.applyAsInt(i - longest + 1);
            if (of[i] < 0 || of[i] >= buckets) {
                throw new IllegalArgumentException("attention: a bias has bucket " + of[i] + " for offset "
                        + (i - longest + 1) + ", but " + buckets + " buckets");
            }
        }
        return of;
    }
}
