// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.pdf;

import java.io.IOException;
import org.lxt.report.Explained;
import org.lxt.report.internal.TextFlow;
import org.lxt.report.internal.scale.ColorScale;
import org.lxt.report.internal.scale.RelevanceScale;
import org.lxt.report.internal.scale.Rgb;
import org.lxt.report.internal.scale.Rows;

/** The prompt as text, each token or word on a box in the colour of its relevance. */
final class PromptBoxes {
    private static final float LINE = 19;
    private static final Rgb ACCENT = new Rgb(0x0f4f94);

    private final Sheets sheets;
    private final PaperType type;
    private final Explained e;
    private final RelevanceScale scale;

    PromptBoxes(Sheets sheets, PaperType type, Explained e, RelevanceScale scale) {
        this.sheets = sheets;
        this.type = type;
        this.e = e;
        this.scale = scale;
    }

    void write() throws IOException {
        int line = -1;
        for (TextFlow.Box box : TextFlow.of(e, type, Sheets.WIDTH)) {
            while (line < box.line()) {
                sheets.down(LINE);
                line++;
            }
            write(box);
        }
    }

    private void write(TextFlow.Box box) throws IOException {
        Rows.Row row = box.row();
        Rgb ink = ACCENT;
        Rgb mark = ACCENT;
        if (row != null) {
            int level = scale.level(row.relevance());
            ink = ColorScale.LIGHT.letters(level);
            mark = ink.mix(ColorScale.LIGHT.background(level), 0.55);
            sheets.fill(box.x(), -4, box.width(), LINE - 4, ColorScale.LIGHT.background(level));
            if (row.special()) {
                sheets.outline(box.x(), -4, box.width(), LINE - 4, Sheets.QUIET);
            }
            if (scale.clips(row.relevance())) {
                sheets.corner(box.x() + box.width(), LINE - 8, ink);
            }
        } else {
            sheets.outline(box.x() + 2, -4, box.width() - 2, LINE - 4, ACCENT);
        }
        double at = box.x();
        for (TextFlow.Run run : box.runs()) {
            sheets.text(run.text(), type.size(), at, run.mark() ? mark : ink);
            at += run.width();
        }
    }
}
