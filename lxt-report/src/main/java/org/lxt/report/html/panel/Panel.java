// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import org.lxt.explain.method.Convergence;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.report.Explained;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.Wording;
import org.lxt.report.internal.scale.Rows;

/** Everything about one target. */
public final class Panel {
    private final Markup html;
    private final ModelIdentity model;
    private final Explained e;
    private final int index;

    /** The panel of a target. */
    public Panel(Markup html, ModelIdentity model, Explained e, int index) {
        this.html = html;
        this.model = model;
        this.e = e;
        this.index = index;
    }

    /** Writes it. */
    public void write() {
        html.open("article", "class", "panel", "data-index", Integer.toString(index))
                .line();
        head();
        html.open("section", "class", "card prompt");
        html.element("h2", "Relevance of each " + Rows.of(e).noun());
        new TokenText(html, e).write();
        html.close().line();
        e.segments().ifPresent(segments -> new SegmentSection(html, segments).write());
        html.open("div", "class", "columns");
        new TokenBars(html, e).write();
        html.open("div", "class", "side");
        if (e.isSum()) {
            new AnswerTokens(html, e).write();
        } else {
            new AnswerList(html, e).write();
        }
        Reading.write(html, e);
        html.close().close().line();
        if (!e.latent().isEmpty()) {
            new LayerMap(html, e).write();
        }
        if (!e.units().isEmpty()) {
            new UnitTables(html, e).write();
        }
        account();
        html.close();
    }

    /** How the shares add up. */
    void account() {
        if (!e.answer().hops().isEmpty()) {
            new HopTable(html, e).write();
        }
        Closing ledger = e.ledger();
        Convergence convergence = e.convergence();
        if (ledger != null) {
            new LedgerTables(html, ledger, Wording.places(e)).write();
        } else if (convergence != null) {
            ConvergenceLine.write(html, convergence, Wording.places(e));
        }
    }

    /** The question and the answer in a sentence. */
    void head() {
        Candidate target = e.target();
        String architecture = model.architectures().stream().findFirst().orElse(model.family());
        html.open("div", "class", "head");
        html.open("h1").text("Why ");
        html.element("bdi", Wording.PRINTED.target(e), "class", "answer")
                .text("?")
                .close();
        html.open("p", "class", "lead");
        html.element("bdi", VisibleText.label(architecture));
        html.text(" " + TargetWords.answers(e) + " ");
        html.element("bdi", Wording.PRINTED.target(e), "class", "word", "title", VisibleText.label(target.text()));
        html.text(": " + Wording.quantity(e) + " ").element("b", Figures.plain(target.logit()));
        if (!Double.isNaN(target.probability())) {
            html.text(", probability ").element("b", Figures.percent(target.probability()));
        }
        if (e.contrastive()) {
            html.text(". What is explained is its advantage over ");
            html.element("bdi", Wording.PRINTED.opponents(e), "class", "word");
            html.text(", ").element("b", Figures.plain(e.value()));
        }
        html.text(". Every " + (e.pixels() == null ? Rows.of(e).noun() : "pixel") + " below carries its share of that "
                + TargetWords.quantity(e) + ", found with ");
        html.element("bdi", VisibleText.phrase(e.rules()), "class", "word")
                .text(".")
                .close();
        html.close().line();
    }
}
