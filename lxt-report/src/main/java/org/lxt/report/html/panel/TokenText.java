// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import java.util.stream.Collectors;
import org.lxt.report.Explained;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.Wording;
import org.lxt.report.internal.scale.RelevanceScale;
import org.lxt.report.internal.scale.Rows;

/**
 * The prompt as text, each token or word in the colour of its relevance. Marks for spaces and line ends are made by the style, so
 * that the text of the page is the text of the prompt and can be copied. Of tokens that share a character the first shows
 * it, and the others a mark.
 */
final class TokenText {
    private final Markup html;
    private final Explained e;
    private final Rows rows;
    private final RelevanceScale fitted;
    private final RelevanceScale full;

    TokenText(Markup html, Explained e) {
        this.html = html;
        this.e = e;
        this.rows = Rows.of(e);
        this.fitted = RelevanceScale.fitted(rows);
        this.full = RelevanceScale.full(rows);
    }

    void write() {
        Legend.write(html, fitted, full, rows.all().stream().anyMatch(r -> fitted.clips(r.relevance())));
        String text = rows.all().stream()
                .filter(r -> !r.special())
                .map(Rows.Row::text)
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
                "The prompt, " + rows.noun() + " by " + rows.noun() + "; move with the arrow keys");
        for (Rows.Row row : rows.all()) {
            write(row);
            if (row.answering()) {
                html.open("span", "class", "says", "aria-label", "here the model says");
                html.element("bdi", Wording.PRINTED.target(e)).close();
            }
        }
        html.close();
    }

    private void write(Rows.Row row) {
        String kind = row.special() ? " special" : "";
        String unseen = row.seen() ? "" : " unseen";
        html.open(
                "bdi",
                "class",
                "t " + ScaleStyle.classes(row.relevance(), fitted, full) + kind + unseen,
                "data-i",
                Integer.toString(row.index()),
                "role",
                "img",
                "tabindex",
                row.index() == 0 ? "0" : "-1",
                "aria-label",
                spoken(row),
                "title",
                spoken(row));
        String text = row.text();
        if (text.isEmpty() && !row.name().isEmpty()) {
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

    private String spoken(Rows.Row row) {
        return (row.special() ? "special token " : rows.noun() + " ") + row.tokens() + " "
                + VisibleText.label(row.name()) + ", relevance " + Figures.relevance(row.relevance(), rows.signed())
                + (fitted.clips(row.relevance()) ? ", beyond the fitted scale" : "")
                + (row.seen() ? "" : ", after the answer");
    }
}
