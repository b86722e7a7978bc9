package org.lxt.report;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.lxt.explain.result.Closing;

/**
 * The account of one explanation: the explained value is the relevance of the tokens plus what was absorbed on the way.
 *
 * @param value the explained value
 * @param inputs relevance of all tokens together
 * @param entries what each operation absorbed, in the order of the backward pass
 */
public record Account(double value, double inputs, List<Booking> entries) {
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

    /** The account of an attribution. */
    public static Account of(Closing closing) {
        List<Booking> entries = closing.entries().stream()
                .map(e -> new Booking(
                        e.site().path(), e.operation(), e.cause().name().toLowerCase(Locale.ROOT), e.amount()))
                .toList();
        return new Account(closing.value(), closing.inputs(), entries);
    }

    /**
     * The account in a sentence without its full stop.
     *
     * @param places what relevance reached at last, such as tokens
     * @param figure how an amount is written
     */
    public String inWords(String places, DoubleFunction<String> figure) {
        String explained = figure.apply(value) + " explained";
        String reached = figure.apply(inputs) + " at the " + places;
        if (!closes()) {
            return explained + ", but " + reached + " and " + figure.apply(absorbed()) + " absorbed, so "
                    + figure.apply(error())
                    + " is missing: an operation of this model has a wrong gradient; do not rely on these numbers";
        }
        return explained + " = " + reached + (absorbed() < 0 ? " - " : " + ") + figure.apply(Math.abs(absorbed()))
                + " absorbed; nothing is missing";
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
        return Closing.isRounding(error(), turnover());
    }

    /** The scale of {@link #error}: all entries, the value and the inputs, each without its sign. */
    public double turnover() {
        return turnover(value, inputs, entries);
    }
}
