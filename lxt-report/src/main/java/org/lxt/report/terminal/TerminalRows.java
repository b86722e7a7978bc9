// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import java.util.Locale;
import org.lxt.report.internal.scale.RelevanceScale;
import org.lxt.report.internal.scale.Rows;

/** Tokens and words as a terminal counts and numbers them. */
final class TerminalRows {
    private TerminalRows() {}

    /** Such as {@code the 12 most relevant of 60 tokens}. */
    static String counted(Rows rows, int shown) {
        int all = rows.all().size();
        String noun = rows.noun();
        if (shown == all) {
            return shown == 1 ? "the only " + noun : "all " + shown + " " + noun + "s";
        }
        return "the " + (shown == 1 ? "" : shown + " ") + "most relevant of " + all + " " + noun + "s";
    }

    /** Where a scale ends. */
    static String limit(RelevanceScale scale) {
        return number(scale.limit()).substring(1);
    }

    /** Relevance in ten columns at most, with its sign if it has one. */
    static String relevance(double relevance, boolean signed) {
        String number = number(relevance);
        return signed || relevance < 0 ? number : number.substring(1);
    }

    /** A number that takes ten columns at most. */
    static String number(double relevance) {
        double size = Math.abs(relevance);
        boolean far = size >= 1e4 || (size > 0 && size < 5e-5);
        return String.format(Locale.ROOT, far ? "%+.2e" : "%+.4f", relevance);
    }

    /** A bar as long as its relevance is strong. */
    static String bar(Terminal terminal, RelevanceScale scale, double relevance, int longest) {
        double strength = scale.strength(relevance);
        int length = (int) Math.round(Math.abs(strength) * longest);
        String bar = (strength < 0 ? "-" : scale.signed() ? "+" : "#").repeat(length);
        if (scale.clips(relevance) && length > 0) {
            bar = bar.substring(1) + ">";
        }
        return terminal.colors().paint(bar, strength);
    }
}
