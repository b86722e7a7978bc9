// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

/**
 * How a report is shown as text.
 *
 * @param colors the colours of the terminal, or none
 * @param width columns; no line is wider
 * @param limit how many tokens, words or patches are listed at most
 * @param layers whether relevance at every layer is shown, too
 */
public record TerminalView(TerminalColors colors, int width, int limit, boolean layers) {
    /** How many rows are listed if nothing was asked for. */
    public static final int FEW = 12;

    /** Without colours, for a file or a message. */
    public static final TerminalView PLAIN = new TerminalView(TerminalColors.NONE, 80, FEW, false);
}
