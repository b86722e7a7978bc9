// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.report.Explained;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.Wording;

/** Prints what was explained, what else the model might have said, the account and the time. */
final class TerminalFacts {
    /** For terminals: names in quotation marks, and numbers in characters that all of them have. */
    static final Wording WORDING =
            new Wording(text -> Terminal.together(TerminalText.quoted(text)), TerminalFacts::amount);

    private static final int INDENT = 11;
    private static final int PREDICTIONS = 3;

    private final Terminal terminal;

    TerminalFacts(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Which model, under which rules, computed by what. */
    void printModel(ModelIdentity model, String rules) {
        String name = model.architectures().stream().findFirst().orElse(model.family());
        terminal.prose(
                TerminalText.visible(name) + ", " + TerminalText.visible(rules) + ", "
                        + TerminalText.visible(model.backend()),
                0);
    }

    /**
     * What the model says, whatever is explained; for the next token the end of the report tells, next to what was
     * explained.
     */
    void printPrediction(Explained e) {
        String said = e.candidates().stream()
                .filter(c -> !Double.isNaN(c.probability()))
                .limit(PREDICTIONS)
                .map(c -> Terminal.together(
                        String.format(Locale.ROOT, "%s %.1f%%", TerminalText.quoted(c.text()), 100 * c.probability())))
                .collect(Collectors.joining(", "));
        if (!e.isNextToken() && !said.isEmpty()) {
            fact("predicted", said + where(e));
        }
    }

    void print(Explained e) {
        printTarget(e);
        List<String> hops = WORDING.hops(e);
        for (int hop = 0; hop < hops.size(); hop++) {
            fact(hop == 0 ? "at first" : hop == 1 ? "1 hop" : hop + " hops", hops.get(hop));
        }
        WORDING.account(e).ifPresent(words -> fact(e.ledger() == null ? "account" : "ledger", words));
        printTime(e.timing().forward(), e.timing().backward());
        terminal.line();
    }

    /** An amount in a sentence. */
    static String amount(double value) {
        return Figures.plain(value).replace('\u2212', '-');
    }

    /** How long the passes took. */
    void printTime(double forward, double backward) {
        fact("time", Wording.time(forward, backward));
    }

    /** What was explained, and what the model might have said instead. */
    void printTarget(Explained e) {
        fact(
                "explained",
                WORDING.target(e) + (e.isSum() ? "" : " (id " + e.target().id() + ")" + where(e)) + ": "
                        + String.join(", ", WORDING.numbers(e)));
        String others = e.candidates().stream()
                .filter(c -> c.id() != e.target().id())
                .map(c -> Terminal.together(
                        String.format(Locale.ROOT, "%s %.2f", TerminalText.quoted(c.text()), c.logit())))
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            fact("runners-up", others);
        }
    }

    /** At which token the target stands, if at one, and in which output. */
    private static String where(Explained e) {
        return e.where().isEmpty() ? "" : " " + TerminalText.visible(e.where());
    }

    /** A line of its own with a name. */
    private void fact(String name, String value) {
        String padded = name + " ".repeat(INDENT - name.length());
        int indent = terminal.width() < 60 ? 2 : INDENT;
        terminal.prose(padded + value, indent);
    }
}
