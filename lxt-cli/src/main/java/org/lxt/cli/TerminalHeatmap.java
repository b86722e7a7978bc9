package org.lxt.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lxt.explain.Attribution;
import org.lxt.explain.Candidate;
import org.lxt.explain.Closing;
import org.lxt.explain.Contrast;
import org.lxt.spi.OutputKind;

/** Prints an attribution: the prompt coloured by relevance, what is strongest with its numbers, and the account. */
final class TerminalHeatmap {
    private static final int INDENT = 11;
    private static final int LEGEND = 9;
    private static final int PREDICTIONS = 3;

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
                TerminalText.visible(model) + ", " + a.rules() + ", "
                        + a.model().backend(),
                0);
        printPrediction(a);
        terminal.line();
        TerminalRows rows = options.words() ? TerminalRows.words(a) : TerminalRows.tokens(a);
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
        printTarget(a);
        a.ledger().ifPresent(this::printClosing);
        fact(
                "time",
                String.format(
                        Locale.ROOT,
                        "forward %.3f s, backward %.3f s",
                        a.timing().forward(),
                        a.timing().backward()));
        terminal.line();
    }

    /** What the model says, whatever is explained; of the next token the end tells, beside what was explained. */
    private void printPrediction(Attribution a) {
        String said = a.candidates().stream()
                .filter(c -> !Double.isNaN(c.probability()))
                .limit(PREDICTIONS)
                .map(c -> Terminal.together(
                        String.format(Locale.ROOT, "%s %.1f%%", TerminalText.quoted(c.text()), 100 * c.probability())))
                .collect(Collectors.joining(", "));
        if (a.output().entries() != OutputKind.Entries.NEXT_TOKEN && !said.isEmpty()) {
            fact("predicted", said + where(a));
        }
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

    private void printTarget(Attribution a) {
        Candidate target = a.target();
        fact(
                "explained",
                String.format(
                        Locale.ROOT,
                        "%s (id %d)%s: %s %.4f%s%s",
                        Terminal.together(TerminalText.quoted(target.text())),
                        target.id(),
                        where(a),
                        quantity(a),
                        target.logit(),
                        Double.isNaN(target.probability())
                                ? ""
                                : String.format(Locale.ROOT, ", probability %.1f%%", 100 * target.probability()),
                        a.contrast().isPresent()
                                ? String.format(Locale.ROOT, ", advantage %.4f over %s", a.value(), others(a))
                                : ""));
        String others = a.candidates().stream()
                .filter(c -> c.id() != target.id())
                .map(c -> Terminal.together(
                        String.format(Locale.ROOT, "%s %.2f", TerminalText.quoted(c.text()), c.logit())))
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            fact("runners-up", others);
        }
    }

    private static String quantity(Attribution a) {
        return switch (a.output().entries()) {
            case SCORE, UNIT -> "value";
            default -> "logit";
        };
    }

    /** At which token the target stands, if at one, and in which output. */
    private static String where(Attribution a) {
        OutputKind output = a.output();
        String named = output.name().equals(OutputKind.LOGITS) ? "" : " in " + TerminalText.visible(output.name());
        if (output.place() != OutputKind.Place.EACH_TOKEN) {
            return named;
        }
        boolean next = output.entries() == OutputKind.Entries.NEXT_TOKEN;
        return (next ? " after" : " at") + " token " + a.position() + named;
    }

    /** What the target was compared with. */
    private static String others(Attribution a) {
        return Stream.concat(
                        a.contrast().stream()
                                .flatMap(c -> c.tokens().stream())
                                .map(c -> Terminal.together(TerminalText.quoted(c.text()))),
                        a.contrast().filter(Contrast::meanOfOthers).stream().map(_ -> "the mean of all others"))
                .collect(Collectors.joining(" and "));
    }

    private void printClosing(Closing closing) {
        fact(
                "ledger",
                String.format(
                        Locale.ROOT,
                        "%.4f explained = %.4f at the tokens + %.4f absorbed, closed to %.1e of the turnover",
                        closing.value(),
                        closing.inputs(),
                        closing.absorbed(),
                        Math.abs(closing.error()) / Math.max(closing.turnover(), Double.MIN_NORMAL)));
    }

    private void fact(String name, String value) {
        String padded = name + " ".repeat(INDENT - name.length());
        int indent = terminal.width() < 60 ? 2 : INDENT;
        terminal.prose(padded + value, indent);
    }
}
