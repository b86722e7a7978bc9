// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal;

import java.util.Locale;

/** Numbers as reports print them: four decimals where that says enough, and a proper minus sign. */
public final class Figures {
    /** An amount that is more times its whole than this says nothing of it. */
    private static final double MOST = 1000;

    private Figures() {}

    /** Relevance, with its sign. */
    public static String signed(double value) {
        return minus(String.format(Locale.ROOT, wide(value) ? "%+.3e" : "%+.4f", value));
    }

    /** Relevance, with its sign if it has one. */
    public static String relevance(double value, boolean signed) {
        return signed ? signed(value) : plain(value);
    }

    /** A logit or another amount, with a sign only where it is negative. */
    public static String plain(double value) {
        return minus(String.format(Locale.ROOT, wide(value) ? "%.3e" : "%.4f", value));
    }

    /** A share in per cent; empty where there is none. */
    public static String percent(double share) {
        return Double.isNaN(share) ? "" : minus(String.format(Locale.ROOT, "%.1f%%", 100 * share));
    }

    /**
     * An amount as part of another, such as {@code +40.8%}; or, if it is larger than the whole, such as {@code +4.1
     * times}. Empty if the whole is zero, or nearly so.
     */
    public static String share(double part, double whole) {
        double share = part / whole;
        if (!(Math.abs(share) <= MOST)) {
            return "";
        }
        boolean times = Math.abs(share) > 1;
        return minus(String.format(Locale.ROOT, times ? "%+.1f times" : "%+.1f%%", times ? share : 100 * share));
    }

    /** The same in words, such as {@code +40.8% of the value} or {@code +4.1 times the value}. */
    public static String shareOf(double part, double whole, String name) {
        String share = share(part, whole);
        return share.isEmpty() ? "" : share + (share.endsWith("%") ? " of " : " ") + name;
    }

    private static boolean wide(double value) {
        double size = Math.abs(value);
        return size >= 1e6 || (size > 0 && size < 1e-4);
    }

    private static String minus(String figure) {
        return figure.replace('-', '\u2212');
    }
}
