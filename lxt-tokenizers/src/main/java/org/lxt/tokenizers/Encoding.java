// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.lxt.tokenizers.post.Segment;
import org.lxt.tokenizers.text.CodePointIndex;

/**
 * The tokens of a text, or of a pair of texts, with where each came from. Immutable.
 *
 * <p>Offsets are half open and count within the text that the token came from: the first text where
 * {@link #sequence(int)} is 0, the pair where it is 1. They come in two units: UTF-16 units, for use with
 * {@link String#substring(int, int)}, and code points, which is what the reference library reports. A character whose
 * bytes are divided among several tokens is reported whole for each of them. Special tokens that were added have the
 * empty range (0, 0).
 *
 * <p>The field meanings are those of {@code Encoding} in the Rust library {@code tokenizers} 0.22.
 */
public final class Encoding {

    /** What {@link #sequence(int)} returns for special tokens that were added. */
    public static final int NO_SEQUENCE = Segment.NO_SEQUENCE;

    private final int[] ids;
    private final String[] tokens;
    private final int[] starts;
    private final int[] ends;
    private final int[] codePointStarts;
    private final int[] codePointEnds;
    private final int[] typeIds;
    private final int[] sequences;

    Encoding(List<Segment> segments, List<CodePointIndex> texts) {
        int length = segments.stream().mapToInt(Segment::size).sum();
        ids = new int[length];
        tokens = new String[length];
        starts = new int[length];
        ends = new int[length];
        codePointStarts = new int[length];
        codePointEnds = new int[length];
        typeIds = new int[length];
        sequences = new int[length];
        int at = 0;
        for (Segment segment : segments) {
            int size = segment.size();
            int sequence = segment.sequence();
            Arrays.fill(typeIds, at, at + size, segment.typeId());
            Arrays.fill(sequences, at, at + size, sequence);
            for (int i = 0; i < size; i++, at++) {
                ids[at] = segment.id(i);
                tokens[at] = segment.token(i);
                codePointStarts[at] = segment.start(i);
                codePointEnds[at] = segment.end(i);
                if (sequence != NO_SEQUENCE) {
                    starts[at] = texts.get(sequence).toUnits(segment.start(i));
                    ends[at] = texts.get(sequence).toUnits(segment.end(i));
                }
            }
        }
    }

    /**
     * How many tokens there are.
     *
     * @return the number of tokens
     */
    public int length() {
        return ids.length;
    }

    /**
     * The ids of all tokens.
     *
     * @return a new array of {@link #length()} ids
     */
    public int[] ids() {
        return ids.clone();
    }

    /**
     * The id of a token.
     *
     * @param index index of the token
     * @return its id
     */
    public int id(int index) {
        return ids[index];
    }

    /**
     * The tokens as the vocabulary writes them; in byte-level vocabularies a space is {@code Ġ}. See
     * {@link Tokenizer#display(int)} for text to show to people.
     *
     * @return an unmodifiable list of {@link #length()} tokens
     */
    public List<String> tokens() {
        return Collections.unmodifiableList(Arrays.asList(tokens));
    }

    /**
     * Where a token begins in the text it came from.
     *
     * @param index index of the token
     * @return offset in UTF-16 units
     */
    public int start(int index) {
        return starts[index];
    }

    /**
     * Where a token ends in the text it came from.
     *
     * @param index index of the token
     * @return offset in UTF-16 units, exclusive
     */
    public int end(int index) {
        return ends[index];
    }

    /**
     * Where a token begins in the text it came from, in code points.
     *
     * @param index index of the token
     * @return offset in code points
     */
    public int codePointStart(int index) {
        return codePointStarts[index];
    }

    /**
     * Where a token ends in the text it came from, in code points.
     *
     * @param index index of the token
     * @return offset in code points, exclusive
     */
    public int codePointEnd(int index) {
        return codePointEnds[index];
    }

    /**
     * The type ids ("token type ids", "segment ids") of all tokens, which models for pairs of texts take as input.
     *
     * @return a new array of {@link #length()} type ids
     */
    public int[] typeIds() {
        return typeIds.clone();
    }

    /**
     * The type id of a token.
     *
     * @param index index of the token
     * @return its type id
     */
    public int typeId(int index) {
        return typeIds[index];
    }

    /**
     * Whether a token was added around the text. Special tokens that are spelled out in the text do not count.
     *
     * @param index index of the token
     * @return whether it is not part of any text
     */
    public boolean isSpecial(int index) {
        return sequences[index] == NO_SEQUENCE;
    }

    /**
     * Which text a token came from.
     *
     * @param index index of the token
     * @return 0 for the text, 1 for the pair, {@link #NO_SEQUENCE} for special tokens that were added
     */
    public int sequence(int index) {
        return sequences[index];
    }

    @Override
    public String toString() {
        return Arrays.toString(tokens);
    }
}
