package org.lxt.cli;

import java.util.List;
import java.util.Locale;
import org.lxt.explain.Attribution;
import org.lxt.explain.LatentRelevance;
import org.lxt.explain.Words;
import org.lxt.spi.OutputKind;

/**
 * What a heatmap has a row for: tokens, or words.
 *
 * @param noun what one is called
 * @param all each of them, in the prompt's order
 * @param latent hidden states with a value for each of them
 */
record TerminalRows(String noun, List<Row> all, List<LatentRelevance> latent) {
    /**
     * One token or word.
     *
     * @param index place among them
     * @param tokens its token's index, or those of its first and last
     * @param text its text
     * @param label what it is called in a list
     * @param start where it begins in the prompt, if that was text
     * @param end where it ends
     * @param special whether it is a special token
     * @param resting whether it collects relevance that means no particular token, as special tokens and the first do
     * @param answering whether the explained answer was given after it or one of its tokens
     * @param relevance its relevance
     */
    record Row(
            int index,
            String tokens,
            String text,
            String label,
            int start,
            int end,
            boolean special,
            boolean resting,
            boolean answering,
            double relevance) {}

    static TerminalRows tokens(Attribution a) {
        List<Row> rows = a.tokens().stream()
                .map(t -> new Row(
                        t.index(),
                        Integer.toString(t.index()),
                        t.text(),
                        t.text(),
                        t.start(),
                        t.end(),
                        t.special(),
                        t.special() || t.index() == 0,
                        a.output().place() == OutputKind.Place.EACH_TOKEN && t.index() == a.position(),
                        t.relevance()))
                .toList();
        return new TerminalRows("token", rows, a.latent());
    }

    static TerminalRows words(Attribution a) {
        Words words = Words.of(a);
        List<Row> rows = words.words().stream()
                .map(w -> new Row(
                        w.index(),
                        w.firstToken() == w.lastToken()
                                ? Integer.toString(w.firstToken())
                                : w.firstToken() + "-" + w.lastToken(),
                        w.text(),
                        w.text().isBlank() ? w.text() : w.text().strip(),
                        w.start(),
                        w.end(),
                        w.special(),
                        w.special() || w.firstToken() == 0,
                        a.output().place() == OutputKind.Place.EACH_TOKEN
                                && w.firstToken() <= a.position()
                                && a.position() <= w.lastToken(),
                        w.relevance()))
                .toList();
        return new TerminalRows("word", rows, words.latent());
    }

    /** Such as {@code the 12 most relevant of 60 tokens}. */
    String counted(int shown) {
        if (shown == all.size()) {
            return shown == 1 ? "the only " + noun : "all " + shown + " " + noun + "s";
        }
        return "the " + (shown == 1 ? "" : shown + " ") + "most relevant of " + all.size() + " " + noun + "s";
    }

    /** A number that takes ten columns at most. */
    static String number(double relevance) {
        double size = Math.abs(relevance);
        boolean far = size >= 1e4 || (size > 0 && size < 5e-5);
        return String.format(Locale.ROOT, far ? "%+.2e" : "%+.4f", relevance);
    }
}
