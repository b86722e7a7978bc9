package org.lxt.report.internal;

import java.util.Locale;

/** Numbers as reports print them: four decimals where that says enough, and a proper minus sign. */
public final class Figures {
    private Figures() {}

    /** Relevance, with its sign. */
    public static String signed(double value) {
        return minus(String.format(Locale.ROOT, wide(value) ? "%+.3e" : "%+.4f", value));
    }

    /** A logit or another amount, with a sign only where it is negative. */
    public static String plain(double value) {
        return minus(String.format(Locale.ROOT, wide(value) ? "%.3e" : "%.4f", value));
    }

    /** A share in per cent; empty where there is none. */
    public static String percent(double share) {
        return Double.isNaN(share) ? "" : minus(String.format(Locale.ROOT, "%.1f%%", 100 * share));
    }

    /** An amount as part of another; empty where there is nothing to be a part of. */
    public static String share(double part, double whole) {
        double share = part / whole;
        return Double.isFinite(share) ? minus(String.format(Locale.ROOT, "%+.1f%%", 100 * share)) : "";
    }

    private static boolean wide(double value) {
        double size = Math.abs(value);
        return size >= 1e6 || (size > 0 && size < 1e-4);
    }

    private static String minus(String figure) {
        return figure.replace('-', '\u2212');
    }
}
