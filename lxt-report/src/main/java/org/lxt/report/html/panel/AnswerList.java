// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Contrast;
import org.lxt.report.Explained;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.Wording;

/** What else the model might have said. */
final class AnswerList {
    private static final int LABEL = 24;

    private final Markup html;
    private final Explained e;

    AnswerList(Markup html, Explained e) {
        this.html = html;
        this.e = e;
    }

    void write() {
        html.open("section", "class", "card");
        html.element("h2", "Answer and runners-up");
        html.open("table", "class", "bars").open("thead").open("tr");
        html.element("th", TargetWords.entry(e), "scope", "col");
        html.element("th", "Probability", "scope", "col", "colspan", "2");
        html.element("th", "Logit", "scope", "col", "class", "number");
        html.close().close().open("tbody");
        candidates().forEach(this::row);
        html.close().close().open("p", "class", "quiet");
        String where = e.standsAtToken()
                ? "At the output of token " + e.position() + " of " + e.tokens().size()
                : e.pixels() == null
                        ? "For the whole prompt of " + e.tokens().size() + " tokens"
                        : "For the whole image";
        String time = Wording.time(e.timing().forward(), e.timing().backward());
        html.text(where + ". Time: " + time + ".");
        html.close().close();
    }

    /** The largest logits, and the target and what it was compared with where they are not among them. */
    private List<Candidate> candidates() {
        List<Candidate> shown = new ArrayList<>(e.candidates());
        List<Candidate> named = new ArrayList<>(List.of(e.target()));
        Contrast contrast = e.contrast();
        if (contrast != null) {
            named.addAll(contrast.tokens());
        }
        for (Candidate candidate : named) {
            if (shown.stream().noneMatch(c -> c.id() == candidate.id())) {
                shown.add(candidate);
            }
        }
        return shown;
    }

    private void row(Candidate c) {
        boolean explained = c.id() == e.target().id();
        html.open("tr", "class", explained ? "explained" : "");
        html.open("th", "scope", "row");
        html.element("bdi", VisibleText.label(c.text(), LABEL), "title", "id " + c.id())
                .close();
        html.open("td", "class", "bar");
        html.open("svg", "viewBox", "0 0 100 10", "preserveAspectRatio", "none", "aria-hidden", "true");
        double width = Double.isNaN(c.probability()) ? 0 : Math.clamp(100 * c.probability(), 0, 100);
        html.element("rect", "", "class", "share", "width", String.format(Locale.ROOT, "%.2f", width), "height", "10");
        html.close().close();
        html.element("td", Figures.percent(c.probability()), "class", "number");
        html.element("td", Figures.plain(c.logit()), "class", "number").close();
    }
}
