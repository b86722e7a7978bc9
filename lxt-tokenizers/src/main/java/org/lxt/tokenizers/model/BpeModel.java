// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.model;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.lxt.tokenizers.file.Field;
import org.lxt.tokenizers.text.Utf8;

/**
 * Byte pair encoding: a piece starts as one token for each character, and neighbours are joined by rank (Sennrich,
 * Haddow, Birch: Neural Machine Translation of Rare Words with Subword Units, 2016).
 */
final class BpeModel implements TokenModel {

    private final Vocabulary vocabulary;
    private final Merges merges;
    private final FirstTokens firstTokens;
    private final @Nullable ByteTokens byteTokens;
    private final boolean takesWholePieces;
    private final int unknown;
    private final boolean fusesUnknown;
    private final PieceCache cache = new PieceCache();

    private BpeModel(
            Vocabulary vocabulary,
            Merges merges,
            FirstTokens firstTokens,
            @Nullable ByteTokens byteTokens,
            boolean takesWholePieces,
            int unknown,
            boolean fusesUnknown) {
        this.vocabulary = vocabulary;
        this.merges = merges;
        this.firstTokens = firstTokens;
        this.byteTokens = byteTokens;
        this.takesWholePieces = takesWholePieces;
        this.unknown = unknown;
        this.fusesUnknown = fusesUnknown;
    }

    static BpeModel read(Field field) {
        field.allowOnly(
                "type",
                "dropout",
                "unk_token",
                "continuing_subword_prefix",
                "end_of_word_suffix",
                "fuse_unk",
                "byte_fallback",
                "ignore_merges",
                "vocab",
                "merges");
        Field dropout = field.get("dropout");
        if (dropout.node() != null
                && !(dropout.node().isNumber() && dropout.node().doubleValue() == 0)) {
            throw dropout.fault("model.dropout is not supported, as it makes encoding random; set it to null");
        }
        String prefix = textOrEmpty(field.get("continuing_subword_prefix"));
        String suffix = textOrEmpty(field.get("end_of_word_suffix"));
        boolean byteFallback = field.get("byte_fallback").bool(false);
        if (byteFallback && !(prefix.isEmpty() && suffix.isEmpty())) {
            throw field.fault("model.byte_fallback together with continuing_subword_prefix or end_of_word_suffix is not"
                    + " supported; use a tokenizer with one of them");
        }
        Vocabulary vocabulary = Vocabulary.read(field.get("vocab"));
        return new BpeModel(
                vocabulary,
                Merges.read(field.get("merges"), vocabulary, prefix),
                new FirstTokens(vocabulary, prefix, suffix),
                byteFallback ? new ByteTokens(vocabulary) : null,
                field.get("ignore_merges").bool(false),
                UnknownToken.optional(field.get("unk_token"), vocabulary),
                field.get("fuse_unk").bool(false));
    }

    private static String textOrEmpty(Field field) {
        return field.isPresent() ? field.text() : "";
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public void tokenize(String piece, TokenSink sink) {
        if (takesWholePieces) {
            int whole = vocabulary.id(piece);
            if (whole >= 0) {
                sink.token(whole, 0, piece.length());
                return;
            }
        }
        PieceTokens tokens = cache.get(piece);
        if (tokens == null) {
            tokens = compute(piece);
            cache.put(piece, tokens);
        }
        tokens.handOn(sink);
    }

    private PieceTokens compute(String piece) {
        // Lengths are in UTF-16 units where each token stands for whole characters, otherwise in bytes.
        // Without
        // an unknown token the reference library leaves unknown characters out and sets the remaining tokens end to
        // end,
        // counting in bytes, so that all begin that much too early. Those are the ranges it reports.
        boolean inBytes = (byteTokens != null || unknown == UnknownToken.NONE) && hasUnknown(piece);
        PieceTokens tokens = split(piece, inBytes).joined(merges);
        return inBytes ? tokens.fromBytes(piece) : tokens;
    }

    private boolean hasUnknown(String piece) {
        int next;
        for (int i = 0; i < piece.length(); i = next) {
            int c = piece.codePointAt(i);
            next = i + Character.charCount(c);
            if (firstTokens.id(c, i == 0, next == piece.length()) == FirstTokens.NONE) {
                return true;
            }
        }
        return false;
    }

    private BpeWord split(String piece, boolean inBytes) {
        BpeWord word = new BpeWord(piece.length());
        int unknownLength = 0;
        int next;
        for (int i = 0; i < piece.length(); i = next) {
            int c = piece.codePointAt(i);
            next = i + Character.charCount(c);
            int length = inBytes ? Utf8.length(c) : next - i;
            int id = firstTokens.id(c, i == 0, next == piece.length());
            if (id != FirstTokens.NONE) {
                unknownLength = flushUnknown(word, unknownLength);
                word.add(id, length);
            } else if (!addBytes(c, word) && unknown != UnknownToken.NONE) {
                unknownLength = fusesUnknown ? unknownLength : flushUnknown(word, unknownLength);
                unknownLength += length;
            }
        }
        flushUnknown(word, unknownLength);
        return word;
    }

    private boolean addBytes(int c, BpeWord word) {
        if (byteTokens == null) {
            return false;
        }
        byte[] bytes = Character.toString(c).getBytes(StandardCharsets.UTF_8);
        if (!byteTokens.hasAll(bytes)) {
            return false;
        }
        for (byte b : bytes) {
            word.add(byteTokens.id(b), 1);
        }
        return true;
    }

    private int flushUnknown(BpeWord word, int length) {
        if (length > 0) {
            word.add(unknown, length);
        }
        return 0;
    }
}
