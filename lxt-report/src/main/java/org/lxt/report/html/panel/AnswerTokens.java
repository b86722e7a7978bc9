// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import org.lxt.explain.result.ExplainedEntry;
import org.lxt.report.Explained;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.Wording;

/** The tokens that were explained together, with the share of each in the explained value. */
final class AnswerTokens {
    private static final int LABEL = 40;

    private final Markup html;
    private final Explained e;

    AnswerTokens(Markup html, Explained e) {
        this.html = html;
        this.e = e;
    }

    void write() {
        html.open("section", "class", "card");
        html.element("h2", "Explained together");
        html.open("table", "class", "bars").open("thead").open("tr");
        html.element("th", TargetWords.entry(e), "scope", "col");
        html.element("th", "Probability", "scope", "col", "class", "number");
        html.element("th", "Value", "scope", "col", "class", "number");
        html.close().close().open("tbody");
        e.answer().entries().forEach(this::row);
        html.close().close();
        String time = Wording.time(e.timing().forward(), e.timing().backward());
        html.element(
                        "p",
                        e.answer().entries().size() + " of " + e.tokens().size() + " tokens. Time: " + time + ".",
                        "class",
                        "quiet")
                .close();
    }

    private void row(ExplainedEntry entry) {
        html.open("tr").open("th", "scope", "row");
        html.element(
                        "bdi",
                        VisibleText.label(entry.target().text(), LABEL),
                        "title",
                        "id " + entry.target().id() + ", after token " + entry.position())
                .close();
        double probability = entry.target().probability();
        html.element("td", Double.isNaN(probability) ? "" : Figures.percent(probability), "class", "number");
        html.element("td", Figures.plain(entry.weight() * entry.value()), "class", "number")
                .close();
    }
}
