// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import org.lxt.explain.result.ModelIdentity;
import org.lxt.report.Explained;
import org.lxt.report.internal.scale.RelevanceScale;
import org.lxt.report.internal.scale.Rows;

/** Prints an explanation: the prompt coloured by relevance, what is strongest with its numbers, and the account. */
final class TerminalHeatmap {
    private static final int LEGEND = 9;

    private final Terminal terminal;
    private final TerminalView view;

    TerminalHeatmap(Terminal terminal, TerminalView view) {
        this.terminal = terminal;
        this.view = view;
    }

    void print(ModelIdentity model, Explained e) {
        TerminalFacts facts = new TerminalFacts(terminal);
        facts.printModel(model, e.rules());
        facts.printPrediction(e);
        terminal.line();
        Rows rows = Rows.of(e);
        RelevanceScale scale = RelevanceScale.fitted(rows);
        if (terminal.colors().areThere()) {
            new TerminalPrompt(terminal, scale).print(rows.all(), e.prompt());
            terminal.line();
            printLegend(scale);
        }
        new TerminalRanking(terminal, scale).print(rows, view.limit());
        terminal.line();
        if (view.layers()) {
            printLayers(e, rows);
            terminal.line();
        }
        e.segments().ifPresent(segments -> {
            new TerminalSegments(terminal).print(segments, view.limit());
            terminal.line();
        });
        if (!e.units().isEmpty()) {
            new TerminalUnits(terminal).print(e, view.limit());
            terminal.line();
        }
        facts.print(e);
    }

    private void printLayers(Explained e, Rows rows) {
        if (e.latent().isEmpty()) {
            terminal.prose(
                    e.rules() + " gives no relevance of this model's hidden states, so there is no map of layers", 0);
            return;
        }
        new TerminalLayers(terminal, rows).print(view.limit());
    }

    private void printLegend(RelevanceScale scale) {
        StringBuilder steps = new StringBuilder();
        for (int step = scale.signed() ? -LEGEND : 0; step <= LEGEND; step++) {
            String mark = terminal.colors().fill() || step == 0 ? " " : step < 0 ? "-" : "+";
            steps.append(terminal.colors().paint(mark, (double) step / LEGEND));
        }
        String limit = TerminalRows.limit(scale);
        // Where there is little room the numbers must do, or the list below.
        String[][] signed = {{"against -" + limit + " ", " +" + limit + " for"}, {"-" + limit + " ", " +" + limit}};
        String[][] unsigned = {{"matters less 0 ", " " + limit + " more"}, {"0 ", " " + limit}};
        for (String[] ends : scale.signed() ? signed : unsigned) {
            if (ends[0].length() + 2 * LEGEND + 1 + ends[1].length() <= terminal.width()) {
                terminal.line(ends[0] + steps + ends[1]);
                terminal.line();
                return;
            }
        }
    }
}
