// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.model;

import java.util.Arrays;

/** Tokens of a piece while they are collected, each with its range in UTF-16 units. */
final class TokenRanges {

    private int[] ids;
    private int[] starts;
    private int[] ends;
    private int count;

    TokenRanges(int capacity) {
        ids = new int[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    void add(int id, int start, int end) {
        if (count == ids.length) {
            int capacity = 2 * count + 4;
            ids = Arrays.copyOf(ids, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
        ids[count] = id;
        starts[count] = start;
        ends[count] = end;
        count++;
    }

    PieceTokens tokens() {
        return new PieceTokens(Arrays.copyOf(ids, count), Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
    }
}
