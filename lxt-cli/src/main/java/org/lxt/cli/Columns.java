package org.lxt.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.lxt.report.terminal.TerminalText;

/** Prints named facts, one a line, the names in a column of their own. */
final class Columns {
    private static final int NAME = 14;

    private final PrintWriter out;

    Columns(PrintWriter out) {
        this.out = out;
    }

    void fact(String name, String value) {
        out.println(String.format(Locale.ROOT, "%-" + NAME + "s %s", name, TerminalText.visible(value)));
    }

    void more(String value) {
        fact("", value);
    }
}
