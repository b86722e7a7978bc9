// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.pdf;

import java.io.IOException;
import org.lxt.explain.words.Segments;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.SegmentTable;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.scale.RelevanceScale;

/** Relevance by parts of the prompt on paper: a row for each part, and below it for its sentences. */
final class SegmentRows {
    private static final int SENTENCES = 24;
    private static final float ROW = 14;
    private static final double MIDDLE = 330;

    private final Sheets sheets;
    private final PaperType type;

    SegmentRows(Sheets sheets, PaperType type) {
        this.sheets = sheets;
        this.type = type;
    }

    void write(Segments segments) throws IOException {
        SegmentTable table = SegmentTable.of(segments, SENTENCES);
        RelevanceScale scale = new RelevanceScale(table.largest());
        for (SegmentTable.Row row : table.rows()) {
            sheets.down(ROW);
            boolean isSentence = row.sentence() != null;
            double indent = isSentence ? 12 : 0;
            String name = VisibleText.phrase(row.name());
            sheets.text(
                    type.at(9).fitted(name, 265 - indent),
                    9,
                    indent,
                    row.isNamed() || isSentence ? Sheets.INK : Sheets.QUIET);
            if (row.line().tokens() > 0) {
                sheets.bar(MIDDLE, 60, scale.strength(row.relevance()));
                sheets.fill(MIDDLE - 0.2, -5, 0.5, ROW, TargetPages.LINE);
            }
            sheets.textBefore(Figures.signed(row.relevance()), 9, Sheets.WIDTH - 64, Sheets.INK);
            sheets.textBefore(Figures.share(row.relevance(), table.value()), 9, Sheets.WIDTH, Sheets.QUIET);
            sheets.fill(0, -5, Sheets.WIDTH, 0.4, TargetPages.LINE);
        }
        sheets.down(ROW + 4);
        String counted = table.counted();
        String sum = "The lines of parts add up to the explained value, " + Figures.plain(segments.value()) + "."
                + (counted.isEmpty() ? "" : " Shown are " + counted + ".");
        sheets.text(type.at(9).fitted(sum, Sheets.WIDTH), 9, 0, Sheets.QUIET);
    }
}
