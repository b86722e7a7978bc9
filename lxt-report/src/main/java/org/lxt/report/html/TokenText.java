package org.lxt.report.html;

import java.util.List;
import java.util.stream.Collectors;
import org.lxt.explain.TokenRelevance;
import org.lxt.explain.TokenTexts;
import org.lxt.report.Explained;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.RelevanceScale;
import org.lxt.report.internal.VisibleText;

/**
 * The prompt as text, each token in the colour of its relevance. Marks for spaces and line ends are made by the style, so
 * that the text of the page is the text of the prompt and can be copied. Of tokens that share a character the first shows
 * it, and the others a mark.
 */
final class TokenText {
    private final Markup html;
    private final Explained e;
    private final RelevanceScale fitted;
    private final RelevanceScale full;
    private final List<String> texts;

    TokenText(Markup html, Explained e) {
        this.html = html;
        this.e = e;
        this.fitted = RelevanceScale.fitted(e.tokens());
        this.full = RelevanceScale.full(e.tokens());
        this.texts = TokenTexts.of(e.tokens());
    }

    void write() {
        Legend.write(html, fitted, full, e.tokens().stream().anyMatch(t -> fitted.clips(t.relevance())));
        String text = e.tokens().stream()
                .filter(t -> !t.special())
                .map(t -> texts.get(t.index()))
                .collect(Collectors.joining());
        html.open(
                "div",
                "class",
                "tokens",
                "dir",
                VisibleText.rightToLeft(text) ? "rtl" : "ltr",
                "role",
                "group",
                "aria-label",
                "The prompt, token by token; move with the arrow keys");
        for (TokenRelevance token : e.tokens()) {
            write(token);
            if (e.standsAtToken() && token.index() == e.position()) {
                html.open("span", "class", "says", "aria-label", "here the model says");
                html.element("bdi", VisibleText.label(e.target().text())).close();
            }
        }
        html.close();
    }

    private void write(TokenRelevance token) {
        String kind = token.special() ? " special" : "";
        String unseen = token.index() > e.lastSeen() ? " unseen" : "";
        html.open(
                "bdi",
                "class",
                "t " + ScaleStyle.classes(token.relevance(), fitted, full) + kind + unseen,
                "data-i",
                Integer.toString(token.index()),
                "role",
                "img",
                "tabindex",
                token.index() == 0 ? "0" : "-1",
                "aria-label",
                spoken(token),
                "title",
                spoken(token));
        String text = texts.get(token.index());
        if (text.isEmpty() && !token.text().isEmpty()) {
            html.element("span", "", "class", "part").close();
            return;
        }
        if (VisibleText.startsWithMark(text)) {
            html.element("span", "", "class", "carrier");
        }
        for (VisibleText.Piece piece : VisibleText.pieces(text)) {
            switch (piece.kind()) {
                case TEXT -> html.text(piece.text());
                case SPACE -> html.element("span", piece.text(), "class", "sp");
                case TAB -> html.element("span", piece.text(), "class", "tab");
                case NEWLINE -> html.element("span", piece.text(), "class", "nl");
                case CODE -> html.element("span", piece.text(), "class", "code");
            }
        }
        html.close();
    }

    private String spoken(TokenRelevance token) {
        return (token.special() ? "special token " : "token ") + token.index() + " "
                + VisibleText.label(token.text()) + ", relevance " + Figures.signed(token.relevance())
                + (fitted.clips(token.relevance()) ? ", beyond the fitted scale" : "")
                + (token.index() > e.lastSeen() ? ", after the answer" : "");
    }
}
