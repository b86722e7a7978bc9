package org.lxt.explain.request;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.text.Quoted;

/**
 * What is explained: an entry of one of the model's outputs, such as the logit of a token or of a class, or its advantage
 * over others. Immutable; the methods that change something return another target.
 */
public final class Target {
    /**
     * An entry by number or by text; where neither is given, by the rank of its logit.
     *
     * @param id its number, if it was given
     * @param text its text, or null
     * @param rank the rank of its logit, 1 the largest; 0 if it has a number or a text
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

        private Object plain() {
            return text == null ? id.orElseThrow() : text;
        }

        private String inWords() {
            if (text != null) {
                return Quoted.of(text);
            }
            return id.isPresent()
                    ? "id " + id.getAsInt()
                    : rank == 1 ? "the largest logit" : "the logit of rank " + rank;
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

    private final TokenChoice token;
    private final @Nullable String output;
    private final Where place;
    private final List<TokenChoice> against;
    private final boolean againstMean;

    private Target(
            TokenChoice token, @Nullable String output, Where place, List<TokenChoice> against, boolean againstMean) {
        this.token = token;
        this.output = output;
        this.place = place;
        this.against = List.copyOf(against);
        this.againstMean = againstMean;
    }

    private static Target of(TokenChoice token) {
        return new Target(token, null, new UsualPlace(), List.of(), false);
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
     * The same at another position of the prompt. Without, it is the last token of a language model's prompt, the only mask
     * token of a masked language model's, and nothing else: other outputs with a vector at each token must be told.
     *
     * @param position index of a token of the prompt, from 0; or from the end, -1 the last
     */
    public Target at(int position) {
        return new Target(token, output, new AtToken(position), against, againstMean);
    }

    /**
     * The same at a mask token of the prompt.
     *
     * @param index which mask token, the first being 0
     */
    public Target atMask(int index) {
        return new Target(token, output, new AtMask(index), against, againstMean);
    }

    /** The same in another output, such as {@code "end_logits"}; without, it is the first that the model has. */
    public Target in(String newOutput) {
        return new Target(token, newOutput, place, against, againstMean);
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
        List<TokenChoice> more = new ArrayList<>(against);
        more.add(other);
        return new Target(token, output, place, more, againstMean);
    }

    /**
     * Contrastive: weight 1 on the token and -1/N on each of the others, N the size of the vocabulary. Models with a
     * large common part in all logits, such as GPT-2, need it.
     */
    public Target minusMeanOfOthers() {
        return new Target(token, output, place, against, true);
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

    /**
     * The target as plain data, for JSON: {@code target}, its text or id, or {@code rank}; and, where they are not the usual
     * ones, {@code contrast}, a list of texts and ids, {@code mean_of_others}, {@code position} or {@code mask}, and
     * {@code output}.
     */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        if (token.rank() > 0) {
            map.put("rank", token.rank());
        } else {
            map.put("target", token.plain());
        }
        if (!against.isEmpty()) {
            map.put("contrast", against.stream().map(TokenChoice::plain).toList());
        }
        if (againstMean) {
            map.put("mean_of_others", true);
        }
        switch (place) {
            case UsualPlace _ -> {}
            case AtToken(int index) -> map.put("position", index);
            case AtMask(int index) -> map.put("mask", index);
        }
        if (output != null) {
            map.put("output", output);
        }
        return map;
    }

    /** In a few words. */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder(token.inWords());
        against.forEach(other -> words.append(" minus ").append(other.inWords()));
        if (againstMean) {
            words.append(" minus the mean of all others");
        }
        switch (place) {
            case UsualPlace _ -> {}
            case AtToken(int index) -> words.append(" at token ").append(index);
            case AtMask(int index) -> words.append(" at mask ").append(index);
        }
        return words + (output == null ? "" : " in " + output);
    }
}
