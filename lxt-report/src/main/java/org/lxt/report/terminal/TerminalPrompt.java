// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.report.internal.scale.RelevanceScale;
import org.lxt.report.internal.scale.Rows;

/** The prompt as text, each token on the colour of its relevance; for terminals that have colours. */
final class TerminalPrompt {
    private static final String LINE_END = "\u21b5";

    private final Terminal terminal;
    private final RelevanceScale scale;
    private final List<Piece> line = new ArrayList<>();
    private int used;

    TerminalPrompt(Terminal terminal, RelevanceScale scale) {
        this.terminal = terminal;
        this.scale = scale;
    }

    /** Text of one strength; tokens that share a character are one. */
    private record Piece(String text, double relevance) {}

    void print(List<Rows.Row> rows, @Nullable String prompt) {
        List<Piece> pieces = prompt != null
                ? pieces(rows, prompt)
                : rows.stream().map(r -> new Piece(r.text(), r.relevance())).toList();
        List<Piece> word = new ArrayList<>();
        for (Piece piece : pieces) {
            // A line end is shown as a mark, coloured, and then broken outside the colour.
            String[] lines = piece.text().split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                boolean broken = i < lines.length - 1;
                String shown = TerminalText.visible(lines[i]) + (broken ? LINE_END : "");
                for (String part : shown.split("(?<=[ \u3000])(?![ \u3000])|(?<=\\p{IsIdeographic})", -1)) {
                    if (part.isEmpty()) {
                        continue;
                    }
                    word.add(new Piece(part, piece.relevance()));
                    if (part.isBlank() || part.endsWith(" ") || DisplayWidth.of(part) == 2) {
                        place(word);
                    }
                }
                if (broken) {
                    place(word);
                    breakLine();
                }
            }
        }
        place(word);
        if (used > 0) {
            breakLine();
        }
    }

    private static List<Piece> pieces(List<Rows.Row> rows, String prompt) {
        List<Piece> pieces = new ArrayList<>();
        int done = 0;
        for (Rows.Row row : rows) {
            if (row.special() && row.start() == row.end()) {
                pieces.add(new Piece(row.text(), row.relevance()));
            } else if (row.end() <= done && !pieces.isEmpty()) {
                Piece shared = pieces.removeLast();
                pieces.add(new Piece(shared.text(), shared.relevance() + row.relevance()));
            } else {
                int start = Math.max(done, row.start());
                if (start > done) {
                    pieces.add(new Piece(prompt.substring(done, start), 0));
                }
                pieces.add(new Piece(prompt.substring(start, row.end()), row.relevance()));
                done = row.end();
            }
        }
        pieces.add(new Piece(prompt.substring(done), 0));
        return pieces;
    }

    /** Puts pieces that belong together on a line, the next if there is not enough room on this. */
    private void place(List<Piece> word) {
        int letters = word.stream()
                .mapToInt(p -> DisplayWidth.of(p.text().stripTrailing()))
                .sum();
        if (used > 0 && used + letters > terminal.width()) {
            breakLine();
        }
        for (Piece piece : word) {
            StringBuilder fitting = new StringBuilder();
            String text = used == 0 ? TerminalText.carried(piece.text()) : piece.text();
            for (DisplayWidth.Cell cell : DisplayWidth.cells(text)) {
                if (used + cell.width() > terminal.width()) {
                    if (cell.text().isBlank()) {
                        continue;
                    }
                    line.add(new Piece(fitting.toString(), piece.relevance()));
                    fitting.setLength(0);
                    breakLine();
                }
                fitting.append(cell.text());
                used += cell.width();
            }
            line.add(new Piece(fitting.toString(), piece.relevance()));
        }
        word.clear();
    }

    private void breakLine() {
        StringBuilder painted = new StringBuilder();
        for (int i = 0; i < line.size(); i++) {
            StringBuilder text = new StringBuilder(line.get(i).text());
            // A token may have been divided to break lines; it is painted as one.
            while (i + 1 < line.size()
                    && line.get(i + 1).relevance() == line.get(i).relevance()) {
                text.append(line.get(++i).text());
            }
            painted.append(terminal.colors()
                    .paint(text.toString(), scale.strength(line.get(i).relevance())));
        }
        terminal.out().println(TerminalText.isolated(painted.toString()));
        line.clear();
        used = 0;
    }
}
