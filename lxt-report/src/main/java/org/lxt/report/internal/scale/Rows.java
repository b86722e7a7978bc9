// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal.scale;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.words.TokenTexts;
import org.lxt.explain.words.WordRelevance;
import org.lxt.explain.words.Words;
import org.lxt.report.Explained;

/**
 * What is shown of a prompt, one by one: its tokens, or its words if they were asked for.
 *
 * @param noun what one of them is called
 * @param all each of them, in the prompt's order
 * @param latent hidden states with a number for each of them
 * @param signed whether relevance speaks for or against the target
 */
public record Rows(String noun, List<Row> all, List<LatentRelevance> latent, boolean signed) {
    /** No id: words are not in a vocabulary. */
    public static final int NO_ID = -1;

    /**
     * One token or word.
     *
     * @param index place among them
     * @param firstToken index of its token, or of its first
     * @param lastToken index of its token, or of its last
     * @param id the token's id, or {@link #NO_ID}
     * @param name what it is called in a list
     * @param text what it adds to the prompt, white space before it that the tokenizer left out included; nothing if another
     *     token has the character that both are part of
     * @param start where it begins in the prompt, if that was text
     * @param end where it ends
     * @param special whether it is a special token
     * @param resting whether it collects relevance that means no particular token, as special tokens and the first do
     * @param answering whether the explained answer stands at it or at one of its tokens
     * @param seen whether the model sees it, or part of it, where the target stands
     * @param relevance its relevance
     */
    public record Row(
            int index,
            int firstToken,
            int lastToken,
            int id,
            String name,
            String text,
            int start,
            int end,
            boolean special,
            boolean resting,
            boolean answering,
            boolean seen,
            double relevance) {
        /** The index of its token, or those of its first and last. */
        public String tokens() {
            return firstToken == lastToken ? Integer.toString(firstToken) : firstToken + "-" + lastToken;
        }
    }

    /** Rows whose relevance has a sign. */
    public Rows(String noun, List<Row> all, List<LatentRelevance> latent) {
        this(noun, all, latent, true);
    }

    /** What is to be shown of an explanation. */
    public static Rows of(Explained e) {
        return e.words().isEmpty() ? tokens(e) : words(e);
    }

    private static Rows tokens(Explained e) {
        List<String> texts = TokenTexts.of(e.tokens());
        List<Row> rows = new ArrayList<>();
        for (TokenRelevance t : e.tokens()) {
            int i = t.index();
            boolean answering = e.standsAtToken() && !e.isSum() && i == e.position();
            boolean resting = t.special() || i == 0;
            rows.add(new Row(
                    i,
                    i,
                    i,
                    t.id(),
                    t.text(),
                    led(e.prompt(), rows, t.special(), t.start(), texts.get(i)),
                    t.start(),
                    t.end(),
                    t.special(),
                    resting,
                    answering,
                    i <= e.lastSeen(),
                    t.relevance()));
        }
        return new Rows("token", rows, e.latent(), e.signed());
    }

    private static Rows words(Explained e) {
        List<Row> rows = new ArrayList<>();
        for (WordRelevance w : e.words()) {
            boolean answering =
                    e.standsAtToken() && !e.isSum() && w.firstToken() <= e.position() && e.position() <= w.lastToken();
            boolean resting = w.special() || w.firstToken() == 0;
            rows.add(new Row(
                    w.index(),
                    w.firstToken(),
                    w.lastToken(),
                    NO_ID,
                    w.text().isBlank() ? w.text() : w.text().strip(),
                    led(e.prompt(), rows, w.special(), w.start(), w.text()),
                    w.start(),
                    w.end(),
                    w.special(),
                    resting,
                    answering,
                    w.firstToken() <= e.lastSeen(),
                    w.relevance()));
        }
        return new Rows(
                "word",
                rows,
                e.latent().stream().map(s -> Words.summed(s, e.words())).toList(),
                e.signed());
    }

    /** A text after the white space of the prompt that neither it nor what stands before it holds, as of tokenizers that trim. */
    private static String led(@Nullable String prompt, List<Row> before, boolean special, int start, String text) {
        if (prompt == null || special || text.isEmpty() || before.isEmpty()) {
            return text;
        }
        Row last = before.getLast();
        if (last.special()
                || start <= last.end()
                || start > prompt.length()
                || Character.isWhitespace(text.codePointAt(0))) {
            return text;
        }
        String between = prompt.substring(last.end(), start);
        return between.isBlank() ? between + text : text;
    }

    /** Whether they are words. */
    public boolean areWords() {
        return noun.equals("word");
    }
}
