// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.csv;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.words.SegmentLine;
import org.lxt.explain.words.Segments;
import org.lxt.explain.words.SentenceRelevance;

/** The columns that say which part of the prompt a row is of, and the rows of what no token has. */
final class CsvParts {
    private final CsvText csv;
    private final List<SegmentLine> lines;
    private final @Nullable SegmentLine[] ofToken;
    private final int[] sentenceOfToken;

    /**
     * The parts of an explanation.
     *
     * @param segments null if its relevance is not shown by parts
     */
    CsvParts(CsvText csv, @Nullable Segments segments, int tokens) {
        this.csv = csv;
        lines = segments == null ? List.of() : segments.lines();
        ofToken = new @Nullable SegmentLine[tokens];
        sentenceOfToken = new int[tokens];
        for (SegmentLine line : lines) {
            for (int i = 0; i < line.sentences().size(); i++) {
                SentenceRelevance sentence = line.sentences().get(i);
                for (int token = sentence.firstToken(); token <= sentence.lastToken(); token++) {
                    ofToken[token] = line;
                    sentenceOfToken[token] = i;
                }
            }
        }
    }

    /** The columns of a token: whatever is in no sentence is the template. */
    void of(int token) {
        SegmentLine line = ofToken[token];
        if (lines.isEmpty()) {
            nothing(4);
        } else if (line == null) {
            csv.text(name(SegmentLine.Kind.TEMPLATE));
            csv.nothing();
            csv.text(name(SegmentLine.Kind.TEMPLATE));
            csv.nothing();
        } else {
            columns(line);
            csv.number(sentenceOfToken[token]);
        }
    }

    /** What no token has: the ledger, a baseline, what is left over. */
    List<SegmentLine> withoutTokens() {
        return lines.stream()
                .filter(line -> switch (line.kind()) {
                    case ABSORBED, BASELINE, REST -> true;
                    case SEGMENT, TEMPLATE, ANSWER -> false;
                })
                .toList();
    }

    /**
     * The columns of what no token has.
     *
     * @param columns how many a token or word would have, relevance last
     */
    void account(SegmentLine line, int columns) {
        columns(line);
        nothing(columns);
        csv.number(line.relevance());
    }

    private void columns(SegmentLine line) {
        csv.text(name(line.kind()));
        if (line.kind() == SegmentLine.Kind.SEGMENT) {
            csv.number(lines.indexOf(line));
        } else {
            csv.nothing();
        }
        csv.text(line.name());
    }

    private void nothing(int columns) {
        for (int i = 0; i < columns; i++) {
            csv.nothing();
        }
    }

    private static String name(SegmentLine.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
