// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.model;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the tokens of recent pieces, as the same words come again and again. A fixed number of slots, each for one
 * of the pieces that hash to it, so memory is bounded and there is nothing to evict.
 *
 * <p>Threads share it without locks: an entry is immutable and is written and read as one reference, so at worst a
 * thread misses what another has just put there and computes the same tokens again.
 */
final class PieceCache {

    private static final int SLOTS = 1 << 14;

    /** Longer pieces are rare, so they seldom come again, and would make the cache large. */
    private static final int LONGEST = 64;

    private final @Nullable Entry[] entries = new @Nullable Entry[SLOTS];

    private record Entry(String piece, PieceTokens tokens) {}

    @Nullable
    PieceTokens get(String piece) {
        Entry entry = entries[slot(piece)];
        return entry != null && entry.piece.equals(piece) ? entry.tokens : null;
    }

    void put(String piece, PieceTokens tokens) {
        if (piece.length() <= LONGEST) {
            entries[slot(piece)] = new Entry(piece, tokens);
        }
    }

    private static int slot(String piece) {
        int hash = piece.hashCode();
        return (hash ^ hash >>> 15) & (SLOTS - 1);
    }
}
