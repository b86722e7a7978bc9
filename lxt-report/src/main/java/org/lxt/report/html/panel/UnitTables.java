// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import java.util.List;
import org.lxt.explain.units.UnitSummary;
import org.lxt.report.Explained;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.scale.RankedUnits;
import org.lxt.report.internal.scale.RelevanceScale;

/** The strongest units, and a map of the values that have few, such as the heads of every layer. */
final class UnitTables {
    private static final int LISTED = 25;
    private static final int LABEL = 48;

    private final Markup html;
    private final Explained e;

    UnitTables(Markup html, Explained e) {
        this.html = html;
        this.e = e;
    }

    void write() {
        html.open("section", "class", "card ledger units");
        html.element("h2", "Units");
        html.element(
                "p",
                "The strongest of " + RankedUnits.counted(e)
                        + ". The relevance of a unit is the sum over all tokens; its"
                        + " activation is that at the token where its relevance is largest.",
                "class",
                "quiet");
        List<UnitSummary> few =
                e.units().stream().filter(v -> !v.ofUnits().isEmpty()).toList();
        if (!few.isEmpty()) {
            map(few);
        }
        list();
        html.close().line();
    }

    private void list() {
        html.open("div", "class", "wide").open("table").open("thead").open("tr");
        html.element("th", "Unit", "scope", "col");
        html.element("th", "Relevance", "scope", "col", "class", "number");
        html.element("th", "Of the value", "scope", "col", "class", "number");
        html.element("th", "Strongest at", "scope", "col");
        html.element("th", "There", "scope", "col", "class", "number");
        html.element("th", "Activation", "scope", "col", "class", "number");
        html.close().close().open("tbody");
        for (RankedUnits unit : RankedUnits.of(e, LISTED)) {
            html.open("tr").open("th", "scope", "row");
            html.element("code", VisibleText.label(unit.name(), LABEL)).close();
            html.element("td", Figures.signed(unit.sum().relevance()), "class", "number");
            html.element("td", Figures.share(unit.sum().relevance(), e.value()), "class", "number quiet");
            html.open("td").text(unit.sum().token() + " ");
            html.element("bdi", VisibleText.label(unit.token(), LABEL), "class", "word")
                    .close();
            html.element("td", Figures.signed(unit.sum().atToken()), "class", "number");
            html.element("td", Figures.plain(unit.sum().activation()), "class", "number quiet")
                    .close();
        }
        html.close().close().close();
    }

    /** A row for each value, a cell for each of its units, coloured by relevance. */
    private void map(List<UnitSummary> values) {
        RelevanceScale scale = RelevanceScale.of(
                values.stream().flatMap(v -> v.ofUnits().stream()).mapToDouble(Double::doubleValue));
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Units of each value");
        html.open("table", "class", "unit-map").open("tbody");
        for (UnitSummary value : values.reversed()) {
            html.open("tr").open("th", "scope", "row");
            html.element("code", VisibleText.label(value.name(), LABEL)).close();
            for (int unit = 0; unit < value.units(); unit++) {
                double relevance = value.ofUnits().get(unit);
                html.element(
                        "td",
                        Integer.toString(unit),
                        "class",
                        ScaleStyle.classes(relevance, scale, scale),
                        "title",
                        value.name() + "[" + unit + "] " + Figures.signed(relevance));
            }
            html.close();
        }
        html.close().close().close();
    }
}
