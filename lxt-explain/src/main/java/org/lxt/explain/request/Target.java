// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.request;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is explained: an entry of one of the model's outputs, such as the logit of a token or of a class, or its advantage
 * over others; the tokens of an answer, or of a part of it; or a weighted sum of such. Immutable; the methods that change
 * something return another target.
 */
public final class Target {
    /**
     * An entry by number or by text; where neither is given, by the rank of its logit.
     *
     * @param id its number, if it was given
     * @param text its text, or null
     * @param rank the rank of its logit, 1 the largest; 0 if it has a number or a text; -1 for the largest of all others
     */
    public record TokenChoice(OptionalInt id, @Nullable String text, int rank) {
        static TokenChoice of(int id) {
            return new TokenChoice(OptionalInt.of(id), null, 0);
        }

        static TokenChoice of(String text) {
            return new TokenChoice(OptionalInt.empty(), text, 0);
        }

        static TokenChoice ranked(int rank) {
            return new TokenChoice(OptionalInt.empty(), null, rank);
        }

        /** Whether it is the largest of all other entries. */
        public boolean isRunnerUp() {
            return rank < 0;
        }
    }

    /** Where in the prompt a target stands. */
    public sealed interface Where {}

    /** Where the output is usually asked for. */
    public record UsualPlace() implements Where {}

    /**
     * At a token.
     *
     * @param index counted from 0, or from the end with -1 the last
     */
    public record AtToken(int index) implements Where {}

    /**
     * At a mask token.
     *
     * @param index which, the first being 0
     */
    public record AtMask(int index) implements Where {}

    /**
     * Each of some tokens of the prompt, at the token before it: what made the model say them.
     *
     * @param from index of the first, at least 1
     * @param to index after the last
     */
    public record Span(int from, int to) implements Where {}

    /**
     * Each token of the answer that the prompt ends with, or of a part of it.
     *
     * @param part the part's text, whose first place in the answer is meant; null for the whole answer
     */
    public record Answer(@Nullable String part) implements Where {}

    /**
     * A summand.
     *
     * @param target what is explained
     * @param weight how much it counts
     */
    public record Weighted(Target target, double weight) {
        /** Checks that the weight is a number. */
        public Weighted {
            if (!Double.isFinite(weight)) {
                throw new ExplainException("a target cannot count " + weight + " times; give a finite weight");
            }
        }
    }

    /** What of an entry is explained. */
    public enum Measure {
        /** Its logit. */
        LOGIT,
        /** The logarithm of its probability, whose gradient at the logits is 1 at the entry less the probability of each. */
        LOG_PROBABILITY
    }

    private final TokenChoice token;
    private final @Nullable String output;
    private final Where place;
    private final List<TokenChoice> against;
    private final boolean againstMean;
    private final Measure measure;
    private final List<Weighted> summands;

    private Target(
            TokenChoice token,
            @Nullable String output,
            Where place,
            List<TokenChoice> against,
            boolean againstMean,
            Measure measure,
            List<Weighted> summands) {
        this.token = token;
        this.output = output;
        this.place = place;
        this.against = List.copyOf(against);
        this.againstMean = againstMean;
        this.measure = measure;
        this.summands = List.copyOf(summands);
        if (measure == Measure.LOG_PROBABILITY && (againstMean || !against.isEmpty())) {
            throw new ExplainException("a log-probability compares a token with all others already; explain it without"
                    + " a contrast, or the logit with one");
        }
    }

    private static Target of(TokenChoice token) {
        return new Target(token, null, new UsualPlace(), List.of(), false, Measure.LOGIT, List.of());
    }

    /** The tokens that stand at these places. */
    private static Target standingAt(Where place) {
        return topLogit().at(place);
    }

    private Target at(Where newPlace) {
        requireOne("place");
        return new Target(token, output, newPlace, against, againstMean, measure, summands);
    }

    /** A sum says nothing of its own. */
    private void requireOne(String what) {
        if (!summands.isEmpty()) {
            throw new ExplainException(
                    "a sum of targets has no " + what + " of its own; give each summand one before they are added up");
        }
    }

    /** The largest logit: what the model says next, what it fills in for the mask, the class it chooses. */
    public static Target topLogit() {
        return ranked(1);
    }

    /**
     * The logit of some rank: what the model would say if it could not say what it prefers.
     *
     * @param rank 1 for the largest logit, 2 for the next; of equal logits the lower token id comes first
     */
    public static Target ranked(int rank) {
        if (rank < 1) {
            throw new ExplainException("the rank of a target counts from 1, the largest logit; got " + rank);
        }
        return of(TokenChoice.ranked(rank));
    }

    /** The logit of a token, or the entry of this number in another output. */
    public static Target token(int id) {
        return of(TokenChoice.of(id));
    }

    /** The logit of a token, by its text, such as {@code " beans"}. */
    public static Target token(String text) {
        return of(TokenChoice.of(text));
    }

    /** The logit of a class, by its name in {@code config.json}, such as {@code "POSITIVE"}; small letters will do. */
    public static Target label(String name) {
        return of(TokenChoice.of(name));
    }

    /**
     * The whole answer that the prompt ends with, each token at the one before it, added up: one gradient, at the cost of a
     * single token's. Without more it is the logits that are added up; {@link #logProbability}, {@link #minusRunnerUp} and
     * {@link #minusMeanOfOthers} hold for each token.
     */
    public static Target answer() {
        return standingAt(new Answer(null));
    }

    /**
     * A part of the answer that the prompt ends with, as {@link #answer}.
     *
     * @param part its text; every token that it reaches into is explained
     */
    public static Target span(String part) {
        if (part.isBlank()) {
            throw new ExplainException("the part of the answer to explain is empty; give some of its text");
        }
        return standingAt(new Answer(part));
    }

    /**
     * Some tokens of the prompt, as {@link #answer}.
     *
     * @param from index of the first, from 1
     * @param to index after the last
     */
    public static Target span(int from, int to) {
        if (from < 1 || to <= from) {
            throw new ExplainException("tokens " + from + " to " + to + " cannot be explained: a span has at least one"
                    + " token, and begins after the first token of the prompt");
        }
        return standingAt(new Span(from, to));
    }

    /** Several targets of one prompt and one output, added up: one gradient. */
    public static Target sum(Target... targets) {
        return weighted(List.of(targets).stream().map(t -> new Weighted(t, 1)).toList());
    }

    /** Several targets of one prompt and one output, added up, each counting as often as its weight says. */
    public static Target weighted(List<Weighted> targets) {
        if (targets.isEmpty()) {
            throw new ExplainException("a sum of targets needs at least one");
        }
        return new Target(TokenChoice.ranked(1), null, new UsualPlace(), List.of(), false, Measure.LOGIT, targets);
    }

    /**
     * The same at another position of the prompt. Without, it is the last token of a language model's prompt, the only mask
     * token of a masked language model's, and nothing else: other outputs with a vector at each token must be told.
     *
     * @param position index of a token of the prompt, from 0; or from the end, -1 the last
     */
    public Target at(int position) {
        return at(new AtToken(position));
    }

    /**
     * The same at a mask token of the prompt.
     *
     * @param index which mask token, the first being 0
     */
    public Target atMask(int index) {
        return at(new AtMask(index));
    }

    /** The same in another output, such as {@code "end_logits"}; without, it is the first that the model has. */
    public Target in(String newOutput) {
        requireOne("output");
        return new Target(token, newOutput, place, against, againstMean, measure, summands);
    }

    /** {@link #in} by a name that needs no quotes in Kotlin. */
    public Target inOutput(String newOutput) {
        return in(newOutput);
    }

    /** Less the logit of another token: why this one rather than that one. */
    public Target minus(int id) {
        return minus(TokenChoice.of(id));
    }

    /** Less the logit of another token or class, by its text. */
    public Target minus(String text) {
        return minus(TokenChoice.of(text));
    }

    private Target minus(TokenChoice other) {
        requireOne("contrast");
        List<TokenChoice> more = new ArrayList<>(against);
        more.add(other);
        return new Target(token, output, place, more, againstMean, measure, summands);
    }

    /**
     * Contrastive: weight 1 on the token and -1/N on each of the others, N the size of the vocabulary. Models with a
     * large common part in all logits, such as GPT-2, need it.
     */
    public Target minusMeanOfOthers() {
        requireOne("contrast");
        return new Target(token, output, place, against, true, measure, summands);
    }

    /** Less the largest of all other logits: why this one rather than what the model would have said next. */
    public Target minusRunnerUp() {
        return minus(new TokenChoice(OptionalInt.empty(), null, -1));
    }

    /**
     * The logarithm of its probability in place of the logit. A propagation explains the logit less the mean of all logits
     * under the model's own probabilities, which has the same gradient; it is the log-probability plus the entropy.
     */
    public Target logProbability() {
        requireOne("measure");
        return new Target(token, output, place, against, againstMean, Measure.LOG_PROBABILITY, summands);
    }

    /** The same entry and measure of another token at another place. */
    public Target like(int id, int position) {
        return new Target(TokenChoice.of(id), output, new AtToken(position), against, againstMean, measure, List.of());
    }

    /** The entry whose logit is explained. */
    public TokenChoice token() {
        return token;
    }

    /** The name of its output, or null for the first that the model has. */
    public @Nullable String output() {
        return output;
    }

    /** Where in the prompt it stands. */
    public Where place() {
        return place;
    }

    /** The entries whose logits are subtracted. */
    public List<TokenChoice> against() {
        return against;
    }

    /** Whether the mean of all others is subtracted. */
    public boolean isAgainstMean() {
        return againstMean;
    }

    /** What of the entry is explained. */
    public Measure measure() {
        return measure;
    }

    /** What is added up; empty unless this is a sum, of which nothing else has a meaning. */
    public List<Weighted> summands() {
        return summands;
    }

    /**
     * The target as plain data, for JSON: {@code target}, its text or id, or {@code rank}; and, where they are not the usual
     * ones, {@code contrast}, a list of texts and ids, {@code mean_of_others}, {@code position} or {@code mask}, and
     * {@code output}; {@code span}, the first token and the one after the last, or {@code answer}, {@code true} or a part of
     * it, in place of the target; {@code measure}; and for a sum {@code sum}, a list of {@code weight} and {@code target}.
     */
    @JsonValue
    public Map<String, Object> toMap() {
        return TargetWords.plain(this);
    }

    /** In a few words. */
    @Override
    public String toString() {
        return TargetWords.inWords(this);
    }
}
