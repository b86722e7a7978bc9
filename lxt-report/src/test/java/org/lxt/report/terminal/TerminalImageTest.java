// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lxt.report.ImageReports;
import org.lxt.report.Report;
import org.lxt.report.terminal.PaintedCells.Cell;
import org.lxt.report.terminal.TerminalColors.Depth;

/** The picture of an image's patches, read back from the escape sequences that paint it. */
class TerminalImageTest {
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;
    private static final Report REPORT = ImageReports.plain();

    private static List<List<Cell>> printed(Depth depth, int width) {
        Screen screen = new Screen(depth, width);
        new TerminalImage(screen.terminal(), REPORT).print(REPORT.explained().getFirst(), TerminalView.FEW);
        screen.lines();
        return PaintedCells.of(screen.painted());
    }

    /** The lines of the picture: those before the list of patches, after the list of classes. */
    private static List<List<Cell>> picture(Depth depth, int width) {
        List<List<Cell>> lines = printed(depth, width);
        List<String> plain = lines.stream().map(TerminalImageTest::plain).toList();
        int end = plain.indexOf(plain.stream()
                .filter(l -> l.startsWith("all 6 patches"))
                .findFirst()
                .orElseThrow());
        int begin = plain.indexOf("");
        begin += 1 + plain.subList(begin + 1, end).indexOf("");
        return lines.subList(begin + 1, end - 1);
    }

    private static String plain(List<Cell> line) {
        return String.join("", line.stream().map(Cell::letter).toList());
    }

    private static double[] strengths() {
        double[] patches =
                Objects.requireNonNull(REPORT.explained().getFirst().pixels()).patches();
        double limit = Arrays.stream(patches).map(Math::abs).max().orElseThrow();
        return Arrays.stream(patches).map(p -> p / limit).toArray();
    }

    /** The colour of a strength, as letters are painted on it. */
    private static OptionalInt color(Depth depth, double strength) {
        String painted = new TerminalColors(depth, true).paint("x", strength);
        return PaintedCells.of(painted).getFirst().getFirst().ground();
    }

    /** Zooms of 18, 9, 7 and 6: patches end within a letter where it is odd. */
    @ParameterizedTest
    @CsvSource({
        "PALETTE, 80",
        "PALETTE, 27",
        "PALETTE, 22",
        "PALETTE, 20",
        "TRUE_COLOR, 80",
        "TRUE_COLOR, 27",
        "TRUE_COLOR, 22",
        "TRUE_COLOR, 20"
    })
    void eachSquareHasTheColourOfItsPatch(Depth depth, int width) {
        double[] strengths = strengths();
        List<List<Cell>> picture = picture(depth, width);
        int zoom = Math.min(56, width) / COLUMNS;
        assertThat(picture).hasSize((ROWS * zoom + 1) / 2);
        for (int row = 0; row < picture.size(); row++) {
            for (int x = 0; x < COLUMNS * zoom; x++) {
                // blanks at the end of a line are not printed
                Cell cell = x < picture.get(row).size()
                        ? picture.get(row).get(x)
                        : new Cell(" ", OptionalInt.empty(), OptionalInt.empty());
                assertThat(cell.letter()).isIn("\u2580", "\u2584", " ");
                int above = 2 * row / zoom * COLUMNS + x / zoom;
                int below = (2 * row + 1) / zoom * COLUMNS + x / zoom;
                assertThat(cell.upper()).isEqualTo(color(depth, strengths[above]));
                assertThat(cell.lower()).isEqualTo(color(depth, strengths[below]));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Depth.class,
            names = {"NONE", "BASIC"})
    void withFewColoursEachPatchHasAMarkOfItsStrength(Depth depth) {
        double[] strengths = strengths();
        List<List<Cell>> picture = picture(depth, 80);
        assertThat(picture).hasSize(ROWS);
        for (int patch = 0; patch < strengths.length; patch++) {
            List<Cell> line = picture.get(patch / COLUMNS);
            int x = patch % COLUMNS * 2;
            String mark = line.size() > x ? line.get(x).letter() : " ";
            assertThat(mark)
                    .isIn(strengths[patch] > 0 ? List.of(" ", ".", ":", "+", "*", "#") : List.of(" ", "-", "="));
            if (Math.abs(strengths[patch]) == 1) {
                assertThat(mark).isEqualTo(strengths[patch] > 0 ? "#" : "=");
            }
            if (depth == Depth.BASIC && Math.abs(strengths[patch]) >= 0.6) {
                assertThat(line.get(x).ground()).isEqualTo(OptionalInt.of(strengths[patch] > 0 ? 0x800000 : 0x000080));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TRUE_COLOR, true, 1, -1, \u2580, ff7f68, 74c0ff",
        "TRUE_COLOR, false, -1, 1, \u2580, 0d4a8c, a50f26",
        "TRUE_COLOR, true, 0, 1, \u2584, ff7f68, ",
        "TRUE_COLOR, true, 1, 0, \u2580, ff7f68, ",
        "PALETTE, true, 1, -1, \u2580, ff8787, 87d7ff",
        "PALETTE, false, -1, 1, \u2580, 005faf, af0000",
        "PALETTE, true, 0, -1, \u2584, 87d7ff, ",
    })
    void twoSquaresAreOneLetter(
            Depth depth, boolean dark, double above, double below, String letter, String ink, String ground) {
        Cell cell = PaintedCells.of(new TerminalColors(depth, dark).halves(above, below))
                .getFirst()
                .getFirst();
        assertThat(cell.letter()).isEqualTo(letter);
        assertThat(cell.ink()).isEqualTo(OptionalInt.of(Integer.parseInt(ink, 16)));
        assertThat(cell.ground())
                .isEqualTo(ground == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(ground, 16)));
    }

    @Test
    void nothingIsABlank() {
        assertThat(new TerminalColors(Depth.TRUE_COLOR, true).halves(0, 0.01)).isEqualTo(" ");
    }
}
