// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.model;

import java.util.Arrays;

/**
 * One piece while its tokens are joined: at every step the pair of neighbours with the lowest rank, the leftmost of
 * several, becomes one token, until no pair can be joined.
 */
final class BpeWord {

    /** Up to this many tokens, searching all pairs at each step is faster than keeping them in a queue. */
    private static final int LONGEST_SEARCHED = 48;

    private static final int NONE = -1;

    private int[] ids;
    private int[] lengths;
    private int count;

    BpeWord(int capacity) {
        ids = new int[capacity];
        lengths = new int[capacity];
    }

    /** Adds a token at the end; lengths are in any one unit, and are the ranges' unit. */
    void add(int id, int length) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count + 1);
            lengths = Arrays.copyOf(lengths, ids.length);
        }
        ids[count] = id;
        lengths[count] = length;
        count++;
    }

    /** The tokens that are left when nothing can be joined any more. */
    PieceTokens joined(Merges merges) {
        if (count <= LONGEST_SEARCHED) {
            joinBySearch(merges);
        } else {
            joinByQueue(merges);
        }
        return tokens();
    }

    /** The tokens as they are, with their ranges. */
    PieceTokens tokens() {
        int[] starts = new int[count];
        int[] ends = new int[count];
        int end = 0;
        for (int i = 0; i < count; i++) {
            starts[i] = end;
            end += lengths[i];
            ends[i] = end;
        }
        return new PieceTokens(Arrays.copyOf(ids, count), starts, ends);
    }

    private void joinBySearch(Merges merges) {
        int[] places = new int[count];
        for (int i = 0; i + 1 < count; i++) {
            places[i] = merges.find(ids[i], ids[i + 1]);
        }
        while (true) {
            int best = NONE;
            int bestRank = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < count; i++) {
                if (places[i] >= 0 && merges.rank(places[i]) < bestRank) {
                    best = i;
                    bestRank = merges.rank(places[i]);
                }
            }
            if (best == NONE) {
                return;
            }
            ids[best] = merges.result(places[best]);
            lengths[best] += lengths[best + 1];
            int moved = count - best - 2;
            System.arraycopy(ids, best + 2, ids, best + 1, moved);
            System.arraycopy(lengths, best + 2, lengths, best + 1, moved);
            System.arraycopy(places, best + 2, places, best + 1, moved);
            count--;
            if (best + 1 < count) {
                places[best] = merges.find(ids[best], ids[best + 1]);
            }
            if (best > 0) {
                places[best - 1] = merges.find(ids[best - 1], ids[best]);
            }
        }
    }

    private void joinByQueue(Merges merges) {
        int[] previous = new int[count];
        int[] next = new int[count];
        LongQueue queue = new LongQueue(count);
        for (int i = 0; i < count; i++) {
            previous[i] = i - 1;
            next[i] = i + 1 < count ? i + 1 : NONE;
        }
        for (int i = 0; i + 1 < count; i++) {
            offer(queue, merges, i, i + 1);
        }
        while (!queue.isEmpty()) {
            long entry = queue.poll();
            int left = (int) entry;
            int right = next[left];
            if (lengths[left] == 0 || right == NONE) {
                continue;
            }
            int place = merges.find(ids[left], ids[right]);
            // A neighbour may have been joined since this entry was made; the pair of now has its own entry.
            if (place < 0 || merges.rank(place) != (int) (entry >>> 32)) {
                continue;
            }
            ids[left] = merges.result(place);
            lengths[left] += lengths[right];
            lengths[right] = 0;
            next[left] = next[right];
            if (next[left] != NONE) {
                previous[next[left]] = left;
                offer(queue, merges, left, next[left]);
            }
            if (previous[left] != NONE) {
                offer(queue, merges, previous[left], left);
            }
        }
        removeJoined();
    }

    private void offer(LongQueue queue, Merges merges, int left, int right) {
        int place = merges.find(ids[left], ids[right]);
        if (place >= 0) {
            queue.add((long) merges.rank(place) << 32 | left);
        }
    }

    private void removeJoined() {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (lengths[i] != 0) {
                ids[kept] = ids[i];
                lengths[kept] = lengths[i];
                kept++;
            }
        }
        count = kept;
    }
}
