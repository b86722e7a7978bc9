// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text made safe to print. */
class TerminalTextTest {
    /** Latin, Han, Arabic, corn, Devanagari and Persian joined by invisible marks, a flag, fullwidth space. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bohnen \u00fc \u8c46 \u0641\u0648\u0644 \ud83c\udf3d",
                "\u0915\u094d\u200d\u0937",
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                "\ud83c\udde9\ud83c\uddea",
                "\u3000",
            })
    void textOfAnyLanguageIsLeftAsItIs(String text) {
        assertThat(TerminalText.visible(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
                    \\u0000,       \\\\u0000
                    a\\n\\tb,      a\\\\n\\\\tb
                    \\r,           \\\\u000d
                    \\u202eabc,    \\\\u202eabc
                    \\u2066x\\u2069, \\\\u2066x\\\\u2069
                    \\u061c,       \\\\u061c
                    a\\u200d,      a\\\\u200d
                    \\u200cb,      \\\\u200cb
                    \\ud83d\\udc68\\u200d\\ud83d\\udc69, \\ud83d\\udc68\\\\u200d\\ud83d\\udc69
                    \\u2764\\ufe0f, \\u2764
                    \\ufe0f,       \\\\ufe0f
                    \\ud800x,      \\\\ud800x
                    \\ue000,       \\\\ue000
                    \\u0378,       \\\\u0378
                    \\u3164,       \\\\u3164
                    \\udb40\\udc41, \\\\ue0041
                    """)
    void whatCannotBeSeenOrStandsForSomethingElseIsShownByItsCode(String text, String shown) {
        assertThat(TerminalText.visible(unescaped(text))).isEqualTo(unescaped(shown));
    }

    private static String unescaped(String text) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\\\", i)) {
                result.append('\\');
                i++;
            } else if (text.startsWith("\\u", i)) {
                result.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                i += 5;
            } else if (text.startsWith("\\", i)) {
                result.append(text.substring(i, i + 2).translateEscapes());
                i++;
            } else {
                result.append(text.charAt(i));
            }
        }
        return result.toString();
    }

    @Test
    void textThatRunsFromRightToLeftIsIsolatedWithItsQuotationMarks() {
        assertThat(TerminalText.quoted("\u05e9\u05dc\u05d5\u05dd"))
                .isEqualTo("\u2068\"\u05e9\u05dc\u05d5\u05dd\"\u2069");
        assertThat(TerminalText.quoted("\u0661")).isEqualTo("\u2068\"\u0661\"\u2069");
        assertThat(TerminalText.quoted("beans")).isEqualTo("\"beans\"");
    }

    @Test
    void anAccentAtTheBeginningDoesNotStandOnTheQuotationMark() {
        assertThat(TerminalText.quoted("\u0301")).isEqualTo("\"\u25cc\u0301\"");
    }

    @Test
    void whatIsTooWideIsCutAndSaysSo() {
        assertThat(TerminalText.quoted("beans", 7)).isEqualTo("\"beans\"");
        assertThat(TerminalText.quoted("beans and rice", 9)).isEqualTo("\"beans\"..");
        assertThat(TerminalText.quoted("\u8c46\u5b50\u8c46\u5b50", 7)).isEqualTo("\"\u8c46\"..");
        assertThat(TerminalText.quoted("\u05e9\u05dc\u05d5\u05dd\u05dd\u05dd", 6))
                .isEqualTo("\u2068\"\u05e9\u05dc\"..\u2069");
    }
}
