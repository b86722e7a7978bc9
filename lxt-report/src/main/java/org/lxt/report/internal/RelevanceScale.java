package org.lxt.report.internal;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lxt.explain.TokenRelevance;
import org.lxt.report.Explained;
import org.lxt.report.SiteRelevance;

/**
 * How relevance becomes colour: linearly up to a limit, on both sides alike, so that zero has no colour and the same
 * strength for and against looks the same.
 *
 * @param limit relevance of the strongest colour; what lies beyond is clipped
 */
public record RelevanceScale(double limit) {
    /**
     * Fitted to the ordinary tokens: special tokens and the first one, on which attention rests where it has nothing to
     * look at, often collect more than all others together and would leave them pale.
     */
    public static RelevanceScale fitted(List<TokenRelevance> tokens) {
        double ordinary = tokens.stream()
                .filter(t -> ordinary(tokens).test(t.index()))
                .mapToDouble(t -> Math.abs(t.relevance()))
                .max()
                .orElse(0);
        return ordinary > 0 ? of(DoubleStream.of(ordinary)) : full(tokens);
    }

    /** Up to the largest relevance there is: nothing is clipped. */
    public static RelevanceScale full(List<TokenRelevance> tokens) {
        return of(tokens.stream().mapToDouble(TokenRelevance::relevance));
    }

    /**
     * As {@link #fitted(List)}, for hidden states; besides, without those of the explained position, where the whole value
     * still stands in one place.
     */
    public static RelevanceScale fitted(Explained e) {
        IntPredicate ordinary = ordinary(e.tokens()).and(i -> i != e.position());
        RelevanceScale fitted = of(e.latent().stream()
                .flatMapToDouble(s ->
                        IntStream.range(0, e.tokens().size()).filter(ordinary).mapToDouble(s.relevance()::get)));
        return fitted.limit() > Double.MIN_NORMAL ? fitted : fullOfSites(e.latent());
    }

    /** As {@link #full(List)}, for hidden states. */
    public static RelevanceScale fullOfSites(List<SiteRelevance> sites) {
        return of(sites.stream().flatMapToDouble(s -> s.relevance().stream().mapToDouble(Double::doubleValue)));
    }

    private static RelevanceScale of(DoubleStream relevance) {
        return new RelevanceScale(
                Math.max(Double.MIN_NORMAL, relevance.map(Math::abs).max().orElse(0)));
    }

    private static IntPredicate ordinary(List<TokenRelevance> tokens) {
        return i -> i > 0 && !tokens.get(i).special();
    }

    /** From -1 (strongest against) to 1 (strongest for). */
    public double strength(double relevance) {
        return Math.clamp(relevance / limit, -1, 1);
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
