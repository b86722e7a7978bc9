package org.lxt.report.terminal;

import org.lxt.explain.words.Segments;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.SegmentTable;
import org.lxt.report.internal.scale.RelevanceScale;

/** Relevance by parts of the prompt, with their sentences; the lines of parts add up to the explained value. */
final class TerminalSegments {
    private static final int LONGEST_BAR = 24;
    private static final int SHORTEST_BAR = 4;
    private static final int GAP = 2;
    private static final int SHORTEST_NAME = 12;

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
        int numbers = width(table, true);
        int shares = width(table, false);
        int room = terminal.width() - numbers - shares - 3 * GAP;
        int longest = table.rows().stream()
                .mapToInt(row -> DisplayWidth.of(label(row, Integer.MAX_VALUE)))
                .max()
                .orElse(0);
        int bar = Math.min(LONGEST_BAR, room - Math.min(longest, terminal.width() / 2));
        bar = bar < SHORTEST_BAR ? 0 : bar;
        int names = Math.max(SHORTEST_NAME, Math.min(longest, room - bar));
        RelevanceScale scale = new RelevanceScale(table.largest());
        for (SegmentTable.Row row : table.rows()) {
            String share = share(row, table);
            terminal.line(DisplayWidth.padded(label(row, names), names)
                    + padded(TerminalRows.number(row.relevance()), numbers + GAP)
                    + padded(share, shares + GAP)
                    + "  "
                    + (row.line().tokens() > 0 ? TerminalRows.bar(terminal, scale, row.relevance(), bar) : ""));
        }
    }

    private static int width(SegmentTable table, boolean numbers) {
        return table.rows().stream()
                .mapToInt(row -> (numbers ? TerminalRows.number(row.relevance()) : share(row, table)).length())
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
        if (!row.isNamed()) {
            return "(" + row.name() + ")";
        }
        String name = TerminalText.carried(TerminalText.visible(row.name()));
        return TerminalText.isolated(
                DisplayWidth.of(name) <= width ? name : DisplayWidth.cut(name, width - 2) + "..");
    }
}
