// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.pdf;

import java.io.IOException;
import java.util.List;
import java.util.stream.DoubleStream;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.scale.ColorScale;
import org.lxt.report.internal.scale.RelevanceScale;
import org.lxt.report.internal.scale.Rows;
import org.lxt.report.internal.scale.Strongest;

/** Relevance of every hidden state on paper: a row for each of the strongest tokens or words, a column for each site. */
final class LayerTable {
    private static final int MOST = 40;
    private static final float ROW = 12;
    private static final double CELLS = 176;
    private static final double WIDEST = 18;
    private static final float SMALL = 8;

    private final Sheets sheets;
    private final PaperType type;
    private final Rows rows;
    private final RelevanceScale scale;
    private final double column;

    LayerTable(Sheets sheets, PaperType type, Rows rows) {
        this.sheets = sheets;
        this.type = type;
        this.rows = rows;
        this.scale = RelevanceScale.fittedToSites(rows);
        this.column = Math.min(WIDEST, (Sheets.WIDTH - CELLS) / rows.latent().size());
    }

    RelevanceScale scale() {
        return scale;
    }

    boolean clips() {
        return rows.latent().stream()
                .anyMatch(s -> DoubleStream.of(s.relevance()).anyMatch(scale::clips));
    }

    void write() throws IOException {
        List<Rows.Row> shown = Strongest.atAnySite(rows, MOST);
        if (shown.size() < rows.all().size()) {
            line("The " + shown.size() + " " + rows.noun() + "s of "
                    + rows.all().size() + " that are strongest at any layer.");
        }
        line("Columns: " + sites() + ", the state entering each layer and the one leaving the last.");
        sheets.down(ROW);
        numbers();
        for (Rows.Row row : shown) {
            if (!sheets.fits(ROW)) {
                sheets.turn();
                sheets.down(ROW);
                numbers();
            }
            sheets.down(ROW);
            sheets.textBefore(row.tokens(), SMALL, 40, Sheets.QUIET);
            String name = VisibleText.label(row.name());
            sheets.text(type.at(SMALL).fitted(name, CELLS - 56), SMALL, 50, Sheets.INK);
            cells(row);
        }
    }

    private void line(String text) throws IOException {
        sheets.down(14);
        sheets.text(type.at(9).fitted(text, Sheets.WIDTH), 9, 0, Sheets.QUIET);
    }

    private String sites() {
        String first = VisibleText.phrase(rows.latent().getFirst().site().path());
        String last = VisibleText.phrase(rows.latent().getLast().site().path());
        return rows.latent().size() == 1 ? first : first + " to " + last;
    }

    /** Numbers of columns, as many as have room. */
    private void numbers() throws IOException {
        double free = 0;
        for (int i = 0; i < rows.latent().size(); i++) {
            String number = Integer.toString(i);
            double right = CELLS + (i + 1) * column;
            double width = type.at(SMALL - 1).width(number);
            if (right - width >= free) {
                sheets.textBefore(number, SMALL - 1, right - 1, Sheets.QUIET);
                free = right + 3;
            }
        }
    }

    private void cells(Rows.Row row) throws IOException {
        double gap = column > 4 ? 0.8 : 0;
        double x = CELLS;
        for (LatentRelevance site : rows.latent()) {
            double relevance = site.at(row.index());
            int level = scale.level(relevance);
            sheets.fill(x, -3, column - gap, ROW - gap, ColorScale.LIGHT.background(level));
            if (level == 0) {
                sheets.fill(x + column / 2 - 0.5, 2, 0.8, 0.8, TargetPages.LINE);
            }
            if (scale.clips(relevance) && column > 6) {
                sheets.corner(x + column - gap, ROW - gap - 3, ColorScale.LIGHT.letters(level));
            }
            x += column;
        }
    }
}
