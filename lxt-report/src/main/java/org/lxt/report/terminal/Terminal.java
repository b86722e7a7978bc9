// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import java.io.PrintWriter;

/**
 * Where an explanation is shown.
 *
 * @param out what is printed
 * @param colors its colours
 * @param width its columns; no line is wider
 */
record Terminal(PrintWriter out, TerminalColors colors, int width) {
    /** Printed as a space; no visible text holds it. */
    private static final char GLUE = '\u0001';

    /** A part of prose that a line should not be broken in. */
    static String together(String visible) {
        return visible.replace(' ', GLUE);
    }

    /** Prints a line that is known to fit, without the blanks at its end. */
    void line(String text) {
        out.println(text.replace(GLUE, ' ').stripTrailing());
    }

    void line() {
        out.println();
    }

    /**
     * Prints a text on as many lines as it takes, broken between words where they are not too long for that.
     *
     * @param indent columns that lines after the first begin with
     */
    void prose(String text, int indent) {
        StringBuilder line = new StringBuilder();
        int used = 0;
        int start = 0;
        for (String word : text.split("(?<= )(?! )", -1)) {
            if (used > start && used + DisplayWidth.of(word.stripTrailing()) > width) {
                used = start = breakLine(line, indent);
            }
            for (DisplayWidth.Cell cell : DisplayWidth.cells(word)) {
                if (used + cell.width() > width) {
                    if (cell.text().isBlank()) {
                        continue;
                    }
                    used = start = breakLine(line, indent);
                }
                line.append(cell.text());
                used += cell.width();
            }
        }
        line(line.toString());
    }

    private int breakLine(StringBuilder line, int indent) {
        line(line.toString());
        line.setLength(0);
        line.append(" ".repeat(indent));
        return indent;
    }
}
