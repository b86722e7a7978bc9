// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.report.terminal.TerminalColors.Depth;

/** The escape sequences of the heatmap. */
class TerminalColorsTest {
    private static final String ESC = "\u001b";
    private static final String BLACK = "38;5;16";
    private static final String WHITE = "38;5;231";

    private static TerminalColors colors(Depth depth, boolean dark) {
        return new TerminalColors(depth, dark);
    }

    @ParameterizedTest
    @CsvSource({
        "1, false, 38;5;231;48;2;165;15;38",
        "-1, false, 38;5;231;48;2;13;74;140",
        "7, false, 38;5;231;48;2;165;15;38",
        "-7, false, 38;5;231;48;2;13;74;140",
        "0.1, false, 38;5;16;48;2;254;235;228",
        "-0.1, false, 38;5;16;48;2;232;242;250",
        "1, true, 38;5;16;48;2;255;127;104",
        "-1, true, 38;5;16;48;2;116;192;255",
        "0.1, true, 38;5;231;48;2;83;43;46",
    })
    void trueColourFadesFromRedOverTheBackgroundToBlue(double strength, boolean dark, String codes) {
        assertThat(colors(Depth.TRUE_COLOR, dark).paint("beans", strength))
                .isEqualTo(ESC + "[" + codes + "mbeans" + ESC + "[0m");
    }

    @ParameterizedTest
    @CsvSource({
        "1, false, 38;5;231;48;5;124",
        "-1, false, 38;5;231;48;5;25",
        "0.1, false, 38;5;16;48;5;224",
        "-0.5, false, 38;5;16;48;5;110",
        "1, true, 38;5;16;48;5;210",
        "-1, true, 38;5;16;48;5;117",
        "0.1, true, 38;5;231;48;5;52",
        "-0.5, true, 38;5;231;48;5;25",
    })
    void thePaletteHasFiveStepsEachWay(double strength, boolean dark, String codes) {
        assertThat(colors(Depth.PALETTE, dark).paint("beans", strength))
                .isEqualTo(ESC + "[" + codes + "mbeans" + ESC + "[0m");
    }

    @ParameterizedTest
    @CsvSource({"1, 97;41", "-1, 97;44", "0.5, 30;101", "-0.5, 30;104", "0.1, 91", "-0.1, 94"})
    void theBasicColoursBeginWithLetters(double strength, String codes) {
        assertThat(colors(Depth.BASIC, true).paint("beans", strength))
                .isEqualTo(ESC + "[" + codes + "mbeans" + ESC + "[0m");
    }

    @ParameterizedTest
    @EnumSource(Depth.class)
    void whatHardlyMattersIsNotColoured(Depth depth) {
        for (double strength : new double[] {0, 0.03, -0.03}) {
            assertThat(colors(depth, true).paint("beans", strength)).isEqualTo("beans");
        }
    }

    /** By the contrast that WCAG 2 defines, 4.5 at least, for every strength that can be told apart. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lettersStayReadableOnTheirBackground(boolean dark) {
        for (int i = -100; i <= 100; i++) {
            String painted = colors(Depth.TRUE_COLOR, dark).paint("x", i / 100.0);
            if (painted.equals("x")) {
                continue;
            }
            String[] codes = painted.substring(2, painted.indexOf('m')).split(";", -1);
            double letters = painted.contains(WHITE) ? 1 : 0;
            double background = luminance(codes[5], codes[6], codes[7]);
            double contrast = (Math.max(letters, background) + 0.05) / (Math.min(letters, background) + 0.05);
            assertThat(contrast).as(painted.substring(1)).isGreaterThan(4.5);
            assertThat(painted).containsAnyOf(WHITE, BLACK);
        }
    }

    private static double luminance(String red, String green, String blue) {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(String component) {
        double c = Integer.parseInt(component) / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    @Test
    void withoutColoursTheTextIsLeftAlone() {
        assertThat(TerminalColors.NONE.paint("beans", 1)).isEqualTo("beans");
    }
}
