// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

import java.util.List;
import java.util.OptionalInt;

/**
 * An output of a model: where its vectors stand, and what an entry of one means.
 *
 * @param name such as {@code logits}
 * @param place where the vectors stand
 * @param entries what the entries are
 * @param labels names of the entries, first to last, where they are classes or scores; else empty
 * @param padding id of the token that stands for none and that {@link Place#LAST_TOKEN} passes over, if there is one
 */
public record OutputKind(String name, Place place, Entries entries, List<String> labels, OptionalInt padding) {
    /** Name of the output that most models have. */
    public static final String LOGITS = "logits";

    /** Where the vectors of an output stand, and so which rows of the last layer they are made of. */
    public enum Place {
        /** A vector at each token, made of its row. */
        EACH_TOKEN,
        /** One vector for a sequence, made of its first row. Its address in the output is that row. */
        FIRST_TOKEN,
        /**
         * One vector for a sequence, made of the row of its last token that is not padding. Its address in the output is that
         * row.
         */
        LAST_TOKEN,
        /** One vector for a sequence, made of all its rows. Its address in the output is the first. */
        WHOLE_SEQUENCE,
        /** One vector for a sequence, with one number for each token: a tensor of one column. */
        ACROSS_TOKENS
    }

    /** What the entries of a vector are. */
    public enum Entries {
        /** Tokens of the vocabulary, one of which comes next: the model sees earlier tokens only. */
        NEXT_TOKEN,
        /** Tokens of the vocabulary, one of which stands at this place. */
        MASKED_TOKEN,
        /** Classes, one of which is right. */
        LABEL,
        /** Classes, each of which may be right by itself. */
        INDEPENDENT_LABEL,
        /** Quantities with names, which stand for no probability. */
        SCORE,
        /** Tokens of the prompt. */
        PROMPT_TOKEN,
        /** Units of a hidden state, which have no names. */
        UNIT
    }

    /** Copies the labels. */
    public OutputKind {
        labels = List.copyOf(labels);
    }

    /** An output that knows no padding. */
    public OutputKind(String name, Place place, Entries entries, List<String> labels) {
        this(name, place, entries, labels, OptionalInt.empty());
    }

    /** The same output of a model that has this padding. */
    public OutputKind padded(OptionalInt id) {
        return new OutputKind(name, place, entries, labels, id);
    }

    /**
     * Where a vector of a whole sequence has its address: the row of the last token that is not padding, the first row if all
     * are, and the first row where another place is meant.
     *
     * @param ids the tokens of the sequence
     */
    public int row(int[] ids) {
        if (place != Place.LAST_TOKEN) {
            return 0;
        }
        int row = ids.length - 1;
        while (row > 0 && padding.isPresent() && ids[row] == padding.getAsInt()) {
            row--;
        }
        return row;
    }

    /** An output without labels. */
    public static OutputKind of(String name, Place place, Entries entries) {
        return new OutputKind(name, place, entries, List.of());
    }

    /** Logits of classes, one of which is right. */
    public static OutputKind classes(Place place, List<String> labels) {
        return new OutputKind(LOGITS, place, Entries.LABEL, labels);
    }

    /** The logits of a language model. */
    public static OutputKind nextToken() {
        return of(LOGITS, Place.EACH_TOKEN, Entries.NEXT_TOKEN);
    }
}
