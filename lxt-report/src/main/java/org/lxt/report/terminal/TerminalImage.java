// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import java.util.List;
import java.util.Locale;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.report.Explained;
import org.lxt.report.Report;
import org.lxt.report.ReportException;
import org.lxt.report.SeenImage;
import org.lxt.report.internal.scale.RelevanceScale;
import org.lxt.report.internal.scale.Rows;
import org.lxt.report.internal.scale.Strongest;

/** Prints an explained image: what the model says, a coarse heatmap of the patches, the strongest of them, and the account. */
final class TerminalImage {
    private static final int WIDEST = 56;
    private static final String MARKS = " .:+*#";
    private static final int BAR = 24;
    private static final int WIDEST_NUMBER = 10;

    /** From this width on places are spelled out. */
    private static final int ROOMY = 32;

    private final Terminal terminal;
    private final Report report;

    TerminalImage(Terminal terminal, Report report) {
        this.terminal = terminal;
        this.report = report;
    }

    void print(Explained e, int limit) {
        PixelRelevance pixels = pixels(e);
        printHead(e, e.rules());
        terminal.line();
        double[] patches = pixels.patches();
        RelevanceScale scale = RelevanceScale.full(Rows.of(e));
        printMap(patches, pixels.patchColumns(), scale);
        terminal.line();
        printStrongest(e, pixels.patchColumns(), scale, limit);
        terminal.line();
        new TerminalFacts(terminal).print(e);
    }

    static PixelRelevance pixels(Explained e) {
        PixelRelevance pixels = e.pixels();
        if (pixels == null) {
            throw new ReportException("an image was explained without its pixels");
        }
        return pixels;
    }

    /** The model, the image, and what the model says of it. */
    void printHead(Explained e, String rules) {
        new TerminalFacts(terminal).printModel(report.model(), rules);
        SeenImage image = report.image();
        terminal.prose(TerminalText.visible(image == null ? "" : image.name() + ": " + image.preparation()), 2);
        terminal.line();
        e.candidates().forEach(this::printCandidate);
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
    private void printMap(double[] patches, int columns, RelevanceScale scale) {
        int rows = patches.length / columns;
        if (!terminal.colors().fill()) {
            int wide = 2 * columns <= terminal.width() ? 2 : 1;
            for (int row = 0; row < rows; row++) {
                StringBuilder line = new StringBuilder();
                for (int column = 0; column < columns && wide * column < terminal.width(); column++) {
                    line.append(marks(scale.strength(patches[row * columns + column]))
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
                        .halves(scale.strength(patches[above]), last ? 0 : scale.strength(patches[below])));
            }
            terminal.line(line.toString());
        }
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

    private void printStrongest(Explained e, int columns, RelevanceScale scale, int limit) {
        List<Rows.Row> patches =
                Rows.of(e).all().subList(e.leadingTokens(), e.tokens().size());
        List<Rows.Row> strongest = Strongest.inOrder(patches, limit);
        boolean roomy = terminal.width() >= ROOMY;
        terminal.prose(
                (strongest.size() == patches.size()
                                ? "all " + patches.size() + " patches"
                                : "the " + strongest.size() + " most relevant of " + patches.size()
                                        + " patches, in their order")
                        + (roomy ? "" : ", by row and column")
                        + (scale.signed() ? "" : "; the numbers have no sign"),
                0);
        int numbers = roomy ? WIDEST_NUMBER + 2 : WIDEST_NUMBER;
        for (Rows.Row patch : strongest) {
            int at = patch.index() - e.leadingTokens();
            String place =
                    String.format(Locale.ROOT, roomy ? "row %2d, column %2d" : "%2d, %2d", at / columns, at % columns);
            String number = TerminalRows.relevance(patch.relevance(), scale.signed());
            String line = place + " ".repeat(Math.max(1, numbers - number.length())) + number + "  ";
            double strength = scale.strength(patch.relevance());
            int length = (int) Math.round(BAR * Math.abs(strength));
            String bar = (strength < 0 ? "-" : scale.signed() ? "+" : "#")
                    .repeat(Math.clamp(terminal.width() - line.length(), 0, length));
            terminal.line(line + terminal.colors().paint(bar, strength));
        }
    }
}
