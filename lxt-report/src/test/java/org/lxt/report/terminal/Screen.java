// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** A terminal that remembers what was printed. */
final class Screen {
    /** What {@link TerminalColors} writes. */
    static final String PAINT = "\u001b\\[(0|[34]8;[0-9;]+|9[14]|30;10[14]|97;4[14])m";

    private final StringWriter printed = new StringWriter();
    private final Terminal terminal;

    Screen(TerminalColors.Depth depth, int width) {
        terminal = new Terminal(new PrintWriter(printed, true), new TerminalColors(depth, true), width);
    }

    Terminal terminal() {
        return terminal;
    }

    /** Everything with its colours. */
    String painted() {
        return printed.toString();
    }

    /** Everything without its colours; nothing else steers the terminal. */
    String plain() {
        String plain = painted().replaceAll(PAINT, "");
        assertThat(plain)
                .doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u200e\\u202a-\\u202e\\u2066\\u2067]");
        return plain;
    }

    /** The lines without colours, each of which fits. */
    List<String> lines() {
        List<String> lines = plain().lines().toList();
        assertThat(lines).allSatisfy(l -> assertThat(DisplayWidth.of(l)).isLessThanOrEqualTo(terminal.width()));
        return lines;
    }
}
