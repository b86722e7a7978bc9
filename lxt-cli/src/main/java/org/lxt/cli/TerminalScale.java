package org.lxt.cli;

import java.util.List;
import java.util.stream.DoubleStream;
import org.lxt.report.internal.scale.Rows;

/**
 * How relevance becomes colour and length: linearly up to a limit, on both sides alike.
 *
 * <p>The limit is fitted to ordinary tokens: special tokens and the first one, on which attention rests where it has nothing
 * to look at, often collect more than all others together and would leave them pale.
 *
 * @param limit relevance of full strength; more is shown as that and marked
 */
record TerminalScale(double limit) {
    static TerminalScale of(List<Rows.Row> rows) {
        double ordinary = largest(rows.stream().filter(r -> !r.resting()).mapToDouble(Rows.Row::relevance));
        return new TerminalScale(ordinary > 0 ? ordinary : largest(rows.stream().mapToDouble(Rows.Row::relevance)));
    }

    /** One for all hidden states, without those of the explained position, where the whole value stands at last. */
    static TerminalScale ofLatent(Rows rows) {
        double ordinary = largest(rows.latent().stream()
                .flatMapToDouble(site -> rows.all().stream()
                        .filter(r -> !r.resting() && !r.answering())
                        .mapToDouble(r -> site.relevance().get(r.index()))));
        return new TerminalScale(
                ordinary > 0
                        ? ordinary
                        : largest(rows.latent().stream()
                                .flatMapToDouble(
                                        site -> site.relevance().stream().mapToDouble(Double::doubleValue))));
    }

    private static double largest(DoubleStream relevance) {
        return relevance.map(Math::abs).max().orElse(0);
    }

    /** From -1 (strongest against) to 1 (strongest for). */
    double strength(double relevance) {
        return limit > 0 ? Math.clamp(relevance / limit, -1, 1) : 0;
    }

    boolean clips(double relevance) {
        return Math.abs(relevance) > limit;
    }
}
