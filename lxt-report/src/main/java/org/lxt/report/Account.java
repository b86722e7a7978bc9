package org.lxt.report;

import java.util.List;

/**
 * The account of one explanation: the explained value is the relevance of the tokens plus what was absorbed on the way.
 *
 * @param value the explained value
 * @param inputs relevance of all tokens together
 * @param entries what each operation absorbed, in the order of the backward pass
 */
public record Account(double value, double inputs, List<Booking> entries) {
    private static final double ROUNDING = 1e-4;

    /** Refuses numbers that are not finite, or whose sum is not. */
    public Account {
        entries = List.copyOf(entries);
        Finite.require(value, "the explained value of the ledger");
        Finite.require(inputs, "the relevance at the tokens in the ledger");
        Finite.require(turnover(value, inputs, entries), "the turnover of the ledger");
    }

    private static double turnover(double value, double inputs, List<Booking> entries) {
        return Math.abs(value)
                + Math.abs(inputs)
                + entries.stream().mapToDouble(e -> Math.abs(e.amount())).sum();
    }

    /** Everything absorbed. */
    public double absorbed() {
        return entries.stream().mapToDouble(Booking::amount).sum();
    }

    /** What is left over: rounding, unless an operation has a wrong gradient. */
    public double error() {
        return value - inputs - absorbed();
    }

    /** Whether what is left over is no more than rounding. */
    public boolean closes() {
        return Math.abs(error()) <= ROUNDING * turnover();
    }

    /** The scale of {@link #error}: all entries, the value and the inputs, each without its sign. */
    public double turnover() {
        return turnover(value, inputs, entries);
    }
}
