// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.terminal;

import java.util.Locale;
import java.util.Map;
import org.lxt.report.terminal.TerminalColors;
import org.lxt.report.terminal.TerminalColors.Depth;

/** When the terminal is coloured. */
public enum ColorChoice {
    /** If it is a terminal with colours, and nothing in the environment forbids them. */
    AUTO,
    /** Whatever the terminal is. */
    ALWAYS,
    /** Not at all. */
    NEVER;

    /** The colours, given what was asked for and what the environment says about the terminal. */
    public TerminalColors of(Map<String, String> environment, boolean isTerminal) {
        String term = environment.getOrDefault("TERM", "");
        boolean unwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty() || !isTerminal || hasNoColors(term);
        if (this == NEVER || (this == AUTO && unwanted)) {
            return TerminalColors.NONE;
        }
        return new TerminalColors(depth(term, environment), isDark(environment));
    }

    /** Paper, terminals of one colour, and those whose name says so. */
    private static boolean hasNoColors(String term) {
        return term.matches("dumb|vt\\d+.*|.*-m(ono)?");
    }

    private static Depth depth(String term, Map<String, String> environment) {
        String colors = environment.getOrDefault("COLORTERM", "").toLowerCase(Locale.ROOT);
        boolean modern = environment.containsKey("WT_SESSION") // the terminal of Windows
                || term.endsWith("-direct")
                || term.matches("xterm-(kitty|ghostty)|alacritty|foot|wezterm");
        if (colors.equals("truecolor") || colors.equals("24bit") || modern) {
            return Depth.TRUE_COLOR;
        }
        return term.contains("256color") ? Depth.PALETTE : Depth.BASIC;
    }

    /** Some terminals report the numbers of their foreground and background; most are dark. */
    private static boolean isDark(Map<String, String> environment) {
        String colors = environment.getOrDefault("COLORFGBG", "");
        String background = colors.substring(colors.lastIndexOf(';') + 1);
        return !background.matches("7|9|1[0-5]");
    }
}
