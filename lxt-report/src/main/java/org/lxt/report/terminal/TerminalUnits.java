// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import java.util.List;
import org.lxt.report.Explained;
import org.lxt.report.internal.scale.RankedUnits;

/** Prints the strongest units with their relevance, and where they are strongest. */
final class TerminalUnits {
    private static final int LONGEST_NAME = 48;

    private final Terminal terminal;

    TerminalUnits(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(Explained e, int limit) {
        List<RankedUnits> shown = RankedUnits.of(e, limit);
        terminal.prose("the strongest of " + RankedUnits.counted(e) + ", largest relevance first", 0);
        int name = shown.stream().mapToInt(u -> u.name().length()).max().orElse(0);
        int room = Math.clamp(terminal.width() - 24, 8, LONGEST_NAME);
        int width = Math.min(name, room);
        for (RankedUnits unit : shown) {
            String number = TerminalRows.number(unit.sum().relevance());
            String label = DisplayWidth.padded(TerminalText.visible(shortened(unit.name(), width)), width);
            String line = label + "  " + " ".repeat(Math.max(0, 9 - number.length())) + number;
            String where = "  at " + unit.sum().token() + " " + TerminalText.quoted(unit.token());
            String there = ", activation " + TerminalRows.number(unit.sum().activation());
            boolean fits = DisplayWidth.of(line + where) <= terminal.width();
            boolean fitsAll = DisplayWidth.of(line + where + there) <= terminal.width();
            terminal.line(line + (fitsAll ? where + there : fits ? where : ""));
        }
    }

    /** The end of a name says more than its beginning. */
    private static String shortened(String name, int width) {
        return name.length() <= width ? name : "..." + name.substring(name.length() - width + 3);
    }
}
