// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.statistic;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Whether two methods differ on the same prompts: a permutation test of the mean difference. If they did not differ, each
 * difference would as well have had the other sign; the p-value is how often signs at random give a mean as far from 0, two-sided.
 * Of few prompts all signs are tried, otherwise some at random, the same for the same seed.
 *
 * @param draws how many signs at random are tried
 * @param seed of the draws
 * @see <a href="https://doi.org/10.1002/0471721328">Good, Permutation, Parametric, and Bootstrap Tests of Hypotheses, 2005</a>
 */
public record PairedComparison(int draws, long seed) {
    /** 10,000 draws. */
    public static final PairedComparison USUAL = new PairedComparison(10_000, 0);

    /** So many differences have no more than 16,384 signs. */
    private static final int MOST_EXACT = 14;

    /** Sums that are equal but for rounding are equal. */
    private static final double ROUNDING = 1e-12;

    /** The same with another seed. */
    public PairedComparison seed(long value) {
        return new PairedComparison(draws, value);
    }

    /**
     * The p-value, from above 0 to 1.
     *
     * @param differences of the two methods, one for each prompt, at least one
     */
    public double of(double[] differences) {
        double sum = 0;
        double scale = 0;
        for (double d : differences) {
            sum += d;
            scale += Math.abs(d);
        }
        double least = Math.abs(sum) - ROUNDING * scale;
        return differences.length <= MOST_EXACT ? exact(differences, least) : drawn(differences, least);
    }

    private static double exact(double[] differences, double least) {
        int all = 1 << differences.length;
        int asFar = 0;
        for (int signs = 0; signs < all; signs++) {
            double sum = 0;
            for (int i = 0; i < differences.length; i++) {
                sum += (signs >> i & 1) == 0 ? differences[i] : -differences[i];
            }
            asFar += Math.abs(sum) >= least ? 1 : 0;
        }
        return (double) asFar / all;
    }

    /** The signs that are there count as a draw, so that p is never 0. */
    private double drawn(double[] differences, double least) {
        SplittableRandom random = new SplittableRandom(seed);
        int asFar = 1;
        for (int draw = 0; draw < draws; draw++) {
            double sum = 0;
            for (double d : differences) {
                sum += random.nextBoolean() ? d : -d;
            }
            asFar += Math.abs(sum) >= least ? 1 : 0;
        }
        return asFar / (draws + 1.0);
    }

    /**
     * P-values of several tests together, so that all of them are probably right (Holm, 1979).
     *
     * @return as many, in the same order, none smaller than it was
     */
    public static double[] together(double[] each) {
        Integer[] order = new Integer[each.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        Arrays.sort(order, (a, b) -> Double.compare(each[a], each[b]));
        double[] all = new double[each.length];
        double largest = 0;
        for (int i = 0; i < order.length; i++) {
            largest = Math.max(largest, Math.min(1, each[order[i]] * (order.length - i)));
            all[order[i]] = largest;
        }
        return all;
    }
}
