package org.lxt.explain;

import org.jspecify.annotations.Nullable;

/** What is put to the model: a text, a pair of texts, or token ids. */
public final class Prompt {
    private final @Nullable String text;
    private final @Nullable String pair;
    private final int[] ids;
    private final int @Nullable [] positions;
    private final int @Nullable [] types;
    private final boolean specialTokens;

    private Prompt(@Nullable String text, @Nullable String pair, boolean specialTokens) {
        this.text = text;
        this.pair = pair;
        this.ids = new int[0];
        this.positions = null;
        this.types = null;
        this.specialTokens = specialTokens;
    }

    private Prompt(int[] ids, int @Nullable [] positions, int @Nullable [] types) {
        this.text = null;
        this.pair = null;
        this.ids = ids;
        this.positions = positions;
        this.types = types;
        this.specialTokens = false;
    }

    /** A text, which the model's tokenizer encodes with its special tokens. */
    public static Prompt of(String text) {
        return new Prompt(text, null, true);
    }

    /**
     * Two texts that the model reads together, such as a question and the text with its answer, or a premise and what is
     * said to follow from it.
     */
    public static Prompt ofPair(String first, String second) {
        return new Prompt(first, second, true);
    }

    /**
     * A text that has its special tokens in it already, such as a rendered chat template; the tokenizer adds none. What the
     * text spells out, such as {@code <|eot_id|>}, becomes that token in any prompt.
     */
    public static Prompt withoutSpecialTokens(String text) {
        return new Prompt(text, null, false);
    }

    /** Token ids as they are; no special token is added. */
    public static Prompt ofIds(int... ids) {
        return new Prompt(ids.clone(), null, null);
    }

    /** Token ids at positions other than 0, 1, 2, ... */
    public static Prompt ofIds(int[] ids, int[] positions) {
        return ofIds(ids, positions, new int[ids.length]);
    }

    /**
     * Token ids at positions other than 0, 1, 2, ..., and of several types.
     *
     * @param types type of each token: 0, or 1 in the second text of a pair
     */
    public static Prompt ofIds(int[] ids, int[] positions, int[] types) {
        if (ids.length != positions.length) {
            throw new ExplainException(ids.length + " token ids were given with " + positions.length
                    + " positions; give one position for each token");
        }
        if (ids.length != types.length) {
            throw new ExplainException(
                    ids.length + " token ids were given with " + types.length + " types; give one type for each token");
        }
        return new Prompt(ids.clone(), positions.clone(), types.clone());
    }

    /** Whether the tokenizer puts its special tokens around the text. */
    public boolean addsSpecialTokens() {
        return specialTokens;
    }

    /** The second text of a pair, or null. */
    public @Nullable String pair() {
        return pair;
    }

    /** The text, the first of a pair, or null if the prompt was given as ids. */
    public @Nullable String text() {
        return text;
    }

    /** The ids, empty if the prompt was given as text. */
    public int[] ids() {
        return ids.clone();
    }

    /** Positions given by the caller, or null. */
    public int @Nullable [] positions() {
        return positions == null ? null : positions.clone();
    }

    /** Types of the tokens given by the caller, or null. */
    public int @Nullable [] types() {
        return types == null ? null : types.clone();
    }
}
