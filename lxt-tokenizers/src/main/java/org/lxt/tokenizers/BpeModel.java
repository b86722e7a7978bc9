package org.lxt.tokenizers;

import java.util.Arrays;

/**
 * Byte pair encoding: a piece starts as one token for each character, and neighbours are joined by rank (Sennrich,
 * Haddow, Birch: Neural Machine Translation of Rare Words with Subword Units, 2016).
 */
final class BpeModel implements Model {

    private static final int NONE = -1;

    private final Vocabulary vocabulary;
    private final Merges merges;
    private final boolean takesWholePieces;
    private final Field unknownToken;
    private final boolean fusesUnknown;
    private final int[] idOfLowCharacter = new int[0x180];
    private final PieceCache cache = new PieceCache();

    private BpeModel(
            Vocabulary vocabulary, Merges merges, boolean takesWholePieces, Field unknownToken, boolean fusesUnknown) {
        this.vocabulary = vocabulary;
        this.merges = merges;
        this.takesWholePieces = takesWholePieces;
        this.unknownToken = unknownToken;
        this.fusesUnknown = fusesUnknown;
        Arrays.setAll(idOfLowCharacter, c -> vocabulary.id(Character.toString(c)));
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
        refuseText(field.get("continuing_subword_prefix"));
        refuseText(field.get("end_of_word_suffix"));
        if (field.get("byte_fallback").bool(false)) {
            throw field.fault("model.byte_fallback is not supported yet; use a byte-level tokenizer");
        }
        Field unknown = field.get("unk_token");
        Vocabulary vocabulary = Vocabulary.read(field.get("vocab"));
        if (unknown.isPresent() && !unknown.text().isEmpty() && vocabulary.id(unknown.text()) < 0) {
            throw unknown.fault("model.unk_token is " + Field.quote(unknown.text())
                    + ", which is not in the vocabulary; the file is damaged");
        }
        return new BpeModel(
                vocabulary,
                Merges.read(field.get("merges"), vocabulary),
                field.get("ignore_merges").bool(false),
                unknown,
                field.get("fuse_unk").bool(false));
    }

    private static void refuseText(Field field) {
        if (field.isPresent() && !field.text().isEmpty()) {
            throw field.fault(field.path() + " is not supported yet; use a byte-level tokenizer");
        }
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
        BpePiece tokens = cache.get(piece);
        if (tokens == null) {
            tokens = compute(piece);
            cache.put(piece, tokens);
        }
        for (int i = 0; i < tokens.ids().length; i++) {
            sink.token(tokens.ids()[i], tokens.starts()[i], tokens.ends()[i]);
        }
    }

    private BpePiece compute(String piece) {
        if (unknownToken.isPresent() || !hasUnknown(piece)) {
            return split(piece, false).joined(merges);
        }
        // Without an unknown token the reference library leaves unknown characters out and sets the remaining tokens
        // end to end, counting in bytes, so that all begin that much too early. Those are the ranges it reports.
        return split(piece, true).joined(merges).fromBytes(piece);
    }

    private boolean hasUnknown(String piece) {
        return piece.codePoints().anyMatch(c -> initialId(c) == NONE);
    }

    private int initialId(int c) {
        return c < idOfLowCharacter.length ? idOfLowCharacter[c] : vocabulary.id(Character.toString(c));
    }

    private BpeWord split(String piece, boolean inBytes) {
        BpeWord word = new BpeWord(piece.length());
        int unknownLength = 0;
        int next;
        for (int i = 0; i < piece.length(); i = next) {
            int c = piece.codePointAt(i);
            next = i + Character.charCount(c);
            int id = initialId(c);
            if (id != NONE) {
                unknownLength = flushUnknown(word, unknownLength);
                word.add(id, inBytes ? Utf8.length(c) : next - i);
            } else if (unknownToken.isPresent()) {
                unknownLength = fusesUnknown ? unknownLength : flushUnknown(word, unknownLength);
                unknownLength += next - i;
            }
        }
        flushUnknown(word, unknownLength);
        return word;
    }

    private int flushUnknown(BpeWord word, int length) {
        if (length > 0) {
            int id = vocabulary.id(unknownToken.text());
            if (id == NONE) {
                throw unknownToken.fault("model.unk_token is " + Field.quote(unknownToken.text())
                        + ", which is not in the vocabulary, and the text has a character that needs it");
            }
            word.add(id, length);
        }
        return 0;
    }
}
