// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lxt.report.internal.scale.RelevanceScale;
import org.lxt.report.internal.scale.Rows;
import org.lxt.report.terminal.TerminalColors.Depth;

/** The list of the strongest tokens. */
class TerminalRankingTest {
    private static Rows.Row row(int index, String text, double relevance) {
        boolean first = index == 0;
        return new Rows.Row(index, index, index, index, text, text, 0, 0, false, first, false, true, relevance);
    }

    private static List<String> print(int width, int limit, List<Rows.Row> rows) {
        Screen screen = new Screen(Depth.NONE, width);
        Rows all = new Rows("token", rows, List.of());
        new TerminalRanking(screen.terminal(), RelevanceScale.fitted(all)).print(all, limit);
        return screen.lines();
    }

    @Test
    void numbersStandInOneColumnWhateverTheTextsAre() {
        List<String> lines = print(
                80,
                9,
                List.of(
                        row(0, "\u8c46\u5b50", 1),
                        row(1, "\u05e9\u05dc\u05d5\u05dd", -0.25),
                        row(2, "e\u0301", 0.5),
                        row(3, "\ud83c\udf3d", 123456),
                        row(4, "beans", 0.000001)));
        assertThat(lines)
                .containsExactly(
                        "all 5 tokens, in their order",
                        "     0  \"\u8c46\u5b50\"     +1.0000",
                        "     1  \u2068\"\u05e9\u05dc\u05d5\u05dd\"\u2069     -0.2500",
                        "     2  \"e\u0301\"        +0.5000",
                        "     3  \"\ud83c\udf3d\"     +1.23e+05  ++++++++++++++++++++++++",
                        "     4  \"beans\"  +1.00e-06");
    }

    @Test
    void whatHasNoSignHasNeitherPlusNorMinus() {
        Screen screen = new Screen(Depth.NONE, 80);
        Rows all = new Rows("token", List.of(row(0, "a", 0.25), row(1, "b", 0.5)), List.of(), false);
        new TerminalRanking(screen.terminal(), RelevanceScale.fitted(all)).print(all, 9);
        assertThat(screen.lines())
                .containsExactly(
                        "all 2 tokens, in their order; the numbers have no sign",
                        "     0  \"a\"     0.2500  ############",
                        "     1  \"b\"     0.5000  ########################");
    }

    @Test
    void aBarBeyondTheScaleSaysSo() {
        assertThat(print(80, 9, List.of(row(0, "a", -8), row(1, "b", 2), row(2, "c", -1))))
                .containsExactly(
                        "all 3 tokens, in their order; > goes beyond the scale, which ends at 2.0000",
                        "     0  \"a\"    -8.0000  ----------------------->",
                        "     1  \"b\"    +2.0000  ++++++++++++++++++++++++",
                        "     2  \"c\"    -1.0000  ------------");
    }

    @Test
    void theStrongestAreListedInTheOrderOfThePrompt() {
        List<Rows.Row> rows = List.of(row(0, "a", 1), row(1, "b", 0.5), row(2, "c", -3), row(3, "d", 2));
        assertThat(print(80, 2, rows).getFirst()).isEqualTo("the 2 most relevant of 4 tokens, in their order");
        assertThat(print(80, 2, rows).get(1)).contains("\"c\"");
        assertThat(print(80, 2, rows).get(2)).contains("\"d\"");
        assertThat(print(80, 1, rows).getFirst()).isEqualTo("the most relevant of 4 tokens");
        assertThat(print(80, 99, rows)).hasSize(5);
    }

    @Test
    void relevanceThatIsNothingAtAllHasNoBars() {
        assertThat(print(80, 9, List.of(row(0, "a", 0), row(1, "b", 0))))
                .endsWith("     0  \"a\"    +0.0000", "     1  \"b\"    +0.0000");
    }

    @Test
    void allFitsAndNoTokenIsLeftOut() {
        RandomText texts = new RandomText(3);
        for (int i = 0; i < 300; i++) {
            List<Rows.Row> rows = new ArrayList<>();
            int count = texts.number(1, 40);
            for (int t = 0; t < count; t++) {
                rows.add(row(t, texts.next(6), texts.relevance()));
            }
            List<String> lines = print(texts.number(20, 120), count, rows);
            assertThat(lines.stream().filter(l -> l.matches(" *\\d+  .*[+-]\\d\\.?\\d*.*")))
                    .hasSizeGreaterThanOrEqualTo(count);
        }
    }
}
