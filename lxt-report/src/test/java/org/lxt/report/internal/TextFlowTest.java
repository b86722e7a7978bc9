// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.report.Explained;

class TextFlowTest {
    /** Every character is one wide. */
    private static final Typeface TYPEWRITER = new Typeface() {
        @Override
        public String shown(String text) {
            return text;
        }

        @Override
        public double width(String shown) {
            return shown.codePointCount(0, shown.length());
        }
    };

    private static List<String> lines(double width, String... texts) {
        List<TokenRelevance> tokens = new ArrayList<>();
        for (String text : texts) {
            tokens.add(new TokenRelevance(tokens.size(), 0, text, 0, 0, false, 0));
        }
        Candidate answer = new Candidate(0, "!", 1, 1);
        Explained e = Explained.builder("r", tokens, answer).build();
        List<String> lines = new ArrayList<>();
        for (TextFlow.Box box : TextFlow.of(e, TYPEWRITER, width)) {
            if (box.row() == null) {
                continue; // the answer
            }
            while (lines.size() <= box.line()) {
                lines.add("");
            }
            assertThat(box.x() + box.width()).isLessThanOrEqualTo(width);
            StringBuilder text = new StringBuilder();
            box.runs().forEach(r -> text.append(r.text()));
            lines.set(box.line(), lines.get(box.line()) + text);
        }
        return lines;
    }

    @Test
    void wordsStayTogether() {
        assertThat(lines(12, "The", " expe", "dition", " came"))
                .containsExactly("The", "\u00b7expedition", "\u00b7came");
    }

    @Test
    void lineEndsAreKeptAndShown() {
        assertThat(lines(20, "a", ".\n\n", "b")).containsExactly("a.\u21b5", "\u21b5", "b");
    }

    @Test
    void tooLongTokensBreak() {
        assertThat(lines(10, "x".repeat(25))).containsExactly("x".repeat(10), "x".repeat(10), "xxxxx");
        assertThat(lines(10, "\ud83d\ude00".repeat(12))).startsWith("\ud83d\ude00".repeat(10));
    }
}
