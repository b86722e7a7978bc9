package org.lxt.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lxt.explain.Attribution;
import org.lxt.explain.Closing;
import org.lxt.explain.PixelRelevance;
import org.lxt.report.Account;
import org.lxt.report.Gamma;

/** Prints what became of one target under many gammas: a line each, which a figure shows in full. */
final class TerminalGrid {
    private static final int WIDTH = 80;

    private final Terminal terminal;
    private final TerminalImage image;

    TerminalGrid(Terminal terminal, TerminalImage image) {
        this.terminal = terminal;
        this.image = image;
    }

    void print(ImageRun.Result result) {
        List<Attribution> attributions = result.attributions();
        Attribution first = attributions.getFirst();
        image.printHead(first, result.rules() + " with " + attributions.size() + " gammas");
        terminal.line();
        line("gamma-conv", "gamma-linear", "at pixels", "absorbed", "strongest patch");
        for (int i = 0; i < attributions.size(); i++) {
            Gamma gamma = result.report().explained().get(i).gamma();
            Attribution a = attributions.get(i);
            PixelRelevance pixels = TerminalImage.pixels(a);
            line(
                    gamma == null ? "" : Double.toString(gamma.convolutions()),
                    gamma == null ? "" : Double.toString(gamma.linears()),
                    TerminalRows.number(pixels.sum()),
                    a.ledger()
                            .map(closing -> TerminalRows.number(closing.absorbed()))
                            .orElse(""),
                    strongest(pixels));
        }
        terminal.line();
        TerminalFacts facts = new TerminalFacts(terminal);
        facts.printTarget(first);
        attributions.stream()
                .flatMap(a -> a.ledger().stream())
                .filter(closing -> !closing.closes())
                .findFirst()
                .ifPresent(this::warn);
        facts.printTime(
                attributions.stream().mapToDouble(a -> a.timing().forward()).sum(),
                attributions.stream().mapToDouble(a -> a.timing().backward()).sum());
        terminal.line();
    }

    private void warn(Closing closing) {
        terminal.prose(Account.of(closing).inWords("pixels", TerminalFacts::amount), 0);
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

    private static String strongest(PixelRelevance pixels) {
        double[] patches = pixels.patches();
        int at = IntStream.range(0, patches.length)
                .reduce((a, b) -> Math.abs(patches[b]) > Math.abs(patches[a]) ? b : a)
                .orElse(0);
        return "row " + at / pixels.patchColumns() + ", column " + at % pixels.patchColumns() + ": "
                + TerminalRows.number(patches[at]);
    }
}
