package org.lxt.report.html;

import java.util.List;
import java.util.Locale;
import org.lxt.explain.TokenRelevance;
import org.lxt.report.Explained;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.RelevanceScale;
import org.lxt.report.internal.Strongest;
import org.lxt.report.internal.VisibleText;

/** The tokens that matter most, with bars, and all tokens with their numbers. */
final class TokenBars {
    private static final int STRONGEST = 15;
    private static final int LABEL = 28;

    private final Markup html;
    private final Explained e;
    private final String noun;

    TokenBars(Markup html, Explained e) {
        this.html = html;
        this.e = e;
        this.noun = e.pixels() == null ? "token" : "patch";
    }

    void write() {
        List<TokenRelevance> strongest =
                Strongest.of(e.tokens().subList(e.leadingTokens(), e.tokens().size()), STRONGEST);
        RelevanceScale full = RelevanceScale.full(e.tokens());
        html.open("section", "class", "card strongest");
        html.element("h2", "Strongest " + plural());
        html.open("table", "class", "bars").open("thead").open("tr");
        html.element("th", e.pixels() == null ? "Token" : "Patch", "scope", "col");
        html.element("th", "Place", "scope", "col", "class", "number");
        html.element("th", "Against \u00b7 for", "scope", "col", "class", "middle");
        html.element("th", "Relevance", "scope", "col", "class", "number");
        html.close().close().open("tbody");
        for (TokenRelevance token : strongest) {
            html.open("tr");
            html.open("th", "scope", "row", "class", token.special() ? "special" : "");
            html.element("bdi", label(token)).close();
            html.element("td", Integer.toString(token.index()), "class", "number quiet");
            html.open("td", "class", "bar");
            bar(full.strength(token.relevance()));
            html.close();
            html.element("td", Figures.signed(token.relevance()), "class", "number")
                    .close();
        }
        html.close().close();
        all();
        html.close();
    }

    /** Length is drawn by an image that scales, as the page's policy allows no style of its own for each bar. */
    private void bar(double strength) {
        double length = Math.max(0.6, 100 * Math.abs(strength));
        double from = strength < 0 ? 100 - length : 100;
        html.open("svg", "viewBox", "0 0 200 10", "preserveAspectRatio", "none", "aria-hidden", "true");
        html.element(
                "rect",
                "",
                "class",
                strength < 0 ? "con" : "pro",
                "x",
                String.format(Locale.ROOT, "%.1f", from),
                "width",
                String.format(Locale.ROOT, "%.1f", length),
                "height",
                "10");
        html.close();
    }

    private String label(TokenRelevance token) {
        // A blank in a token means something, in the place of a patch it does not.
        return e.pixels() == null ? VisibleText.label(token.text(), LABEL) : token.text();
    }

    private String plural() {
        return noun.equals("patch") ? "patches" : "tokens";
    }

    private void all() {
        html.open("details");
        html.element("summary", "All " + e.tokens().size() + " tokens");
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "All tokens");
        html.open("table").open("thead").open("tr");
        html.element("th", "Place", "scope", "col", "class", "number");
        html.element("th", "Token", "scope", "col");
        html.element("th", "Id", "scope", "col", "class", "number");
        html.element("th", "Relevance", "scope", "col", "class", "number");
        html.element("th", "Of all", "scope", "col", "class", "number");
        html.close().close().open("tbody");
        for (TokenRelevance token : e.tokens()) {
            html.open("tr");
            html.element("td", Integer.toString(token.index()), "class", "number quiet");
            html.open("td", "class", token.special() ? "special" : "");
            html.element("bdi", label(token)).close();
            html.element("td", Integer.toString(token.id()), "class", "number quiet");
            html.element("td", Figures.signed(token.relevance()), "class", "number");
            html.element("td", Figures.share(token.relevance(), e.value()), "class", "number quiet")
                    .close();
        }
        html.close().close().close().close();
    }
}
