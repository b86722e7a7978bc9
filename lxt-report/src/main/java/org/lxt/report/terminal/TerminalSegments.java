// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import java.util.function.Function;
import org.lxt.explain.words.Segments;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.SegmentTable;
import org.lxt.report.internal.scale.RelevanceScale;

/** Relevance by parts of the prompt, with their sentences; the lines of parts add up to the explained value. */
final class TerminalSegments {
    private static final int LONGEST_BAR = 24;
    private static final int SHORTEST_BAR = 4;
    private static final int GAP = 2;
    private static final int ROOMY = 60;

    private final Terminal terminal;

    TerminalSegments(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(Segments segments, int limit) {
        SegmentTable table = SegmentTable.of(segments, limit);
        String counted = table.counted();
        terminal.prose(
                "by part of the prompt, adding up to "
                        + TerminalFacts.amount(table.value())
                        + (counted.isEmpty() ? "" : "; " + counted),
                0);
        int numbers = widest(table, row -> TerminalRows.number(row.relevance()));
        int shares = terminal.width() < ROOMY ? 0 : GAP + widest(table, row -> share(row, table));
        int room = terminal.width() - numbers - GAP - shares;
        int longest = table.rows().stream()
                .mapToInt(row -> DisplayWidth.of(label(row, Integer.MAX_VALUE)))
                .max()
                .orElse(0);
        int bar = Math.min(LONGEST_BAR, room - GAP - Math.min(longest, terminal.width() / 2));
        bar = bar < SHORTEST_BAR ? 0 : bar;
        int names = Math.min(longest, bar == 0 ? room : room - GAP - bar);
        RelevanceScale scale = new RelevanceScale(table.largest());
        for (SegmentTable.Row row : table.rows()) {
            terminal.line(DisplayWidth.padded(label(row, names), names)
                    + padded(TerminalRows.number(row.relevance()), GAP + numbers)
                    + (shares == 0 ? "" : padded(share(row, table), shares))
                    + " ".repeat(GAP)
                    + (row.line().tokens() > 0 ? TerminalRows.bar(terminal, scale, row.relevance(), bar) : ""));
        }
    }

    private static int widest(SegmentTable table, Function<SegmentTable.Row, String> column) {
        return table.rows().stream()
                .mapToInt(row -> column.apply(row).length())
                .max()
                .orElse(0);
    }

    private static String share(SegmentTable.Row row, SegmentTable table) {
        return Figures.share(row.relevance(), table.value()).replace('\u2212', '-');
    }

    private static String padded(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    /** Names that were given as they are, sentences quoted, all else in brackets. */
    private static String label(SegmentTable.Row row, int width) {
        if (row.sentence() != null) {
            return "  " + TerminalText.quoted(row.name(), width - 2);
        }
        String name = row.isNamed() ? TerminalText.carried(TerminalText.visible(row.name())) : "(" + row.name() + ")";
        return TerminalText.isolated(
                DisplayWidth.of(name) <= width ? name : DisplayWidth.cut(name, Math.max(0, width - 2)) + "..");
    }
}
