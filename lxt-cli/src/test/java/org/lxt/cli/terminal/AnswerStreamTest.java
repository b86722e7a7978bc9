// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lxt.explain.request.Progress.Phase;

/** An answer and the line of progress on one terminal. */
class AnswerStreamTest {
    private static final Pattern PAINTED =
            Pattern.compile("(?:\r\u001b\\[K[^\r\u001b]*)*\r\u001b\\[K(.*)", Pattern.DOTALL);

    @Test
    void theLineOfProgressIsGoneBeforeTheAnswerBegins() throws InterruptedException {
        StringWriter both = new StringWriter();
        PrintWriter terminal = new PrintWriter(both);
        try (ProgressLine line = ProgressLine.on(terminal)) {
            AnswerStream stream = new AnswerStream(terminal, line);
            stream.at(Phase.GENERATE, 0, 9);
            Thread.sleep(1500);
            assertThat(both.toString()).contains("generating");
            for (int i = 0; i < 3; i++) {
                stream.said(" token");
                stream.at(Phase.GENERATE, i + 1, 9);
                Thread.sleep(500);
            }
            stream.at(Phase.GENERATE, 9, 9);
            stream.at(Phase.FORWARD, 0, 2);
            stream.at(Phase.FORWARD, 2, 2);
        }
        assertThat(both.toString()).matches(PAINTED);
        assertThat(both.toString().substring(both.toString().lastIndexOf('\u001b')))
                .isEqualTo("\u001b[K token token token" + System.lineSeparator().repeat(2));
    }

    @Test
    void whatCouldMoveTheCursorIsShownByItsCode() {
        StringWriter out = new StringWriter();
        try (ProgressLine line = ProgressLine.hidden()) {
            AnswerStream stream = new AnswerStream(new PrintWriter(out), line);
            stream.said("a\u001b[2J\tb\nc\n");
            stream.said("");
            stream.said("\n d");
        }
        assertThat(out.toString()).isEqualTo("a\\u001b[2J\\tb\nc\n\n d");
    }

    @Test
    void withoutAnAnswerNothingIsPrinted() {
        StringWriter out = new StringWriter();
        try (ProgressLine line = ProgressLine.hidden()) {
            AnswerStream stream = new AnswerStream(new PrintWriter(out), line);
            stream.at(Phase.GENERATE, 0, 9);
            stream.said("");
            stream.at(Phase.GENERATE, 9, 9);
            stream.at(Phase.FORWARD, 0, 2);
        }
        assertThat(out.toString()).isEmpty();
    }
}
