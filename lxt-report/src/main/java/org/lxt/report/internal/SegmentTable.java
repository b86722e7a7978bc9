// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.words.SegmentLine;
import org.lxt.explain.words.Segments;
import org.lxt.explain.words.SentenceRelevance;

/**
 * Relevance by parts of a prompt as a table: a row for each line, and below it rows for its sentences.
 *
 * @param rows the rows, from top to bottom
 * @param value the explained value, which the rows of lines add up to
 * @param sentences how many sentences there are
 * @param shown how many of them have a row
 */
public record SegmentTable(List<Row> rows, double value, int sentences, int shown) {
    /**
     * One row.
     *
     * @param line what has the relevance
     * @param sentence the sentence of it; null for the line itself
     */
    public record Row(SegmentLine line, @Nullable SentenceRelevance sentence) {
        /** What it is called: a name that was given, a sentence as it is, or a word for what is neither. */
        public String name() {
            if (sentence != null) {
                return sentence.text();
            }
            return line.kind() == SegmentLine.Kind.ABSORBED ? "ledger: " + line.name() : line.name();
        }

        /** Whether somebody gave the name, so that it may be anything. */
        public boolean isNamed() {
            return sentence == null && line.kind() == SegmentLine.Kind.SEGMENT;
        }

        /** Its relevance. */
        public double relevance() {
            return sentence == null ? line.relevance() : sentence.relevance();
        }

        /** Its tokens: how many, or of a sentence which. */
        public String tokens() {
            if (sentence == null) {
                return line.tokens() == 0 ? "" : line.tokens() + (line.tokens() == 1 ? " token" : " tokens");
            }
            return sentence.firstToken() == sentence.lastToken()
                    ? Integer.toString(sentence.firstToken())
                    : sentence.firstToken() + "-" + sentence.lastToken();
        }
    }

    /**
     * The table of an explanation.
     *
     * @param limit how many sentences have a row at most: those with the most relevance
     */
    public static SegmentTable of(Segments segments, int limit) {
        List<SentenceRelevance> all = segments.lines().stream()
                .flatMap(line -> line.sentences().stream())
                .toList();
        Set<Integer> shown = new HashSet<>();
        all.stream()
                .sorted(Comparator.comparingDouble((SentenceRelevance s) -> -Math.abs(s.relevance())))
                .limit(limit)
                .forEach(s -> shown.add(s.firstToken()));
        List<Row> rows = new ArrayList<>();
        for (SegmentLine line : segments.lines()) {
            rows.add(new Row(line, null));
            line.sentences().stream()
                    .filter(s -> shown.contains(s.firstToken()))
                    .forEach(s -> rows.add(new Row(line, s)));
        }
        return new SegmentTable(List.copyOf(rows), segments.value(), all.size(), shown.size());
    }

    /** The largest relevance, for or against, of a row about tokens. */
    public double largest() {
        return rows.stream()
                .filter(r -> r.line().tokens() > 0)
                .mapToDouble(r -> Math.abs(r.relevance()))
                .max()
                .orElse(0);
    }

    /** After how many hops there are amounts; 0 if relevance was not passed on. */
    public int passes() {
        return rows.stream().mapToInt(r -> r.line().hops().size()).max().orElse(0);
    }

    /** Which sentences are there, such as {@code the 12 most relevant of 60 sentences}; empty if all are. */
    public String counted() {
        return shown == sentences
                ? ""
                : "the " + (shown == 1 ? "" : shown + " ") + "most relevant of " + sentences + " sentences";
    }
}
