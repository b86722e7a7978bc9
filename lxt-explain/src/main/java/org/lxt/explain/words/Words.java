// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.words;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.result.SegmentSpan;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.text.Quoted;
import org.lxt.explain.text.WordBoundaries;

/**
 * The tokens of an attribution put together to words, their relevance summed: words add up to what the tokens add up to.
 *
 * <p>Words end where the default rules of Unicode Standard Annex #29 end them: punctuation is apart from letters, but
 * {@code don't} and {@code 3.14} are one word each. White space leads the word that follows it; line ends stand alone, and
 * so do special tokens. A token is never divided: what it covers is in one word. Tokens that hold the bytes of one character
 * are always together.
 *
 * <p>Chinese characters, Hiragana, Thai, Lao, Khmer and Burmese are written without spaces, and no dictionary is used here:
 * each character is a word unless a token holds several, so tokens mostly stay as they are. Katakana and Hangul are joined
 * as letters are.
 */
public final class Words {
    private final List<WordRelevance> words;
    private final List<LatentRelevance> latent;

    private Words(List<WordRelevance> words, List<LatentRelevance> latent) {
        this.words = List.copyOf(words);
        this.latent = List.copyOf(latent);
    }

    /** The words of an attribution's prompt; of a prompt given as ids, by the texts of its tokens. */
    public static Words of(Attribution a) {
        List<WordRelevance> words = in(a.prompt().orElse(null), a.tokens(), a.segments(), a.answer());
        return new Words(
                words, a.latent().stream().map(site -> summed(site, words)).toList());
    }

    /**
     * The words of a prompt, in its order; every token is in exactly one.
     *
     * @param prompt its text; null if it was given as ids
     * @param tokens all its tokens
     */
    public static List<WordRelevance> in(@Nullable String prompt, List<TokenRelevance> tokens) {
        return in(prompt, tokens, List.of(), tokens.size());
    }

    /** {@link #in(String, List)} by a name that needs no quotes in Kotlin. */
    public static List<WordRelevance> ofPrompt(@Nullable String prompt, List<TokenRelevance> tokens) {
        return in(prompt, tokens);
    }

    /**
     * The words of a prompt, none of which reaches over two parts of it.
     *
     * @param prompt its text; null if it was given as ids
     * @param tokens all its tokens
     * @param parts its named parts
     * @param answer index of the first token of its answer; the number of tokens if there is none
     */
    public static List<WordRelevance> in(
            @Nullable String prompt, List<TokenRelevance> tokens, List<SegmentSpan> parts, int answer) {
        BitSet begins = new BitSet();
        begins.set(answer);
        for (SegmentSpan part : parts) {
            begins.set(part.firstToken());
            begins.set(part.endToken());
        }
        return new InTokens(prompt, tokens).words(0, tokens.size(), begins);
    }

    /** Finds the words of tokens, all of them or some. */
    static final class InTokens {
        private final List<TokenRelevance> tokens;
        private final TokenSpans spans;
        private final WordBoundaries boundaries;
        private final boolean inPrompt;

        InTokens(@Nullable String prompt, List<TokenRelevance> tokens) {
            this.tokens = tokens;
            spans = prompt != null ? TokenSpans.inPrompt(prompt, tokens) : TokenSpans.ofTexts(tokens);
            boundaries = new WordBoundaries(spans.text());
            inPrompt = prompt != null;
        }

        TokenSpans spans() {
            return spans;
        }

        /**
         * The words of tokens from one to before another, as if there were no more.
         *
         * @param begins tokens that begin a word in any case
         */
        List<WordRelevance> words(int from, int to, BitSet begins) {
            List<WordRelevance> words = new ArrayList<>();
            int first = from;
            for (int last = from; last < to; last++) {
                boolean ends = last + 1 == to
                        || begins.get(last + 1)
                        || tokens.get(last).special()
                        || tokens.get(last + 1).special()
                        || spans.isApart(last, boundaries);
                if (ends) {
                    words.add(word(words.size(), tokens, first, last, spans, inPrompt));
                    first = last + 1;
                }
            }
            return List.copyOf(words);
        }
    }

    private static WordRelevance word(
            int index, List<TokenRelevance> tokens, int first, int last, TokenSpans spans, boolean inPrompt) {
        double relevance = 0;
        for (int token = first; token <= last; token++) {
            relevance += tokens.get(token).relevance();
        }
        TokenRelevance only = tokens.get(first);
        boolean asItIs = first == last && (only.special() || !inPrompt);
        String text = asItIs ? only.text() : spans.textOf(first, last);
        int start = inPrompt ? spans.start(first) : 0;
        int end = inPrompt ? Math.max(start, spans.end(last)) : 0;
        return new WordRelevance(index, first, last, text, start, end, only.special(), relevance);
    }

    /**
     * Relevance of a hidden state with one value for each word.
     *
     * @param site one value for each token
     */
    public static LatentRelevance summed(LatentRelevance site, List<WordRelevance> words) {
        double[] tokens = site.relevance();
        double[] sums = words.stream()
                .mapToDouble(w ->
                        Arrays.stream(tokens, w.firstToken(), w.lastToken() + 1).sum())
                .toArray();
        return new LatentRelevance(site.site(), sums);
    }

    /** The words, in the prompt's order; every token is in exactly one. */
    public List<WordRelevance> words() {
        return words;
    }

    /** Relevance of each word, in units of the logit. */
    public double[] relevance() {
        return words.stream().mapToDouble(WordRelevance::relevance).toArray();
    }

    /** {@link Attribution#latent()} with one value for each word. */
    public List<LatentRelevance> latent() {
        return latent;
    }

    /** The words as plain data: {@code words} and {@code latent}, as in {@code docs/json.md}. */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("words", words.stream().map(WordRelevance::toMap).toList());
        map.put("latent", latent.stream().map(LatentRelevance::toMap).toList());
        return map;
    }

    /** In a few words. */
    @Override
    public String toString() {
        return words.stream()
                .limit(Quoted.LONGEST)
                .map(w -> Quoted.with(w.text(), w.relevance()))
                .collect(Collectors.joining(", ", "", words.size() > Quoted.LONGEST ? ", ..." : ""));
    }
}
