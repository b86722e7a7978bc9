package org.lxt.cli;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lxt.explain.Attribution;
import org.lxt.explain.Candidate;
import org.lxt.explain.Closing;
import org.lxt.explain.TokenRelevance;

/** Prints an attribution: the prompt coloured by relevance, the strongest tokens with their numbers, and the account. */
final class TerminalHeatmap {
    private static final int STRONGEST = 12;
    private static final int BAR = 24;

    private final PrintWriter out;
    private final TerminalColors colors;

    TerminalHeatmap(PrintWriter out, TerminalColors colors) {
        this.out = out;
        this.colors = colors;
    }

    void print(Attribution a) {
        double scale = scale(a.tokens());
        String model =
                a.model().architectures().stream().findFirst().orElse(a.model().family());
        out.println(TerminalText.visible(model) + ", " + a.rules() + ", "
                + a.model().backend());
        out.println();
        if (colors != TerminalColors.NONE) {
            printText(a.tokens(), scale);
            out.println();
        }
        printStrongest(a.tokens(), scale);
        out.println();
        printTarget(a);
        a.ledger().ifPresent(this::printClosing);
        out.println(String.format(
                Locale.ROOT,
                "time       forward %.3f s, backward %.3f s",
                a.timing().forward(),
                a.timing().backward()));
        out.println();
    }

    /** The largest relevance of an ordinary token: a begin-of-text mark often collects more than all others. */
    private static double scale(List<TokenRelevance> tokens) {
        double ordinary = largest(tokens.stream().filter(t -> !t.special()).toList());
        return ordinary > 0 ? ordinary : Math.max(largest(tokens), Double.MIN_NORMAL);
    }

    private static double largest(List<TokenRelevance> tokens) {
        return tokens.stream().mapToDouble(t -> Math.abs(t.relevance())).max().orElse(0);
    }

    private void printText(List<TokenRelevance> tokens, double scale) {
        StringBuilder text = new StringBuilder();
        for (TokenRelevance token : tokens) {
            double strength = token.relevance() / scale;
            // A line end is shown as a mark, coloured, and then broken outside the colour.
            String[] lines = token.text().split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                boolean broken = i < lines.length - 1;
                text.append(colors.paint(TerminalText.visible(lines[i]) + (broken ? "\u21b5" : ""), strength));
                if (broken) {
                    text.append('\n');
                }
            }
        }
        out.println(text);
    }

    private void printStrongest(List<TokenRelevance> tokens, double scale) {
        List<TokenRelevance> strongest = tokens.stream()
                .sorted(Comparator.comparingDouble((TokenRelevance t) -> -Math.abs(t.relevance())))
                .limit(STRONGEST)
                .sorted(Comparator.comparingInt(TokenRelevance::index))
                .toList();
        out.println("the " + strongest.size() + " most relevant of " + tokens.size() + " tokens, in their order");
        int width = strongest.stream()
                .mapToInt(t -> quoted(t.text()).length())
                .max()
                .orElse(0);
        for (TokenRelevance token : strongest) {
            int length = (int) Math.round(Math.min(1, Math.abs(token.relevance()) / scale) * BAR);
            String bar = (token.relevance() < 0 ? "-" : "+").repeat(length);
            out.println(String.format(
                    Locale.ROOT,
                    "%6d  %-" + Math.max(1, width) + "s %+10.4f  %s",
                    token.index(),
                    quoted(token.text()),
                    token.relevance(),
                    colors.paint(bar, token.relevance() / scale)));
        }
    }

    private void printTarget(Attribution a) {
        Candidate target = a.target();
        out.println(String.format(
                Locale.ROOT,
                "explained  %s (id %d) after token %d: logit %.4f, probability %.1f%%%s",
                quoted(target.text()),
                target.id(),
                a.position(),
                target.logit(),
                100 * target.probability(),
                Math.abs(a.value() - target.logit()) > 1e-9
                        ? String.format(Locale.ROOT, ", advantage %.4f", a.value())
                        : ""));
        String others = a.candidates().stream()
                .filter(c -> c.id() != target.id())
                .map(c -> String.format(Locale.ROOT, "%s %.2f", quoted(c.text()), c.logit()))
                .collect(Collectors.joining(", "));
        out.println("runners-up " + others);
    }

    private void printClosing(Closing closing) {
        out.println(String.format(
                Locale.ROOT,
                "ledger     %.4f explained = %.4f at the tokens + %.4f absorbed, closed to %.1e of the turnover",
                closing.value(),
                closing.inputs(),
                closing.absorbed(),
                Math.abs(closing.error()) / Math.max(closing.turnover(), Double.MIN_NORMAL)));
    }

    private static String quoted(String text) {
        return "\"" + TerminalText.visible(text.replace("\n", "\\n")) + "\"";
    }
}
