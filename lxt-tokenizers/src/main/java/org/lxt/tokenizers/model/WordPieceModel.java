// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.model;

import org.lxt.tokenizers.file.Field;
import org.lxt.tokenizers.text.Trie;

/**
 * WordPiece: from the left, the longest token that the rest of the piece begins with; if there is none at some place,
 * the whole piece is unknown. Tokens within a piece are written with a prefix.
 */
final class WordPieceModel implements TokenModel {

    private final Vocabulary vocabulary;
    private final Trie trie;
    private final int continuing;
    private final int unknown;
    private final int longestPiece;
    private final PieceCache cache = new PieceCache();

    private WordPieceModel(Vocabulary vocabulary, String prefix, int unknown, int longestPiece) {
        this.vocabulary = vocabulary;
        this.unknown = unknown;
        this.longestPiece = longestPiece;
        this.trie = vocabulary.toTrie();
        this.continuing = trie.find(prefix);
    }

    static WordPieceModel read(Field field) {
        field.allowOnly("type", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word", "vocab");
        Vocabulary vocabulary = Vocabulary.read(field.get("vocab"));
        return new WordPieceModel(
                vocabulary,
                field.get("continuing_subword_prefix").text(),
                UnknownToken.required(field.get("unk_token"), vocabulary),
                field.get("max_input_chars_per_word").id());
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public void tokenize(String piece, TokenSink sink) {
        int length = piece.length();
        if (length > longestPiece && piece.codePointCount(0, length) > longestPiece) {
            sink.token(unknown, 0, length);
            return;
        }
        PieceTokens tokens = cache.get(piece);
        if (tokens == null) {
            tokens = compute(piece);
            cache.put(piece, tokens);
        }
        tokens.handOn(sink);
    }

    private PieceTokens compute(String piece) {
        BpeWord word = new BpeWord(piece.length());
        int start = 0;
        while (start < piece.length()) {
            int node = start == 0 ? Trie.ROOT : continuing;
            int id = Trie.NONE;
            int end = start;
            for (int i = start; i < piece.length() && node != Trie.NONE; i++) {
                node = trie.child(node, piece.charAt(i));
                if (node != Trie.NONE && trie.value(node) != Trie.NONE) {
                    id = trie.value(node);
                    end = i + 1;
                }
            }
            if (id == Trie.NONE) {
                return PieceTokens.one(unknown, piece.length());
            }
            word.add(id, end - start);
            start = end;
        }
        return word.tokens();
    }
}
