// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal.scale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lxt.explain.result.Closing;
import org.lxt.explain.words.WordRelevance;
import org.lxt.explain.words.Words;
import org.lxt.report.Explained;
import org.lxt.report.Report;

/**
 * A matrix of prompt and answer as it is shown: by tokens, or by words, whose rows and columns are summed.
 *
 * @param noun what a row and a column stand for: {@code token} or {@code word}
 * @param columns what was read, in its order, to the end of the answer
 * @param answer index of the first column of the answer
 * @param lines what was explained, in its order
 */
public record MatrixTable(String noun, List<Column> columns, int answer, List<Line> lines) {
    /**
     * What was read.
     *
     * @param index place among the columns
     * @param firstToken index of its token, or of its first
     * @param lastToken index of its token, or of its last
     * @param name what it is called
     * @param text what it adds to the text
     * @param special whether it is a special token
     * @param resting whether it collects relevance that means no particular token
     */
    public record Column(
            int index, int firstToken, int lastToken, String name, String text, boolean special, boolean resting) {}

    /**
     * What was explained.
     *
     * @param column its own column
     * @param value the explained value
     * @param absorbed what was absorbed; NaN if there is no ledger
     * @param relevance of each column
     * @param seen how many columns the model had read, at least in part
     * @param parts the explanations that it is the sum of, one for a token
     */
    public record Line(
            Column column, double value, double absorbed, double[] relevance, int seen, List<Explained> parts) {
        /** Whether a column is its own, or the one that it follows, from which it often simply goes on. */
        public boolean isNear(int index) {
            return index >= column.index() - 1;
        }

        /** All relevance. */
        public double total() {
            return Arrays.stream(relevance).sum();
        }
    }

    /** The matrix of a report as it is to be shown. */
    public static MatrixTable of(Report report) {
        return report.explained().getFirst().words().isEmpty() ? tokens(report) : words(report);
    }

    /** Token by token. */
    public static MatrixTable tokens(Report report) {
        Explained first = report.explained().getFirst();
        List<Column> columns = Rows.of(first.toBuilder().words(List.of()).build()).all().stream()
                .map(r -> new Column(r.index(), r.index(), r.index(), r.name(), r.text(), r.special(), r.resting()))
                .toList();
        return table("token", columns, report.explained());
    }

    /** Word by word. */
    public static MatrixTable words(Report report) {
        Explained first = report.explained().getFirst();
        List<Column> columns = new ArrayList<>();
        for (WordRelevance w : Words.in(first.prompt(), first.tokens())) {
            String name = w.text().isBlank() ? w.text() : w.text().strip();
            boolean resting = w.special() || w.firstToken() == 0;
            columns.add(new Column(w.index(), w.firstToken(), w.lastToken(), name, w.text(), w.special(), resting));
        }
        return table("word", columns, report.explained());
    }

    private static MatrixTable table(String noun, List<Column> all, List<Explained> explained) {
        int[] columnOf = all.stream()
                .flatMapToInt(c ->
                        IntStream.rangeClosed(c.firstToken(), c.lastToken()).map(_ -> c.index()))
                .toArray();
        int count = own(explained.getLast(), columnOf) + 1;
        List<Line> lines = new ArrayList<>();
        List<Explained> parts = new ArrayList<>();
        for (int i = 0; i < explained.size(); i++) {
            parts.add(explained.get(i));
            int own = own(explained.get(i), columnOf);
            boolean isWhole = i + 1 == explained.size() || own(explained.get(i + 1), columnOf) != own;
            if (isWhole) {
                lines.add(line(all.get(own), List.copyOf(parts), columnOf, count));
                parts.clear();
            }
        }
        Explained first = explained.getFirst();
        int answer = columnOf[Math.min(first.answer().firstToken(), first.position() + 1)];
        return new MatrixTable(noun, List.copyOf(all.subList(0, count)), answer, List.copyOf(lines));
    }

    /** The column of the token that is explained. */
    private static int own(Explained row, int[] columnOf) {
        return columnOf[row.position() + 1];
    }

    private static Line line(Column own, List<Explained> parts, int[] columnOf, int columns) {
        double[] relevance = new double[columns];
        double value = 0;
        double absorbed = 0;
        for (Explained part : parts) {
            part.tokens().subList(0, part.position() + 1).forEach(t -> relevance[columnOf[t.index()]] += t.relevance());
            Closing ledger = part.ledger();
            value += part.value();
            absorbed += ledger == null ? Double.NaN : ledger.absorbed();
        }
        int seen = columnOf[parts.getLast().position()] + 1;
        return new Line(own, value, absorbed, relevance, seen, parts);
    }

    /** All lines added up: where the whole answer came from. */
    public double[] sums() {
        double[] sums = new double[columns.size()];
        for (Line line : lines) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += line.relevance()[i];
            }
        }
        return sums;
    }

    /** Whether all rows keep a ledger. */
    public boolean hasLedger() {
        return lines.stream().noneMatch(l -> Double.isNaN(l.absorbed()));
    }
}
