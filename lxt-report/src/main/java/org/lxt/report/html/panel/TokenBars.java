// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import java.util.List;
import org.lxt.report.Explained;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.scale.RelevanceScale;
import org.lxt.report.internal.scale.Rows;
import org.lxt.report.internal.scale.Strongest;

/** The tokens or words that matter most, with bars, and all of them with their numbers. */
final class TokenBars {
    private static final int STRONGEST = 15;
    private static final int LABEL = 28;

    private final Markup html;
    private final Explained e;
    private final Rows rows;
    private final String noun;

    TokenBars(Markup html, Explained e) {
        this.html = html;
        this.e = e;
        this.rows = Rows.of(e);
        this.noun = e.pixels() == null ? rows.noun() : "patch";
    }

    void write() {
        List<Rows.Row> strongest =
                Strongest.of(rows.all().subList(e.leadingTokens(), rows.all().size()), STRONGEST);
        RelevanceScale full = RelevanceScale.full(rows);
        html.open("section", "class", "card strongest");
        html.element("h2", "Strongest " + plural());
        html.open("table", "class", "bars").open("thead").open("tr");
        html.element("th", capital(noun), "scope", "col");
        html.element("th", "Place", "scope", "col", "class", "number");
        html.element("th", e.signed() ? "Against \u00b7 for" : "Matters", "scope", "col", "class", "middle");
        html.element("th", "Relevance", "scope", "col", "class", "number");
        html.close().close().open("tbody");
        for (Rows.Row row : strongest) {
            html.open("tr");
            html.open("th", "scope", "row", "class", row.special() ? "special" : "");
            html.element("bdi", label(row)).close();
            html.element("td", row.tokens(), "class", "number quiet");
            html.open("td", "class", "bar");
            Bar.write(html, full.strength(row.relevance()));
            html.close();
            html.element("td", Figures.relevance(row.relevance(), e.signed()), "class", "number")
                    .close();
        }
        html.close().close();
        all();
        html.close();
    }

    private String label(Rows.Row row) {
        // A blank in a token means something; in the name of a patch it does not.
        return e.pixels() == null ? VisibleText.label(row.name(), LABEL) : row.name();
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private String plural() {
        return noun.equals("patch") ? "patches" : noun + "s";
    }

    private void all() {
        html.open("details");
        String all = "All " + rows.all().size() + " " + rows.noun() + "s";
        html.element("summary", all);
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", all);
        html.open("table").open("thead").open("tr");
        html.element("th", "Place", "scope", "col", "class", "number");
        html.element("th", capital(rows.noun()), "scope", "col");
        if (!rows.areWords()) {
            html.element("th", "Id", "scope", "col", "class", "number");
        }
        html.element("th", "Relevance", "scope", "col", "class", "number");
        html.element("th", "Of the value", "scope", "col", "class", "number");
        html.close().close().open("tbody");
        for (Rows.Row row : rows.all()) {
            html.open("tr");
            html.element("td", row.tokens(), "class", "number quiet");
            html.open("td", "class", row.special() ? "special" : "");
            html.element("bdi", label(row)).close();
            if (!rows.areWords()) {
                html.element("td", Integer.toString(row.id()), "class", "number quiet");
            }
            html.element("td", Figures.relevance(row.relevance(), e.signed()), "class", "number");
            html.element("td", e.signed() ? Figures.share(row.relevance(), e.value()) : "", "class", "number quiet")
                    .close();
        }
        html.close().close().close().close();
    }
}
