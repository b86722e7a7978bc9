// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import org.lxt.explain.method.Convergence;

/** How relevance adds up to the difference from a baseline. */
final class ConvergenceLine {
    private ConvergenceLine() {}

    static void write(Markup html, Convergence account, String inputs) {
        html.open("section", "class", "card ledger");
        html.element("h2", "Account");
        html.open("p", "class", "closing");
        LedgerTables.term(html, account.end(), "explained", "=");
        LedgerTables.term(html, account.start(), "at the baseline", "+");
        LedgerTables.term(html, account.sum(), "at the " + inputs, "+");
        LedgerTables.term(html, -account.delta(), "left over", "");
        html.close();
        html.element(
                "p",
                "Relevance adds up to the difference between the explained value and the value at the baseline. More"
                        + " points make what is left over smaller.",
                "class",
                "quiet");
        html.close().line();
    }
}
