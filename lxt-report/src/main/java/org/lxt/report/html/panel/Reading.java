package org.lxt.report.html.panel;

import org.lxt.report.Explained;
import org.lxt.report.internal.scale.Rows;

/** How to read the page, for those who see one for the first time. */
final class Reading {
    private Reading() {}

    static void write(Markup html, Explained e) {
        html.open("details", "class", "card reading", "open", "");
        html.element("summary", "How to read this");
        html.open("ul");
        Rows rows = Rows.of(e);
        point(html, "Relevance is a share of the " + TargetWords.quantity(e), """
                : a %s with +2 contributed 2 of its units. Red %ss speak for the answer, blue ones against it. \
                All shares together %s.""".formatted(
                        rows.noun(), rows.noun(), TargetWords.wholeOf(e)));
        if (rows.areWords()) {
            point(html, "A word is the sum of its tokens", """
                    : the model reads tokens, some of which are parts of words. Positions count tokens.""");
        }
        point(html, "The scale is symmetric and linear", """
                . \u201cFitted\u201d ends at the strongest ordinary %s; special tokens and the first token, where \
                attention rests when it has nothing to look at, may lie beyond and then have a marked corner. \u201cFull \
                range\u201d ends at the strongest of all.""".formatted(rows.noun()));
        point(html, "It explains the model, not the world", """
                : a red %s was used, which does not make it true, and a pale one may be read without being decisive. \
                Compare targets by explaining one minus the other.""".formatted(rows.noun()));
        html.close().close().line();
    }

    private static void point(Markup html, String claim, String rest) {
        html.open("li").element("b", claim).text(rest).close();
    }
}
