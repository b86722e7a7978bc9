// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lxt.report.internal.scale.RelevanceScale;
import org.lxt.report.internal.scale.Rows;
import org.lxt.report.terminal.TerminalColors.Depth;

/** The prompt as coloured text. */
class TerminalPromptTest {
    private static Rows.Row row(String text, int start, int end, double relevance) {
        return new Rows.Row(0, 0, 0, 0, text, text, start, end, false, false, false, true, relevance);
    }

    private static Screen print(int width, String prompt, Rows.Row... rows) {
        Screen screen = new Screen(Depth.BASIC, width);
        new TerminalPrompt(screen.terminal(), new RelevanceScale(1)).print(List.of(rows), prompt);
        return screen;
    }

    @Test
    void eachTokenHasItsColourAndTextBetweenTokensHasNone() {
        Screen screen = print(80, "red beans", row("red", 0, 3, -1), row("beans", 4, 9, 1));
        assertThat(screen.painted()).isEqualTo("\u001b[97;44mred\u001b[0m \u001b[97;41mbeans\u001b[0m\n");
    }

    @Test
    void tokensThatShareACharacterAreShownAsItWithTheirSum() {
        Screen screen = print(
                80,
                "a\ud83c\udf3db",
                row("a", 0, 1, 0),
                row("\\xF0\\x9F", 1, 3, 0.4),
                row("\\x8C", 1, 3, 0.4),
                row("\\xBD", 1, 3, 0.2),
                row("b", 3, 4, 0));
        assertThat(screen.painted()).isEqualTo("a\u001b[97;41m\ud83c\udf3d\u001b[0mb\n");
    }

    @Test
    void aTokenThatIsBrokenIsColouredOnBothLines() {
        Screen screen = print(20, "a".repeat(25), row("a".repeat(25), 0, 25, 1));
        assertThat(screen.painted())
                .isEqualTo(
                        "\u001b[97;41m" + "a".repeat(20) + "\u001b[0m\n\u001b[97;41m" + "a".repeat(5) + "\u001b[0m\n");
    }

    @Test
    void linesBreakBetweenWordsOfSeveralTokens() {
        Screen screen =
                print(20, "one two three believable", row("one two three believ", 0, 20, 0), row("able", 20, 24, 1));
        assertThat(screen.lines()).containsExactly("one two three ", "believable");
    }

    @Test
    void aLineThatRunsFromRightToLeftIsIsolatedAsAWhole() {
        String text = "\u05e9\u05dc\u05d5\u05dd";
        assertThat(print(20, text, row(text, 0, 4, 1)).painted())
                .isEqualTo("\u2068\u001b[97;41m" + text + "\u001b[0m\u2069\n");
    }

    @Test
    void nothingIsLostAndAllFits() {
        RandomText texts = new RandomText(2);
        for (int i = 0; i < 500; i++) {
            StringBuilder prompt = new StringBuilder();
            List<Rows.Row> rows = new ArrayList<>();
            for (int t = texts.number(1, 12); t > 0; t--) {
                String text = texts.next(3);
                int start = prompt.length();
                prompt.append(text);
                rows.add(row(text, start, prompt.length(), texts.relevance()));
            }
            Screen screen = new Screen(Depth.values()[texts.number(1, 4)], texts.number(20, 60));
            new TerminalPrompt(screen.terminal(), RelevanceScale.fitted(new Rows("token", rows, List.of())))
                    .print(rows, prompt.toString());
            StringBuilder expected = new StringBuilder();
            for (Rows.Row r : rows) {
                Stream.of(r.text().split("\n", -1)).map(TerminalText::visible).forEach(expected::append);
            }
            assertThat(letters(String.join("", screen.lines()))).isEqualTo(letters(expected.toString()));
        }
    }

    private static String letters(String text) {
        return text.replaceAll("[\\s\u00a0\u3000\u2068\u2069\u25cc\u21b5]", "");
    }
}
