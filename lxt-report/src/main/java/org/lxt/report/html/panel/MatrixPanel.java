// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.report.Explained;
import org.lxt.report.Report;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.Headline;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.Wording;
import org.lxt.report.internal.scale.MatrixTable;
import org.lxt.report.internal.scale.MatrixTable.Column;
import org.lxt.report.internal.scale.MatrixTable.Line;
import org.lxt.report.internal.scale.RelevanceScale;

/**
 * A matrix of prompt and answer: a table with heads that stay in sight, a row for each token or word of the answer and a cell for
 * each that the model had read. Below it the text, which a script colours by the row that is looked at.
 */
public final class MatrixPanel {
    private final Markup html;
    private final Report report;
    private final List<MatrixTable> tables;

    /**
     * The panel of a matrix.
     *
     * @param tables the same matrix by tokens and by words, the one that is shown first in front
     */
    public MatrixPanel(Markup html, Report report, List<MatrixTable> tables) {
        this.html = html;
        this.report = report;
        this.tables = tables;
    }

    /** Writes it. */
    public void write() {
        head();
        for (int i = 0; i < tables.size(); i++) {
            String noun = tables.get(i).noun();
            html.open("section", "class", "card matrix by-" + noun, "data-table", Integer.toString(i));
            table(tables.get(i));
            html.close().line();
        }
        html.open("section", "class", "card reading-row needs-script", "aria-live", "polite");
        html.element("h2", "", "id", "row-title").element("p", "", "id", "row-facts", "class", "quiet");
        html.element("div", "", "id", "row-text", "class", "tokens", "dir", "auto")
                .close()
                .line();
        guide();
        times();
    }

    private void head() {
        Explained first = report.explained().getFirst();
        ModelIdentity model = report.model();
        String architecture = model.architectures().stream().findFirst().orElse(model.family());
        html.open("div", "class", "head");
        html.element("h1", Headline.question(report));
        html.open("p", "class", "lead");
        html.element("bdi", VisibleText.label(architecture));
        html.text(" says ").element("b", Integer.toString(report.explained().size()));
        html.text(" tokens after a prompt of ")
                .element("b", Integer.toString(first.answer().firstToken()))
                .text(". Each row explains the " + TargetWords.quantity(first));
        html.text(first.contrast() == null ? "" : " over " + Wording.PRINTED.opponents(first));
        html.text(" of its " + tables.getFirst().noun() + ", found with ");
        html.element("bdi", VisibleText.phrase(first.rules()), "class", "word").text(".");
        html.close().close().line();
    }

    private void table(MatrixTable table) {
        RelevanceScale fitted = RelevanceScale.fitted(table);
        RelevanceScale full = RelevanceScale.full(table);
        boolean clips = table.lines().stream()
                .anyMatch(line -> DoubleStream.of(line.relevance()).anyMatch(fitted::clips));
        Legend.write(html, fitted, full, clips);
        html.open(
                "div",
                "class",
                "grid",
                "tabindex",
                "0",
                "role",
                "region",
                "aria-label",
                "Matrix, " + table.lines().size() + " rows of the answer by "
                        + table.columns().size() + " columns; move with the arrow keys");
        html.open("table").open("thead").open("tr");
        html.open("th", "scope", "col", "class", "corner-head name")
                .text("Answer")
                .close();
        html.element("th", "Value", "scope", "col", "class", "number figure");
        html.element("th", "At " + table.noun() + "s", "scope", "col", "class", "number figure");
        if (table.hasLedger()) {
            html.element("th", "Absorbed", "scope", "col", "class", "number figure");
        }
        table.columns().forEach(column -> columnHead(table, column));
        html.close().close().line().open("tbody");
        sums(table);
        for (int row = 0; row < table.lines().size(); row++) {
            line(table, row, fitted, full);
        }
        html.close().close().close();
    }

    private void columnHead(MatrixTable table, Column column) {
        String kind = (column.special() ? " special" : "") + (column.index() == table.answer() ? " begins" : "");
        html.open("th", "scope", "col", "class", "column" + kind);
        html.open("span")
                .element("bdi", VisibleText.label(column.name(), 24))
                .close()
                .close();
    }

    private void sums(MatrixTable table) {
        RelevanceScale own = RelevanceScale.fittedToSums(table);
        double[] sums = table.sums();
        html.open("tr", "class", "sums", "data-row", "-1");
        html.element("th", "All rows", "scope", "row", "class", "name");
        double value = table.lines().stream().mapToDouble(Line::value).sum();
        double absorbed = table.lines().stream().mapToDouble(Line::absorbed).sum();
        figures(value, DoubleStream.of(sums).sum(), table.hasLedger(), absorbed);
        for (Column column : table.columns()) {
            String begins = column.index() == table.answer() ? " begins" : "";
            html.element("td", "", "class", ScaleStyle.classes(sums[column.index()], own, own) + begins);
        }
        html.close().line();
    }

    private void line(MatrixTable table, int row, RelevanceScale fitted, RelevanceScale full) {
        Line line = table.lines().get(row);
        html.open("tr", "data-row", Integer.toString(row));
        html.open("th", "scope", "row", "class", "name");
        html.element("bdi", VisibleText.label(line.column().name(), 40)).close();
        figures(line.value(), line.total(), table.hasLedger(), line.absorbed());
        for (Column column : table.columns()) {
            String begins = column.index() == table.answer() ? " begins" : "";
            String own = column.index() == line.column().index() ? "own" : "unread";
            html.element(
                    "td",
                    "",
                    "class",
                    (column.index() < line.seen()
                                    ? ScaleStyle.classes(line.relevance()[column.index()], fitted, full)
                                    : own)
                            + begins);
        }
        html.close().line();
    }

    private void figures(double value, double total, boolean hasLedger, double absorbed) {
        html.element("td", figure(value), "class", "number figure");
        html.element("td", figure(total), "class", "number figure");
        if (hasLedger) {
            html.element("td", figure(absorbed), "class", "number figure");
        }
    }

    /** Two decimals: there are many of them, and the row that is looked at has four. */
    private static String figure(double value) {
        double size = Math.abs(value);
        boolean fits = size == 0 || (size >= 0.005 && size < 1e5);
        return fits ? String.format(Locale.ROOT, "%.2f", value).replace('-', '\u2212') : Figures.plain(value);
    }

    private void guide() {
        html.open("section", "class", "card reading").element("h2", "Reading this");
        html.open("ul");
        String noun = tables.getFirst().noun();
        html.element(
                "li",
                "Red cells spoke for the " + noun
                        + " of their row, blue ones against it; all rows have one scale, and the"
                        + " first row, the sum of all, has its own.");
        html.element(
                "li",
                "A row has nothing at its own " + noun + " and after it: the model had not read that yet."
                        + " The line between columns is where the answer begins.");
        html.element(
                "li",
                "Point at a cell or move with the arrow keys; Enter holds a row, Escape lets it go. + and"
                        + " \u2212 change the size of the cells.");
        html.element("li", Wording.accounts(report));
        html.close().close().line();
    }

    private void times() {
        Explained first = report.explained().getFirst();
        html.element(
                "p",
                "Time for all rows together: "
                        + Wording.time(first.timing().forward(), first.timing().backward()) + ".",
                "class",
                "quiet");
    }
}
