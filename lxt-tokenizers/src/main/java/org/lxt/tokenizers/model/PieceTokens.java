// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.model;

import org.lxt.tokenizers.text.Utf8;

/**
 * The tokens of one piece, with the range of the piece each stands for in UTF-16 units. The arrays are not to be
 * changed.
 */
@SuppressWarnings("ArrayRecordComponent") // internal, shared through the cache and never compared
record PieceTokens(int[] ids, int[] starts, int[] ends) {

    /** One token for all of a piece. */
    static PieceTokens one(int id, int length) {
        return new PieceTokens(new int[] {id}, new int[] {0}, new int[] {length});
    }

    /**
     * Converts ranges in UTF-8 bytes to ranges in UTF-16 units; a range that divides a character takes in all of it.
     */
    PieceTokens fromBytes(String piece) {
        int[] unitOfByte = new int[3 * piece.length()];
        int bytes = 0;
        int next;
        for (int i = 0; i < piece.length(); i = next) {
            int c = piece.codePointAt(i);
            next = i + Character.charCount(c);
            for (int end = bytes + Utf8.length(c); bytes < end; bytes++) {
                unitOfByte[bytes] = i;
            }
        }
        int[] unitStarts = new int[ids.length];
        int[] unitEnds = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            unitStarts[i] = unitOfByte[starts[i]];
            int last = unitOfByte[ends[i] - 1];
            unitEnds[i] = last + Character.charCount(piece.codePointAt(last));
        }
        return new PieceTokens(ids, unitStarts, unitEnds);
    }

    void handOn(TokenModel.TokenSink sink) {
        for (int i = 0; i < ids.length; i++) {
            sink.token(ids[i], starts[i], ends[i]);
        }
    }
}
