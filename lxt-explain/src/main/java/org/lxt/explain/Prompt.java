package org.lxt.explain;

import org.jspecify.annotations.Nullable;

/** What is put to the model: a text, or token ids. */
public final class Prompt {
    private final @Nullable String text;
    private final int[] ids;
    private final int @Nullable [] positions;
    private final boolean specialTokens;

    private Prompt(@Nullable String text, int[] ids, int @Nullable [] positions, boolean specialTokens) {
        this.text = text;
        this.ids = ids;
        this.positions = positions;
        this.specialTokens = specialTokens;
    }

    /** A text, which the model's tokenizer encodes with its special tokens. */
    public static Prompt of(String text) {
        return new Prompt(text, new int[0], null, true);
    }

    /**
     * A text that has its special tokens in it already, such as a rendered chat template; the tokenizer adds none. What the
     * text spells out, such as {@code <|eot_id|>}, becomes that token in any prompt.
     */
    public static Prompt withoutSpecialTokens(String text) {
        return new Prompt(text, new int[0], null, false);
    }

    /** Token ids as they are; no special token is added. */
    public static Prompt ofIds(int... ids) {
        return new Prompt(null, ids.clone(), null, false);
    }

    /** Token ids at positions other than 0, 1, 2, ... */
    public static Prompt ofIds(int[] ids, int[] positions) {
        if (ids.length != positions.length) {
            throw new ExplainException(ids.length + " token ids were given with " + positions.length
                    + " positions; give one position for each token");
        }
        return new Prompt(null, ids.clone(), positions.clone(), false);
    }

    /** Whether the tokenizer puts its special tokens around the text. */
    public boolean addsSpecialTokens() {
        return specialTokens;
    }

    /** The text, or null if the prompt was given as ids. */
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
}
