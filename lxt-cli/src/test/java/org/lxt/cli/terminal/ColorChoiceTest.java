// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.report.terminal.TerminalColors.Depth;

/** When a terminal is coloured, and with how many colours. */
class ColorChoiceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        TERM=xterm-256color                        | PALETTE
        TERM=screen-256color                       | PALETTE
        TERM=xterm                                 | BASIC
        TERM=linux                                 | BASIC
        TERM=xterm-256color COLORTERM=truecolor    | TRUE_COLOR
        TERM=xterm-256color COLORTERM=24bit        | TRUE_COLOR
        TERM=xterm-256color COLORTERM=yes          | PALETTE
        TERM=xterm-kitty                           | TRUE_COLOR
        TERM=xterm-direct                          | TRUE_COLOR
        WT_SESSION=1                               | TRUE_COLOR
        TERM=dumb COLORTERM=truecolor              | NONE
        TERM=vt220                                 | NONE
        TERM=xterm-mono                            | NONE
        TERM=xterm-256color NO_COLOR=1             | NONE
        TERM=xterm-256color NO_COLOR=              | PALETTE
        """)
    void theEnvironmentTellsHowManyColoursThereAre(String environment, Depth depth) {
        assertThat(ColorChoice.AUTO.of(environment(environment), true).depth()).isEqualTo(depth);
        assertThat(ColorChoice.AUTO.of(environment(environment), false).depth()).isEqualTo(Depth.NONE);
        assertThat(ColorChoice.NEVER.of(environment(environment), true).depth()).isEqualTo(Depth.NONE);
        assertThat(ColorChoice.ALWAYS.of(environment(environment), false).areThere())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"15;0, true", "0;15, false", "0;default;15, false", "12;8, true", "0;7, false", "'', true"})
    void strongIsBrightUnlessTheTerminalSaysThatItIsLight(String colors, boolean dark) {
        assertThat(ColorChoice.ALWAYS.of(Map.of("COLORFGBG", colors), true).dark())
                .isEqualTo(dark);
    }

    private static Map<String, String> environment(String text) {
        Map<String, String> environment = new TreeMap<>();
        for (String entry : text.split(" ", -1)) {
            String[] parts = entry.split("=", 2);
            environment.put(parts[0], parts[1]);
        }
        return environment;
    }
}
