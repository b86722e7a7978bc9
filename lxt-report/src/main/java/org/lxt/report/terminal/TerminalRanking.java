// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import java.util.List;
import org.lxt.report.internal.scale.RelevanceScale;
import org.lxt.report.internal.scale.Rows;
import org.lxt.report.internal.scale.Strongest;

/** The rows that matter most, in the prompt's order, with their numbers and bars. */
final class TerminalRanking {
    private static final int LONGEST_BAR = 24;
    private static final int SHORTEST_BAR = 4;
    private static final int WIDEST_NUMBER = 10;
    private static final int ROOMY = 60;
    private static final int GAP = 2;
    private static final int SHORTEST_TEXT = 8;
    private static final int LONGEST_TEXT_BEFORE_BARS = 20;

    private final Terminal terminal;
    private final RelevanceScale scale;

    TerminalRanking(Terminal terminal, RelevanceScale scale) {
        this.terminal = terminal;
        this.scale = scale;
    }

    void print(Rows rows, int limit) {
        List<Rows.Row> shown = Strongest.inOrder(rows.all(), limit);
        boolean clips = shown.stream().anyMatch(r -> scale.clips(r.relevance()));
        terminal.prose(
                TerminalRows.counted(rows, shown.size())
                        + (shown.size() > 1 ? ", in their order" : "")
                        + (rows.signed() ? "" : "; the numbers have no sign")
                        + (clips ? "; > goes beyond the scale, which ends at " + TerminalRows.limit(scale) : ""),
                0);
        boolean roomy = terminal.width() >= ROOMY;
        int index = Math.max(
                roomy ? 6 : 0,
                shown.stream().mapToInt(r -> r.tokens().length()).max().orElse(0));
        int numbers = Math.max(
                roomy ? WIDEST_NUMBER : 0,
                shown.stream()
                        .mapToInt(r -> TerminalRows.relevance(r.relevance(), rows.signed())
                                .length())
                        .max()
                        .orElse(0));
        int longest = shown.stream()
                .mapToInt(r -> DisplayWidth.of(TerminalText.quoted(r.name())))
                .max()
                .orElse(0);
        int room = terminal.width() - index - GAP - 1 - numbers;
        int texts = Math.clamp(terminal.width() / 4, SHORTEST_TEXT, LONGEST_TEXT_BEFORE_BARS);
        int bar = Math.min(LONGEST_BAR, room - GAP - Math.min(longest, texts));
        bar = bar < SHORTEST_BAR ? 0 : bar;
        int text = Math.min(longest, bar == 0 ? room : room - GAP - bar);
        for (Rows.Row row : shown) {
            String label = DisplayWidth.padded(TerminalText.quoted(row.name(), text), text);
            String number = TerminalRows.relevance(row.relevance(), rows.signed());
            terminal.line(" ".repeat(index - row.tokens().length()) + row.tokens() + "  " + label
                    + " ".repeat(1 + numbers - number.length()) + number + "  "
                    + TerminalRows.bar(terminal, scale, row.relevance(), bar));
        }
    }
}
