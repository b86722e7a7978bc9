// SPDX-License-Identifier: BSD-3-Clause
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
        if (!e.signed()) {
            point(html, "Relevance has no sign", """
                    : %s gives each %s a number for how much it matters to the answer, and does not tell whether it \
                    speaks for or against it. Only their order and proportions mean something.""".formatted(e.rules(), rows.noun()));
        } else {
            share(html, e, rows);
        }
        if (rows.areWords()) {
            point(html, "A word is the sum of its tokens", """
                    : the model reads tokens, some of which are parts of words. Positions count tokens.""");
        }
        point(html, e.signed() ? "The scale is symmetric and linear" : "The scale is linear from zero", """
                . \u201cFitted\u201d ends at the strongest ordinary %s; special tokens and the first token, where \
                attention rests when it has nothing to look at, may lie beyond and then have a marked corner. \u201cFull \
                range\u201d ends at the strongest of all.""".formatted(
                        rows.noun()));
        point(html, "It explains the model, not the world", """
                : a red %s was used, which does not make it true, and a pale one may be read without being decisive. \
                Compare targets by explaining one minus the other.""".formatted(rows.noun()));
        html.close().close().line();
    }

    private static void share(Markup html, Explained e, Rows rows) {
        point(html, "Relevance is a share of the " + TargetWords.quantity(e), """
                : a %s with +2 contributed 2 of its units. Red %ss speak for the answer, blue ones against it. \
                All shares together %s.""".formatted(
                        rows.noun(), rows.noun(), TargetWords.wholeOf(e)));
    }

    private static void point(Markup html, String claim, String rest) {
        html.open("li").element("b", claim).text(rest).close();
    }
}
