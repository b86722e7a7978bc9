package org.lxt.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lxt.explain.Attribution;
import org.lxt.explain.Candidate;
import org.lxt.explain.Closing;
import org.lxt.explain.Contrast;
import org.lxt.spi.OutputKind;

/** Prints what was explained, what else the model might have said, the account and the time. */
final class TerminalFacts {
    private static final int INDENT = 11;
    private static final int PREDICTIONS = 3;

    private final Terminal terminal;

    TerminalFacts(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What the model says, whatever is explained; of the next token the end tells, beside what was explained. */
    void printPrediction(Attribution a) {
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

    void print(Attribution a) {
        printTarget(a);
        a.ledger().ifPresent(closing -> printClosing(closing, a.pixels().isPresent() ? "pixels" : "tokens"));
        fact(
                "time",
                String.format(
                        Locale.ROOT,
                        "forward %.3f s, backward %.3f s",
                        a.timing().forward(),
                        a.timing().backward()));
        terminal.line();
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

    private void printClosing(Closing closing, String inputs) {
        fact(
                "ledger",
                String.format(
                        Locale.ROOT,
                        "%.4f explained = %.4f at the %s + %.4f absorbed, closed to %.1e of the turnover",
                        closing.value(),
                        closing.inputs(),
                        inputs,
                        closing.absorbed(),
                        Math.abs(closing.error()) / Math.max(closing.turnover(), Double.MIN_NORMAL)));
    }

    /** A line of its own with a name. */
    private void fact(String name, String value) {
        String padded = name + " ".repeat(INDENT - name.length());
        int indent = terminal.width() < 60 ? 2 : INDENT;
        terminal.prose(padded + value, indent);
    }
}
