package org.lxt.report.internal.scale;

import java.util.stream.DoubleStream;

/**
 * How relevance becomes colour: linearly up to a limit, on both sides alike, so that zero has no colour and the same
 * strength for and against looks the same.
 *
 * @param limit relevance of the strongest colour, 0 where there is none; what lies beyond is clipped
 */
public record RelevanceScale(double limit) {
    /**
     * Fitted to the ordinary tokens: special tokens and the first one, on which attention rests where it has nothing to
     * look at, often collect more than all others together and would leave them pale.
     */
    public static RelevanceScale fitted(Rows rows) {
        double ordinary = rows.all().stream()
                .filter(r -> !r.resting())
                .mapToDouble(r -> Math.abs(r.relevance()))
                .max()
                .orElse(0);
        return ordinary > 0 ? of(DoubleStream.of(ordinary)) : full(rows);
    }

    /** Up to the largest relevance there is: nothing is clipped. */
    public static RelevanceScale full(Rows rows) {
        return of(rows.all().stream().mapToDouble(Rows.Row::relevance));
    }

    /**
     * As {@link #fitted}, for hidden states; also without those at the explained position, where the whole value is
     * still in one place.
     */
    public static RelevanceScale fittedToSites(Rows rows) {
        RelevanceScale fitted = of(rows.latent().stream()
                .flatMapToDouble(s -> rows.all().stream()
                        .filter(r -> !r.resting() && !r.answering())
                        .mapToDouble(r -> s.at(r.index()))));
        return fitted.limit() > 0 ? fitted : fullOfSites(rows);
    }

    /** As {@link #full}, for hidden states. */
    public static RelevanceScale fullOfSites(Rows rows) {
        return of(rows.latent().stream().flatMapToDouble(s -> DoubleStream.of(s.relevance())));
    }

    /** A scale that ends at the largest of these in size. */
    public static RelevanceScale of(DoubleStream relevance) {
        return new RelevanceScale(relevance.map(Math::abs).max().orElse(0));
    }

    /** From -1 (strongest against) to 1 (strongest for). */
    public double strength(double relevance) {
        return limit > 0 ? Math.clamp(relevance / limit, -1, 1) : 0;
    }

    /** The level of {@link ColorScale}. */
    public int level(double relevance) {
        return (int) Math.round(strength(relevance) * ColorScale.LEVELS);
    }

    /** Whether the colour says less than the number. */
    public boolean clips(double relevance) {
        return Math.abs(relevance) > limit;
    }
}
