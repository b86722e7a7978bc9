// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import java.util.List;
import org.lxt.explain.words.Segments;
import org.lxt.explain.words.SentenceRelevance;
import org.lxt.explain.words.WordRelevance;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.SegmentTable;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.scale.RelevanceScale;

/** Relevance by parts of the prompt: a row for each part, below it its sentences, word by word in colour. */
final class SegmentSection {
    /** More would hide the parts among their sentences; all are in a list of their own. */
    private static final int SENTENCES = 24;

    private static final int NAME = 60;

    private final Markup html;
    private final Segments segments;
    private final RelevanceScale words;

    SegmentSection(Markup html, Segments segments) {
        this.html = html;
        this.segments = segments;
        words = new RelevanceScale(segments.lines().stream()
                .flatMap(line -> line.sentences().stream())
                .flatMap(sentence -> sentence.words().stream())
                .filter(word -> !word.special())
                .mapToDouble(word -> Math.abs(word.relevance()))
                .max()
                .orElse(0));
    }

    void write() {
        html.open("section", "class", "card segments");
        html.element("h2", "Relevance by part of the prompt");
        SegmentTable table = SegmentTable.of(segments, SENTENCES);
        html.open("div", "class", "wide");
        rows(table, table.passes() > 1);
        html.close();
        String counted = table.counted();
        html.element(
                "p",
                "The lines of parts add up to the explained value, " + Figures.plain(segments.value())
                        + "; those of sentences to their part."
                        + (counted.isEmpty() ? "" : " Shown are " + counted + "."),
                "class",
                "quiet after");
        if (!counted.isEmpty()) {
            html.open("details").element("summary", "All " + table.sentences() + " sentences");
            html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "All sentences");
            rows(SegmentTable.of(segments, Integer.MAX_VALUE), false);
            html.close().close();
        }
        html.close().line();
    }

    private void rows(SegmentTable table, boolean withHops) {
        html.open("table").open("thead").open("tr");
        html.element("th", "Part", "scope", "col");
        html.element("th", "Tokens", "scope", "col", "class", "number meaning");
        for (int pass = 0; withHops && pass < table.passes() - 1; pass++) {
            html.element("th", pass == 0 ? "At first" : "Hop " + pass, "scope", "col", "class", "number meaning");
        }
        html.element("th", "Against \u00b7 for", "scope", "col", "class", "middle meaning");
        html.element("th", "Relevance", "scope", "col", "class", "number");
        html.element("th", "Of the value", "scope", "col", "class", "number");
        html.close().close().open("tbody");
        RelevanceScale scale = new RelevanceScale(table.largest());
        for (SegmentTable.Row row : table.rows()) {
            html.open("tr", "class", row.sentence() != null ? "sentence" : row.isNamed() ? "line" : "line other");
            SentenceRelevance sentence = row.sentence();
            if (sentence != null) {
                sentence(sentence);
                html.element("td", row.tokens(), "class", "number quiet meaning");
            } else {
                html.open("th", "scope", "row");
                html.element("bdi", VisibleText.phrase(row.name(), NAME)).close();
                html.element(
                        "td",
                        row.line().tokens() == 0
                                ? ""
                                : Integer.toString(row.line().tokens()),
                        "class",
                        "number quiet meaning");
            }
            hops(row, withHops ? table.passes() - 1 : 0);
            html.open("td", "class", "bar meaning");
            if (row.line().tokens() > 0) {
                Bar.write(html, scale.strength(row.relevance()));
            }
            html.close();
            html.element("td", Figures.signed(row.relevance()), "class", "number");
            html.element("td", Figures.share(row.relevance(), table.value()), "class", "number quiet");
            html.close();
        }
        html.close().close();
    }

    private void hops(SegmentTable.Row row, int columns) {
        List<Double> hops = row.sentence() == null ? row.line().hops() : List.of();
        for (int pass = 0; pass < columns; pass++) {
            html.element(
                    "td", pass < hops.size() ? Figures.signed(hops.get(pass)) : "", "class", "number quiet meaning");
        }
    }

    private void sentence(SentenceRelevance sentence) {
        html.open("th", "scope", "row", "dir", VisibleText.rightToLeft(sentence.text()) ? "rtl" : "ltr");
        for (int i = 0; i < sentence.words().size(); i++) {
            WordRelevance word = sentence.words().get(i);
            html.element(
                    "span",
                    (i > 0 && isApart(sentence.words().get(i - 1), word) ? " " : "")
                            + VisibleText.phrase(word.text().strip()),
                    "class",
                    "t " + ScaleStyle.classes(word.relevance(), words, words),
                    "title",
                    Figures.signed(word.relevance()));
        }
        html.close();
    }

    /** Whether a space is between them, in a word or, where the tokenizer trims, in none. */
    private static boolean isApart(WordRelevance word, WordRelevance next) {
        String text = next.text();
        return next.start() > word.end() || (!text.isEmpty() && Character.isWhitespace(text.codePointAt(0)));
    }
}
