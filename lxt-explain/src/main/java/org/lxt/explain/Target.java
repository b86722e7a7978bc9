package org.lxt.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is explained: the logit of a token at a position, or its advantage over others. Immutable; the methods that
 * change something return another target.
 */
public final class Target {
    /** The position of the last token. */
    private static final int LAST = -1;

    /** A token by id or by text; where neither is given, the one whose logit has this rank, 1 the largest. */
    record TokenChoice(OptionalInt id, @Nullable String text, int rank) {
        static TokenChoice of(int id) {
            return new TokenChoice(OptionalInt.of(id), null, 0);
        }

        static TokenChoice of(String text) {
            return new TokenChoice(OptionalInt.empty(), text, 0);
        }

        static TokenChoice ranked(int rank) {
            return new TokenChoice(OptionalInt.empty(), null, rank);
        }
    }

    private final TokenChoice token;
    private final int position;
    private final List<TokenChoice> against;
    private final boolean againstMean;

    private Target(TokenChoice token, int position, List<TokenChoice> against, boolean againstMean) {
        this.token = token;
        this.position = position;
        this.against = List.copyOf(against);
        this.againstMean = againstMean;
    }

    private static Target of(TokenChoice token) {
        return new Target(token, LAST, List.of(), false);
    }

    /** The largest logit at the last position: what the model says next. */
    public static Target topLogit() {
        return ranked(1);
    }

    /**
     * The logit of some rank at the last position: what the model would say next if it could not say what it prefers.
     *
     * @param rank 1 for the largest logit, 2 for the next; of equal logits the lower token id comes first
     */
    public static Target ranked(int rank) {
        if (rank < 1) {
            throw new ExplainException("the rank of a target counts from 1, the largest logit; got " + rank);
        }
        return of(TokenChoice.ranked(rank));
    }

    /** The logit of a token at the last position. */
    public static Target token(int id) {
        return of(TokenChoice.of(id));
    }

    /** The logit of a token at the last position, by its text, such as {@code " beans"}. */
    public static Target token(String text) {
        return of(TokenChoice.of(text));
    }

    /**
     * The same at another position.
     *
     * @param newPosition index of a token of the prompt, from 0; or from the end, -1 the last
     */
    public Target at(int newPosition) {
        return new Target(token, newPosition, against, againstMean);
    }

    /** Less the logit of another token: why this one rather than that one. */
    public Target minus(int id) {
        return minus(TokenChoice.of(id));
    }

    /** Less the logit of another token, by its text. */
    public Target minus(String text) {
        return minus(TokenChoice.of(text));
    }

    private Target minus(TokenChoice other) {
        List<TokenChoice> more = new ArrayList<>(against);
        more.add(other);
        return new Target(token, position, more, againstMean);
    }

    /**
     * Contrastive: weight 1 on the token and -1/N on each of the others, N the size of the vocabulary. Models with a
     * large common part in all logits, such as GPT-2, need it.
     */
    public Target minusMeanOfOthers() {
        return new Target(token, position, against, true);
    }

    TokenChoice token() {
        return token;
    }

    int position() {
        return position;
    }

    List<TokenChoice> against() {
        return against;
    }

    boolean isAgainstMean() {
        return againstMean;
    }
}
