// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.terminal;

import java.io.PrintWriter;
import java.util.Locale;
import org.lxt.report.terminal.TerminalText;

/** Prints named facts, one per line, the names in a column of their own. */
public final class Columns {
    private static final int NAME = 14;

    private final PrintWriter out;

    public Columns(PrintWriter out) {
        this.out = out;
    }

    public void fact(String name, String value) {
        out.println(String.format(Locale.ROOT, "%-" + NAME + "s %s", name, TerminalText.visible(value)));
    }

    public void more(String value) {
        fact("", value);
    }
}
