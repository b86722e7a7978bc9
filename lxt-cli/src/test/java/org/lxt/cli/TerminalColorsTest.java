package org.lxt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The escape sequences of the heatmap. */
class TerminalColorsTest {
    private static final String ESC = "\u001b";

    @ParameterizedTest
    @CsvSource({
        "1, 97;48;2;178;24;43",
        "-1, 97;48;2;33;102;172",
        "7, 97;48;2;178;24;43",
        "-7, 97;48;2;33;102;172",
        "0.5, 30;48;2;213;136;145",
        "-0.5, 30;48;2;140;175;210",
        "0.1, 30;48;2;240;225;227",
    })
    void trueColourFadesFromRedOverNearWhiteToBlue(double strength, String codes) {
        assertThat(TerminalColors.TRUE_COLOR.paint("beans", strength))
                .isEqualTo(ESC + "[" + codes + "mbeans" + ESC + "[0m");
    }

    @ParameterizedTest
    @CsvSource({
        // 16 + 36 red + 6 green + blue, each from 0 to 5 for 0, 95, 135, 175, 215, 255
        "1, 97;48;5;124", // 175, 0, 0
        "-1, 97;48;5;25", // 0, 95, 175
        "0.5, 30;48;5;174", // 215, 135, 135
        "-0.5, 30;48;5;110", // 135, 175, 215
        "0.1, 30;48;5;224", // 255, 215, 215
    })
    void thePaletteHasTheNearestOfItsColours(double strength, String codes) {
        assertThat(TerminalColors.PALETTE.paint("beans", strength))
                .isEqualTo(ESC + "[" + codes + "mbeans" + ESC + "[0m");
    }

    @ParameterizedTest
    @EnumSource(TerminalColors.class)
    void whatHardlyMattersIsNotColoured(TerminalColors colors) {
        assertThat(colors.paint("beans", 0)).isEqualTo("beans");
        assertThat(colors.paint("beans", 0.03)).isEqualTo("beans");
        assertThat(colors.paint("beans", -0.03)).isEqualTo("beans");
    }

    @ParameterizedTest
    @CsvSource({"0.54, 30", "0.56, 97", "-0.54, 30", "-0.56, 97"})
    void lettersStayReadableOnTheirBackground(double strength, int foreground) {
        assertThat(TerminalColors.TRUE_COLOR.paint("x", strength)).startsWith(ESC + "[" + foreground + ";");
    }

    @Test
    void withoutColoursTheTextIsLeftAlone() {
        assertThat(TerminalColors.NONE.paint("beans", 1)).isEqualTo("beans");
    }
}
