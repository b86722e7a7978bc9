// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.output;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lxt.evaluate.statistic.Interval;

/** Tables of text for a terminal, and what is in their cells. */
final class Lines {
    private Lines() {}

    /** Rows with columns of the same width. */
    static String aligned(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] width = new int[columns];
        rows.forEach(row -> {
            for (int c = 0; c < columns; c++) {
                width[c] = Math.max(width[c], row.get(c).length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                line.append(row.get(c)).append(" ".repeat(width[c] - row.get(c).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append("\n");
        }
        return text.toString();
    }

    /** A mean with its interval. */
    static String cell(Optional<Interval> interval) {
        return interval.map(i -> number(i.mean()) + " [" + number(i.low()) + ", " + number(i.high()) + "]")
                .orElse("-");
    }

    private static String number(double value) {
        double size = Math.abs(value);
        String pattern = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.1 || value == 0 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, pattern, value);
    }
}
