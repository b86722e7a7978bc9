// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lxt.tokenizers.file.Field;
import org.lxt.tokenizers.text.Trie;

/**
 * Unigram language model: of all ways to write a piece as tokens, the one with the largest sum of log probabilities
 * (Kudo: Subword Regularization, 2018), found from left to right (Viterbi). A character without a token costs
 * {@link #UNKNOWN_PENALTY} more than the least probable token; neighbours of that kind become one.
 */
final class UnigramModel implements TokenModel {

    private static final double UNKNOWN_PENALTY = 10;

    private final Vocabulary vocabulary;
    private final double[] scores;
    private final double unknownScore;
    private final IntPredicate isPiece;
    private final int unknown;
    private final @Nullable Field unknownField;
    private final @Nullable ByteTokens byteTokens;
    private final Trie trie;
    private final PieceCache cache = new PieceCache();

    /**
     * Begins.
     *
     * @param isPiece whether text may become a token
     * @param unknownField where the id for what has no token is missing; {@code null} if it is not
     */
    private UnigramModel(
            Vocabulary vocabulary,
            double[] scores,
            IntPredicate isPiece,
            int unknown,
            @Nullable Field unknownField,
            @Nullable ByteTokens byteTokens) {
        this.vocabulary = vocabulary;
        this.scores = scores;
        this.isPiece = isPiece;
        this.unknown = unknown;
        this.unknownField = unknownField;
        this.byteTokens = byteTokens;
        this.unknownScore = IntStream.range(0, scores.length)
                        .filter(isPiece)
                        .mapToDouble(id -> scores[id])
                        .min()
                        .orElse(0)
                - UNKNOWN_PENALTY;
        this.trie = vocabulary.toTrie(isPiece);
    }

    static UnigramModel of(List<String> tokens, double[] scores, IntPredicate isPiece, int unknown) {
        return new UnigramModel(Vocabulary.inOrder(tokens), scores, isPiece, unknown, null, null);
    }

    static UnigramModel read(Field field) {
        field.allowOnly("type", "unk_id", "vocab", "byte_fallback");
        List<Field> entries = field.get("vocab").elements();
        List<String> tokens = new ArrayList<>(entries.size());
        double[] scores = new double[entries.size()];
        for (Field entry : entries) {
            List<Field> pair = entry.elements();
            if (pair.size() != 2) {
                throw entry.wrong("must be a token and its score");
            }
            scores[tokens.size()] = pair.get(1).number();
            tokens.add(pair.get(0).text());
        }
        Field unknown = field.get("unk_id");
        if (unknown.isPresent() && unknown.id() >= tokens.size()) {
            throw unknown.wrong("must be the id of one of the " + tokens.size() + " tokens");
        }
        Vocabulary vocabulary = Vocabulary.inOrder(tokens);
        boolean byteFallback = field.get("byte_fallback").bool(false);
        return new UnigramModel(
                vocabulary,
                scores,
                id -> true,
                unknown.isPresent() ? unknown.id() : UnknownToken.NONE,
                unknown,
                byteFallback ? new ByteTokens(vocabulary) : null);
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public boolean showsText(int id) {
        return id == unknown;
    }

    @Override
    public void tokenize(String piece, TokenSink sink) {
        PieceTokens tokens = cache.get(piece);
        if (tokens == null) {
            tokens = compute(piece);
            cache.put(piece, tokens);
        }
        tokens.handOn(sink);
    }

    private PieceTokens compute(String piece) {
        int length = piece.length();
        double[] best = new double[length + 1];
        int[] starts = new int[length + 1];
        int[] ids = new int[length + 1];
        Arrays.fill(starts, -1);
        int next;
        for (int start = 0; start < length; start = next) {
            next = start + Character.charCount(piece.codePointAt(start));
            boolean hasCharacter = false;
            int node = Trie.ROOT;
            for (int i = start; i < length; i++) {
                node = trie.child(node, piece.charAt(i));
                if (node == Trie.NONE) {
                    break;
                }
                int id = trie.value(node);
                if (id != Trie.NONE) {
                    offer(best, starts, ids, start, i + 1, id, scores[id]);
                    hasCharacter |= i + 1 == next;
                }
            }
            if (!hasCharacter) {
                offer(best, starts, ids, start, next, unknownId(piece.substring(start, next)), unknownScore);
            }
        }
        return path(piece, starts, ids);
    }

    private static void offer(double[] best, int[] starts, int[] ids, int start, int end, int id, double score) {
        double candidate = best[start] + score;
        if (starts[end] < 0 || candidate > best[end]) {
            best[end] = candidate;
            starts[end] = start;
            ids[end] = id;
        }
    }

    private int unknownId(String character) {
        if (unknown == UnknownToken.NONE && unknownField != null) {
            throw unknownField.fault(unknownField.path() + " is missing, and the text has '" + character
                    + "', which has no token; take it out of the text");
        }
        return unknown;
    }

    /** Walks the best path back and reverses it, with unknown neighbours joined. */
    private PieceTokens path(String piece, int[] starts, int[] ids) {
        int count = 0;
        int end = piece.length();
        int[] ends = new int[end];
        while (end > 0) {
            boolean joins = ids[end] == unknown && count > 0 && ids[ends[count - 1]] == unknown;
            if (joins) {
                starts[ends[count - 1]] = starts[end];
            } else {
                ends[count++] = end;
            }
            end = starts[end];
        }
        TokenRanges ranges = new TokenRanges(count);
        for (int i = count - 1; i >= 0; i--) {
            add(ranges, piece, starts[ends[i]], ends[i], ids[ends[i]]);
        }
        return ranges.tokens();
    }

    private void add(TokenRanges ranges, String piece, int start, int end, int id) {
        if (id != unknown) {
            ranges.add(id, start, end);
            return;
        }
        // Characters without tokens may make up a token together that was too improbable to be chosen.
        String text = piece.substring(start, end);
        int found = vocabulary.id(text);
        int whole = found >= 0 && isPiece.test(found) ? found : -1;
        if (whole < 0 && byteTokens != null) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (byteTokens.hasAll(bytes)) {
                for (byte b : bytes) {
                    ranges.add(byteTokens.id(b), start, end);
                }
                return;
            }
        }
        ranges.add(whole < 0 ? unknown : whole, start, end);
    }
}
