// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal.scale;

import java.util.stream.DoubleStream;

/**
 * How relevance becomes colour: linearly up to a limit, on both sides alike, so that zero has no colour and the same
 * strength for and against looks the same.
 *
 * @param limit relevance of the strongest colour, 0 where there is none; what lies beyond is clipped
 * @param signed whether there is relevance against the target, too; if not the scale begins at zero
 */
public record RelevanceScale(double limit, boolean signed) {
    private static final double MOST = 0.99;

    /** A scale with two sides. */
    public RelevanceScale(double limit) {
        this(limit, true);
    }

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
        return ordinary > 0 ? new RelevanceScale(ordinary, rows.signed()) : full(rows);
    }

    /** Up to the largest relevance there is: nothing is clipped. */
    public static RelevanceScale full(Rows rows) {
        return new RelevanceScale(of(rows.all().stream().mapToDouble(Rows.Row::relevance)).limit, rows.signed());
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

    /**
     * One scale for all rows of a matrix, fitted to its ordinary cells: without the columns that {@link #fitted(Rows)} leaves out,
     * and without the one that a row follows, which is often ten times as strong as all others. Of what is left, the strongest
     * hundredth lies beyond the scale.
     */
    public static RelevanceScale fitted(MatrixTable table) {
        RelevanceScale fitted = most(table.lines().stream()
                .flatMapToDouble(line -> table.columns().stream()
                        .filter(c -> !c.resting() && c.index() < line.seen() && !line.isNear(c.index()))
                        .mapToDouble(c -> line.relevance()[c.index()])));
        return fitted.limit() > 0 ? fitted : full(table);
    }

    /** As {@link #full}, one scale for all rows of a matrix. */
    public static RelevanceScale full(MatrixTable table) {
        return of(table.lines().stream().flatMapToDouble(line -> DoubleStream.of(line.relevance())));
    }

    /** For the sums of a matrix's columns: fitted to those of the prompt. */
    public static RelevanceScale fittedToSums(MatrixTable table) {
        double[] sums = table.sums();
        RelevanceScale fitted = most(table.columns().stream()
                .filter(c -> !c.resting() && c.index() < table.answer())
                .mapToDouble(c -> sums[c.index()]));
        return fitted.limit() > 0 ? fitted : of(DoubleStream.of(sums));
    }

    /** A scale beyond which the strongest hundredth lies. */
    public static RelevanceScale most(DoubleStream relevance) {
        double[] sizes = relevance.map(Math::abs).sorted().toArray();
        return new RelevanceScale(sizes.length == 0 ? 0 : sizes[(int) Math.ceil(MOST * (sizes.length - 1))]);
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
