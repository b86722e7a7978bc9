package org.lxt.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lxt.explain.Attribution;
import org.lxt.explain.Candidate;
import org.lxt.explain.ExplainException;
import org.lxt.explain.PixelRelevance;

/** Prints an explained image: what the model says, a coarse heatmap of the patches, the strongest of them, and the account. */
final class TerminalImage {
    private static final int WIDEST = 56;
    private static final String MARKS = " .:+*#";
    private static final int BAR = 24;
    private static final int WIDEST_NUMBER = 10;

    /** From this width on places are spelled out. */
    private static final int ROOMY = 32;

    private final Terminal terminal;
    private final TerminalOptions options;
    private final String image;

    /**
     * Begins.
     *
     * @param image what the image is and what was done to it
     */
    TerminalImage(Terminal terminal, TerminalOptions options, String image) {
        this.terminal = terminal;
        this.options = options;
        this.image = image;
    }

    void print(Attribution a) {
        PixelRelevance pixels = pixels(a);
        printHead(a, a.method());
        terminal.line();
        double[] patches = pixels.patches();
        double limit = IntStream.range(0, patches.length)
                .mapToDouble(i -> Math.abs(patches[i]))
                .max()
                .orElse(0);
        printMap(patches, pixels.patchColumns(), limit);
        terminal.line();
        printStrongest(patches, pixels.patchColumns(), limit);
        terminal.line();
        new TerminalFacts(terminal).print(a);
    }

    static PixelRelevance pixels(Attribution a) {
        return a.pixels().orElseThrow(() -> new ExplainException("an image was explained without its pixels"));
    }

    /** The model, the image, and what the model says of it. */
    void printHead(Attribution a, String rules) {
        String model =
                a.model().architectures().stream().findFirst().orElse(a.model().family());
        terminal.prose(
                TerminalText.visible(model) + ", " + TerminalText.visible(rules) + ", "
                        + a.model().backend(),
                0);
        terminal.prose(TerminalText.visible(image), 2);
        terminal.line();
        a.candidates().forEach(this::printCandidate);
    }

    private void printCandidate(Candidate c) {
        String probability =
                Double.isNaN(c.probability()) ? "" : String.format(Locale.ROOT, "%6.1f%%  ", 100 * c.probability());
        terminal.prose(
                String.format(Locale.ROOT, "%s%9.4f  ", probability, c.logit()) + TerminalText.quoted(c.text())
                        + " (id " + c.id() + ")",
                4);
    }

    /** Patches as squares: two rows of them in a row of letters where there are colours, else two letters each. */
    private void printMap(double[] patches, int columns, double limit) {
        int rows = patches.length / columns;
        if (!terminal.colors().fill()) {
            int wide = 2 * columns <= terminal.width() ? 2 : 1;
            for (int row = 0; row < rows; row++) {
                StringBuilder line = new StringBuilder();
                for (int column = 0; column < columns && wide * column < terminal.width(); column++) {
                    line.append(marks(strength(patches[row * columns + column], limit))
                            .repeat(wide));
                }
                terminal.line(line.toString());
            }
            return;
        }
        int zoom = Math.max(1, Math.min(WIDEST, terminal.width()) / columns);
        int shown = Math.min(columns * zoom, terminal.width());
        for (int y = 0; y < rows * zoom; y += 2) {
            StringBuilder line = new StringBuilder();
            for (int x = 0; x < shown; x++) {
                int above = y / zoom * columns + x / zoom;
                int below = Math.min(rows - 1, (y + 1) / zoom) * columns + x / zoom;
                boolean last = y + 1 >= rows * zoom;
                line.append(terminal.colors()
                        .halves(strength(patches[above], limit), last ? 0 : strength(patches[below], limit)));
            }
            terminal.line(line.toString());
        }
    }

    private static double strength(double relevance, double limit) {
        return limit > 0 ? relevance / limit : 0;
    }

    /** A letter, the denser the stronger, in colour where there are a few; against is a minus sign or an equals sign. */
    private String marks(double strength) {
        double size = Math.abs(strength);
        String mark = strength >= 0
                ? MARKS.substring(
                        (int) Math.round(size * (MARKS.length() - 1)),
                        (int) Math.round(size * (MARKS.length() - 1)) + 1)
                : size < 0.1 ? " " : size < 0.5 ? "-" : "=";
        return terminal.colors().paint(mark, strength);
    }

    private void printStrongest(double[] patches, int columns, double limit) {
        List<Integer> strongest = IntStream.range(0, patches.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(patches[i])))
                .limit(options.limit())
                .sorted()
                .toList();
        boolean roomy = terminal.width() >= ROOMY;
        terminal.prose(
                (strongest.size() == patches.length
                                ? "all " + patches.length + " patches"
                                : "the " + strongest.size() + " most relevant of " + patches.length
                                        + " patches, in their order")
                        + (roomy ? "" : ", by row and column"),
                0);
        int numbers = roomy ? WIDEST_NUMBER + 2 : WIDEST_NUMBER;
        for (int i : strongest) {
            String place =
                    String.format(Locale.ROOT, roomy ? "row %2d, column %2d" : "%2d, %2d", i / columns, i % columns);
            String number = TerminalRows.number(patches[i]);
            String line = place + " ".repeat(Math.max(1, numbers - number.length())) + number + "  ";
            int length = (int) Math.round(BAR * Math.abs(strength(patches[i], limit)));
            String bar = (patches[i] < 0 ? "-" : "+").repeat(Math.clamp(terminal.width() - line.length(), 0, length));
            terminal.line(line + terminal.colors().paint(bar, strength(patches[i], limit)));
        }
    }
}
