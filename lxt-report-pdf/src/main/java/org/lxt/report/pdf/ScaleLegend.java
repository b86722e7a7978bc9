// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.pdf;

import java.io.IOException;
import org.lxt.report.internal.ScaleEnds;
import org.lxt.report.internal.scale.ColorScale;
import org.lxt.report.internal.scale.RelevanceScale;

/** What the colours mean, on paper. */
final class ScaleLegend {
    private static final float SIZE = 8.5f;

    private ScaleLegend() {}

    static void write(Sheets sheets, PaperType type, RelevanceScale scale, boolean clips) throws IOException {
        PaperType small = type.at(SIZE);
        sheets.down(14);
        ScaleEnds ends = ScaleEnds.of(scale);
        String from = ends.low() + "  " + ends.least() + "  ";
        sheets.text(from, SIZE, 0, Sheets.QUIET);
        double at = small.width(from);
        for (int level = ends.lowest(); level <= ColorScale.LEVELS; level++) {
            sheets.fill(at, -1.5, 3.2, 9, ColorScale.LIGHT.background(level));
            at += 3;
        }
        String to = "  " + ends.most() + "  " + ends.high();
        sheets.text(to, SIZE, at, Sheets.QUIET);
        if (clips) {
            at += small.width(to) + 16;
            sheets.outline(at, -1.5, 9, 9, Sheets.QUIET);
            sheets.corner(at + 9, 7.5, Sheets.INK);
            sheets.text("beyond the scale", SIZE, at + 14, Sheets.QUIET);
        }
        sheets.down(8);
    }
}
