package org.lxt.cli;

import org.lxt.explain.Attribution;
import org.lxt.report.Report;
import org.lxt.report.internal.scale.Rows;

/** Prints an attribution: the prompt coloured by relevance, what is strongest with its numbers, and the account. */
final class TerminalHeatmap {
    private static final int LEGEND = 9;

    private final Terminal terminal;
    private final TerminalOptions options;

    TerminalHeatmap(Terminal terminal, TerminalOptions options) {
        this.terminal = terminal;
        this.options = options;
    }

    void print(Attribution a) {
        String model =
                a.model().architectures().stream().findFirst().orElse(a.model().family());
        terminal.prose(
                TerminalText.visible(model) + ", " + a.method() + ", "
                        + a.model().backend(),
                0);
        TerminalFacts facts = new TerminalFacts(terminal);
        facts.printPrediction(a);
        terminal.line();
        Rows rows = Rows.of(options.shown(Report.of(a)).explained().getFirst());
        TerminalScale scale = TerminalScale.of(rows.all());
        if (terminal.colors().areThere()) {
            new TerminalPrompt(terminal, scale).print(rows.all(), a.prompt());
            terminal.line();
            printLegend(scale);
        }
        new TerminalRanking(terminal, scale).print(rows, options.limit());
        terminal.line();
        if (options.layers()) {
            new TerminalLayers(terminal, rows).print(options.limit());
            terminal.line();
        }
        facts.print(a);
    }

    private void printLegend(TerminalScale scale) {
        StringBuilder steps = new StringBuilder();
        for (int step = -LEGEND; step <= LEGEND; step++) {
            String mark = terminal.colors().fill() || step == 0 ? " " : step < 0 ? "-" : "+";
            steps.append(terminal.colors().paint(mark, (double) step / LEGEND));
        }
        String limit = TerminalRows.number(scale.limit()).substring(1);
        // Where there is little room the numbers have to do, or the list below.
        for (String[] ends :
                new String[][] {{"against -" + limit + " ", " +" + limit + " for"}, {"-" + limit + " ", " +" + limit}
                }) {
            if (ends[0].length() + 2 * LEGEND + 1 + ends[1].length() <= terminal.width()) {
                terminal.line(ends[0] + steps + ends[1]);
                terminal.line();
                return;
            }
        }
    }
}
