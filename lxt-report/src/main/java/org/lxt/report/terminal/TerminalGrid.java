// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lxt.explain.result.Closing;
import org.lxt.report.Explained;
import org.lxt.report.Gamma;
import org.lxt.report.Report;
import org.lxt.report.internal.scale.Rows;
import org.lxt.report.internal.scale.Strongest;

/** Prints what became of one target under many gammas: a line for each; a figure shows them in full. */
final class TerminalGrid {
    private static final int WIDTH = 80;

    private final Terminal terminal;
    private final Report report;

    TerminalGrid(Terminal terminal, Report report) {
        this.terminal = terminal;
        this.report = report;
    }

    void print() {
        List<Explained> all = report.explained();
        Explained first = all.getFirst();
        new TerminalImage(terminal, report).printHead(first, rules(all) + " with " + all.size() + " gammas");
        terminal.line();
        line("gamma-conv", "gamma-linear", "at pixels", "absorbed", "strongest patch");
        all.forEach(this::line);
        terminal.line();
        TerminalFacts facts = new TerminalFacts(terminal);
        facts.printTarget(first);
        all.stream()
                .filter(TerminalGrid::isOpen)
                .findFirst()
                .flatMap(TerminalFacts.WORDING::account)
                .ifPresent(words -> terminal.prose(words, 0));
        facts.printTime(
                all.stream().mapToDouble(e -> e.timing().forward()).sum(),
                all.stream().mapToDouble(e -> e.timing().backward()).sum());
        terminal.line();
    }

    /** What the names of all rules begin with, with the gammas named after it. */
    private static String rules(List<Explained> all) {
        List<String> common = new ArrayList<>(List.of(all.getFirst().rules().split(" ", -1)));
        for (Explained e : all) {
            List<String> words = List.of(e.rules().split(" ", -1));
            int same = 0;
            while (same < Math.min(common.size(), words.size())
                    && common.get(same).equals(words.get(same))) {
                same++;
            }
            common = common.subList(0, same);
        }
        String name = String.join(" ", common);
        int gammas = name.indexOf(" with");
        return gammas < 0 ? name : name.substring(0, gammas);
    }

    private void line(Explained e) {
        Gamma gamma = e.gamma();
        Closing ledger = e.ledger();
        line(
                gamma == null ? "" : Double.toString(gamma.convolutions()),
                gamma == null ? "" : Double.toString(gamma.linears()),
                TerminalRows.number(TerminalImage.pixels(e).sum()),
                ledger == null ? "" : TerminalRows.number(ledger.absorbed()),
                strongest(e));
    }

    private static boolean isOpen(Explained e) {
        Closing ledger = e.ledger();
        return ledger != null && !ledger.closes();
    }

    private void line(String... columns) {
        if (isWide()) {
            terminal.line(String.format(Locale.ROOT, "%10s  %12s  %10s  %10s  %s", (Object[]) columns));
        } else {
            terminal.prose(String.join(", ", columns), 2);
        }
    }

    /** Whether a line has room for all columns; else they follow each other on as many lines as it takes. */
    private boolean isWide() {
        return terminal.width() >= WIDTH;
    }

    private static String strongest(Explained e) {
        List<Rows.Row> patches =
                Rows.of(e).all().subList(e.leadingTokens(), e.tokens().size());
        Rows.Row strongest = Strongest.inOrder(patches, 1).getFirst();
        return strongest.name() + ": " + TerminalRows.number(strongest.relevance());
    }
}
