// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

/**
 * Which of 32 buckets an offset of a key from a query belongs to: 16 for keys up to the query and 16 for later ones; of each 16
 * one for each distance up to 7, and eight that grow with the distance up to 128. Source: {@code relative_position_bucket} of
 * transformers, which has it from T5.
 */
final class RelativeBuckets {
    /** Number of buckets. */
    static final int COUNT = 32;

    private static final int SIDE = COUNT / 2;
    private static final int EXACT = SIDE / 2;
    private static final int FURTHEST = 128;

    private RelativeBuckets() {}

    /** The bucket of the position of a key minus that of a query. */
    static int of(int offset) {
        int distance = Math.abs(offset);
        return (offset > 0 ? SIDE : 0) + (distance < EXACT ? distance : grown(distance));
    }

    /** In float32, as in the reference. */
    private static int grown(int distance) {
        float share = (float) Math.log((float) distance / EXACT) / (float) Math.log((double) FURTHEST / EXACT);
        return Math.min(EXACT + (int) (share * (SIDE - EXACT)), SIDE - 1);
    }
}
