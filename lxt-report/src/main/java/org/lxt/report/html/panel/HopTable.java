// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import java.util.List;
import java.util.stream.Collectors;
import org.lxt.report.AnswerParts;
import org.lxt.report.Explained;
import org.lxt.report.internal.Figures;

/** Where relevance lies after each hop: on the prompt, still on the answer, absorbed. */
final class HopTable {
    private final Markup html;
    private final Explained e;

    HopTable(Markup html, Explained e) {
        this.html = html;
        this.e = e;
    }

    void write() {
        AnswerParts answer = e.answer();
        boolean hasLedger = e.ledger() != null;
        html.open("section", "class", "card ledger");
        html.element("h2", "Hops");
        html.open("table").open("thead").open("tr");
        html.element("th", "After", "scope", "col");
        html.element("th", "On the prompt", "scope", "col", "class", "number");
        html.element("th", "Still on the answer", "scope", "col", "class", "number");
        if (hasLedger) {
            html.element("th", "Absorbed", "scope", "col", "class", "number");
        }
        html.close().close().open("tbody");
        for (int hop = 0; hop < answer.hops().size(); hop++) {
            html.open("tr");
            html.element("th", hop == 0 ? "the first pass" : hop == 1 ? "1 hop" : hop + " hops", "scope", "row");
            html.element("td", Figures.plain(answer.account().onPrompt(hop)), "class", "number");
            html.element("td", Figures.plain(answer.account().onAnswer(hop)), "class", "number");
            if (hasLedger) {
                html.element("td", Figures.plain(answer.account().absorbed(hop)), "class", "number");
            }
            html.close();
        }
        html.close().close();
        html.element("p", words(answer), "class", "quiet");
        html.close().line();
    }

    private static String words(AnswerParts answer) {
        List<Integer> kept = answer.hops().stream()
                .flatMap(hop -> hop.kept().stream())
                .distinct()
                .sorted()
                .toList();
        String named = kept.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "Each hop passes the relevance that lies on a token of the answer on to what made the model say that token."
                + " The lines of the last row add up to the explained value."
                + (kept.isEmpty()
                        ? ""
                        : " Not passed on, for their own values are too near zero: tokens " + named + ".");
    }
}
