// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.pdf;

import java.io.IOException;
import java.util.List;
import java.util.stream.DoubleStream;
import org.lxt.report.Explained;
import org.lxt.report.Report;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.Headline;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.Wording;
import org.lxt.report.internal.scale.ColorScale;
import org.lxt.report.internal.scale.MatrixTable;
import org.lxt.report.internal.scale.MatrixTable.Column;
import org.lxt.report.internal.scale.MatrixTable.Line;
import org.lxt.report.internal.scale.RelevanceScale;

/**
 * A matrix of prompt and answer on paper: all of it small, with the numbers of each row, then in bands of columns that are wide
 * enough for their names.
 */
final class MatrixPages {
    private static final float ROW = 9.5f;
    private static final float SMALL = 7;
    private static final double NAME = 82;
    private static final double FIGURE = 44;
    private static final double CELL = 9.5;
    private static final double HEADS = 62;
    private static final double WIDEST = 12;

    private final Sheets sheets;
    private final PaperType type;
    private final Report report;
    private final MatrixTable table;
    private final RelevanceScale scale;

    MatrixPages(Sheets sheets, PaperType type, Report report) {
        this.sheets = sheets;
        this.type = type;
        this.report = report;
        this.table = MatrixTable.of(report);
        this.scale = RelevanceScale.fitted(table);
    }

    void write() throws IOException {
        Explained first = report.explained().getFirst();
        sheets.turn();
        sheets.down(20);
        sheets.text(Headline.question(report), 21, 0, Sheets.INK);
        line(report.explained().size() + " tokens after a prompt of "
                + first.answer().firstToken() + ", rules " + VisibleText.phrase(first.rules()));
        line("Each row explains one " + table.noun()
                + " of the answer; its columns are what the model had read before it.");
        boolean clips = table.lines().stream()
                .anyMatch(l -> DoubleStream.of(l.relevance()).anyMatch(scale::clips));
        ScaleLegend.write(sheets, type, scale, clips);
        overview();
        account();
        int columns = (int) ((Sheets.WIDTH - NAME) / CELL);
        for (int from = 0; from < table.columns().size(); from += columns) {
            band(from, Math.min(table.columns().size(), from + columns));
        }
    }

    private void line(String text) throws IOException {
        sheets.down(14);
        sheets.text(type.at(9).fitted(text, Sheets.WIDTH), 9, 0, Sheets.QUIET);
    }

    private double cells() {
        return NAME + (table.hasLedger() ? 3 : 2) * FIGURE + 6;
    }

    /** All columns, however narrow, with the numbers of each row. */
    private void overview() throws IOException {
        double width =
                Math.min(WIDEST, (Sheets.WIDTH - cells()) / table.columns().size());
        overviewHead(width);
        for (Line line : table.lines()) {
            if (!sheets.fits(ROW)) {
                sheets.turn();
                overviewHead(width);
            }
            sheets.down(ROW);
            name(line);
            figure(line.value(), 1);
            figure(line.total(), 2);
            if (table.hasLedger()) {
                figure(line.absorbed(), 3);
            }
            cells(line, 0, table.columns().size(), cells(), width);
        }
    }

    private void overviewHead(double width) throws IOException {
        sheets.down(16);
        sheets.textBefore("value", SMALL, NAME + FIGURE, Sheets.QUIET);
        sheets.textBefore("at " + table.noun() + "s", SMALL, NAME + 2 * FIGURE, Sheets.QUIET);
        if (table.hasLedger()) {
            sheets.textBefore("absorbed", SMALL, NAME + 3 * FIGURE, Sheets.QUIET);
        }
        sheets.text("prompt", SMALL, cells(), Sheets.QUIET);
        double answer = cells() + table.answer() * width;
        double free = cells() + type.at(SMALL).width("prompt") + 6;
        sheets.text("answer", SMALL, Math.max(free, answer), Sheets.QUIET);
        sheets.down(2);
    }

    private void figure(double value, int place) throws IOException {
        sheets.textBefore(Figures.plain(value), SMALL, NAME + place * FIGURE, Sheets.INK);
    }

    private void name(Line line) throws IOException {
        String label = VisibleText.label(line.column().name());
        sheets.text(type.at(SMALL).fitted(label, NAME - 6), SMALL, 0, Sheets.INK);
    }

    private void cells(Line line, int from, int to, double x, double width) throws IOException {
        double gap = width > 4 ? 0.6 : 0;
        for (int i = from; i < to; i++) {
            double at = x + (i - from) * width;
            if (i >= line.seen()) {
                break;
            }
            double relevance = line.relevance()[i];
            int level = scale.level(relevance);
            if (level != 0) {
                sheets.fill(at, -2, width - gap, ROW - gap, ColorScale.LIGHT.background(level));
            }
            if (scale.clips(relevance) && width > 6) {
                sheets.corner(at + width - gap, ROW - gap - 2, ColorScale.LIGHT.letters(level));
            }
        }
        if (table.answer() >= from && table.answer() < to) {
            sheets.fill(x + (table.answer() - from) * width - 0.5, -2, 0.7, ROW, Sheets.QUIET);
        }
    }

    private void account() throws IOException {
        Explained first = report.explained().getFirst();
        sheets.down(6);
        line(Wording.accounts(report));
        line("Time for all rows: "
                + Wording.time(first.timing().forward(), first.timing().backward()) + ".");
    }

    /** Some columns with their names, for all rows that have something there. */
    private void band(int from, int to) throws IOException {
        List<Line> lines = table.lines().stream().filter(l -> l.seen() > from).toList();
        if (lines.isEmpty()) {
            return;
        }
        if (!sheets.fits((float) (HEADS + 24 + Math.min(lines.size(), 20) * ROW))) {
            sheets.turn();
        }
        bandHead(from, to);
        for (Line line : lines) {
            if (!sheets.fits(ROW)) {
                sheets.turn();
                bandHead(from, to);
            }
            sheets.down(ROW);
            name(line);
            cells(line, from, to, NAME, CELL);
        }
        sheets.down(14);
    }

    private void bandHead(int from, int to) throws IOException {
        sheets.down((float) HEADS + 10);
        for (Column column : table.columns().subList(from, to)) {
            String label = type.at(SMALL).fitted(VisibleText.label(column.name()), HEADS - 2);
            double x = NAME + (column.index() - from) * CELL + CELL / 2 + SMALL / 2.0 - 1.5;
            sheets.upright(label, SMALL, x, column.special() ? Sheets.QUIET : Sheets.INK);
        }
        sheets.text(
                table.noun() + "s " + table.columns().get(from).index() + " to " + (to - 1), SMALL, 0, Sheets.QUIET);
        sheets.down(3);
    }
}
