package org.lxt.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lxt.explain.Attribution;
import org.lxt.explain.Candidate;
import org.lxt.explain.Closing;
import org.lxt.explain.Contrast;
import org.lxt.explain.TokenTexts;
import org.lxt.report.Account;
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
        a.ledger().ifPresent(closing -> fact("ledger", words(closing, a.pixels().isPresent() ? "pixels" : "tokens")));
        printTime(a.timing().forward(), a.timing().backward());
        terminal.line();
    }

    private static String words(Closing closing, String places) {
        return Account.of(closing).inWords(places, TerminalFacts::amount);
    }

    /** An amount in a sentence. */
    static String amount(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** How long the passes took. */
    void printTime(double forward, double backward) {
        fact("time", String.format(Locale.ROOT, "forward %.3f s, backward %.3f s", forward, backward));
    }

    /** What was explained, and what the model might have said instead. */
    void printTarget(Attribution a) {
        Candidate target = a.target();
        fact(
                "explained",
                String.format(
                        Locale.ROOT,
                        "%s (id %d)%s: %s %.4f%s%s",
                        inSentence(target.text(), a),
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
                        opponents(a).map(text -> inSentence(text, a)),
                        a.contrast().filter(Contrast::meanOfOthers).stream().map(_ -> "the mean of all others"))
                .collect(Collectors.joining(" and "));
    }

    private static Stream<String> opponents(Attribution a) {
        return a.contrast().stream().flatMap(c -> c.tokens().stream()).map(Candidate::text);
    }

    private static String inSentence(String token, Attribution a) {
        Stream<String> all = Stream.concat(Stream.of(a.target().text()), opponents(a));
        String word = TokenTexts.inSentence(token, all.toArray(String[]::new));
        return Terminal.together(TerminalText.quoted(word));
    }

    /** A line of its own with a name. */
    private void fact(String name, String value) {
        String padded = name + " ".repeat(INDENT - name.length());
        int indent = terminal.width() < 60 ? 2 : INDENT;
        terminal.prose(padded + value, indent);
    }
}
