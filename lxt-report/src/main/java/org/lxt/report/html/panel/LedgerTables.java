// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lxt.explain.result.Closing;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.LedgerSums;
import org.lxt.report.internal.VisibleText;
import org.lxt.tensor.Ledger;

/** The account: that nothing is missing, and what was absorbed where. */
final class LedgerTables {
    private static final int LABEL = 32;
    private static final Map<String, String> MEANING = Map.of(
            "bias", "biases of linear layers",
            "constant", "constants that were added",
            "stabilizer", "stabilisers against division by zero",
            "product", "products that hand relevance to both factors",
            "division", "gradients that were divided",
            "softmax", "the softmax of attention",
            "sink", "sinks, logits in the softmax of attention that belong to no token",
            "ordinary", "functions left to their ordinary derivative");

    private final Markup html;
    private final Closing account;
    private final String inputs;

    /**
     * The tables of an account.
     *
     * @param inputs what relevance reached in the end, such as tokens
     */
    LedgerTables(Markup html, Closing account, String inputs) {
        this.html = html;
        this.account = account;
        this.inputs = inputs;
    }

    void write() {
        html.open("section", "class", "card ledger");
        html.element("h2", "Ledger");
        html.open("p", "class", "closing");
        term(html, account.value(), "explained", "=");
        term(html, account.inputs(), "at the " + inputs, "+");
        term(html, account.absorbed(), "absorbed on the way", "");
        html.close();
        if (account.closes()) {
            html.element(
                    "p",
                    "The account adds up: what the " + inputs
                            + " do not carry is booked below, and nothing is missing.",
                    "class",
                    "quiet");
        } else {
            html.element(
                    "p",
                    "The account does not add up: " + Figures.plain(account.error())
                            + " is missing. An operation of this model has a wrong gradient; do not rely on these"
                            + " numbers.",
                    "class",
                    "warning");
        }
        if (!account.entries().isEmpty()) {
            byCause();
            bySite();
        }
        html.close().line();
    }

    /** An amount with its name below, and the sign after it. */
    static void term(Markup html, double amount, String name, String sign) {
        html.open("span")
                .element("b", Figures.plain(amount))
                .element("small", name)
                .close();
        if (!sign.isEmpty()) {
            html.element("i", sign);
        }
    }

    private void byCause() {
        html.open("div", "class", "wide").open("table");
        head("Cause", "Meaning");
        for (LedgerSums.Sum sum : LedgerSums.byCause(account)) {
            html.open("tr").element("th", VisibleText.label(sum.name(), LABEL), "scope", "row");
            html.element("td", MEANING.getOrDefault(sum.name().toLowerCase(Locale.ROOT), ""), "class", "quiet meaning");
            amounts(sum);
        }
        html.close().close().close();
        LedgerSums.whySumsAreLarge(account).ifPresent(why -> html.element("p", why, "class", "quiet after"));
        if (account.entries().stream().anyMatch(b -> b.cause() == Ledger.Cause.DIVISION)) {
            html.element(
                    "p",
                    "Products and divisions belong together: the uniform rule multiplies, then divides by the number of"
                            + " factors, and the two bookings cancel except for what the softmax takes.",
                    "class",
                    "quiet after");
        }
    }

    private void bySite() {
        List<LedgerSums.Sum> sums = LedgerSums.bySite(account);
        html.open("details").element("summary", "By site (" + sums.size() + ")");
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Ledger by site");
        html.open("table");
        head("Site", "Causes");
        for (LedgerSums.Sum sum : sums) {
            html.open("tr").open("th", "scope", "row");
            html.element("code", VisibleText.label(sum.name(), 2 * LABEL)).close();
            html.element("td", VisibleText.phrase(sum.detail(), 2 * LABEL), "class", "quiet meaning");
            amounts(sum);
        }
        html.close().close().close().close();
    }

    private void head(String first, String second) {
        html.open("thead").open("tr");
        html.element("th", first, "scope", "col").element("th", second, "scope", "col", "class", "meaning");
        html.element("th", "Entries", "scope", "col", "class", "number");
        html.element("th", "Amount", "scope", "col", "class", "number");
        html.element("th", "Of the value", "scope", "col", "class", "number");
        html.close().close().open("tbody");
    }

    private void amounts(LedgerSums.Sum sum) {
        html.element("td", Integer.toString(sum.count()), "class", "number quiet");
        html.element("td", Figures.signed(sum.amount()), "class", "number");
        html.element("td", Figures.share(sum.amount(), account.value()), "class", "number quiet")
                .close();
    }
}
