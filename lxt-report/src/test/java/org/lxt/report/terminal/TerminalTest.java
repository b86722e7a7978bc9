// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Prose on lines that fit. */
class TerminalTest {
    private static String wrapped(String text, int width) {
        Screen screen = new Screen(TerminalColors.Depth.NONE, width);
        screen.terminal().prose(text, 2);
        return String.join("|", screen.lines());
    }

    @Test
    void linesBreakBetweenWordsAndAreIndentedAfterTheFirst() {
        assertThat(wrapped("Farah likes green beans", 12)).isEqualTo("Farah likes|  green|  beans");
        assertThat(wrapped("Farah", 12)).isEqualTo("Farah");
        assertThat(wrapped("", 12)).isEmpty();
        assertThat(wrapped("name       value", 12)).isEqualTo("name|  value");
    }

    @Test
    void whatBelongsTogetherStaysOnALine() {
        assertThat(wrapped("of " + Terminal.together("\" red beans\" 7"), 16)).isEqualTo("of|  \" red beans\" 7");
    }

    @Test
    void aWordThatIsTooLongIsBrokenBetweenItsCharacters() {
        assertThat(wrapped("\u8c46\u5b50\u8c46\u5b50\u8c46", 5)).isEqualTo("\u8c46\u5b50|  \u8c46|  \u5b50|  \u8c46");
    }

    @Test
    void nothingIsLostAndAllFits() {
        RandomText texts = new RandomText(1);
        for (int i = 0; i < 500; i++) {
            String text = TerminalText.visible(texts.next(30));
            String joined = wrapped(text, texts.number(20, 60)).replace("|", "");
            assertThat(joined.replaceAll("[\\s\u00a0\u3000]", "")).isEqualTo(text.replaceAll("[\\s\u00a0\u3000]", ""));
        }
    }
}
