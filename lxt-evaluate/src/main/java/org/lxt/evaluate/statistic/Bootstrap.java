// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.statistic;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Intervals of a mean by drawing values again and again, bias-corrected and accelerated (BCa). The same values, in the same
 * order, with the same seed give the same interval.
 *
 * @param draws how often as many values are drawn as there are
 * @param confidence how often such an interval holds the mean of all prompts there could be, such as 0.95
 * @param seed of the draws
 * @see <a href="https://doi.org/10.1080/01621459.1987.10478410">Efron, Better Bootstrap Confidence Intervals, 1987</a>
 */
public record Bootstrap(int draws, double confidence, long seed) {
    /** 10,000 draws, 95 %. */
    public static final Bootstrap USUAL = new Bootstrap(10_000, 0.95, 0);

    /** Checks the settings. */
    public Bootstrap {
        if (draws < 1) {
            throw new IllegalArgumentException("a bootstrap needs at least 1 draw, not " + draws);
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("a confidence lies between 0 and 1, not at " + confidence);
        }
    }

    /** The same with another seed. */
    public Bootstrap seed(long value) {
        return new Bootstrap(draws, confidence, value);
    }

    /**
     * The mean of values with its interval. A single value, or values that are all the same, are an interval of no width.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Interval mean(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("there is no mean of no values");
        }
        double mean = Arrays.stream(values).sum() / values.length;
        if (Arrays.stream(values).allMatch(v -> v == values[0])) {
            return new Interval(values[0], values[0], values[0], values.length);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[draws];
        for (int d = 0; d < draws; d++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[random.nextInt(values.length)];
            }
            means[d] = sum / values.length;
        }
        return interval(values, mean, means);
    }

    /** The interval that means of draws give, which are sorted here. */
    Interval interval(double[] values, double mean, double[] means) {
        Arrays.sort(means);
        double below = 0;
        for (double m : means) {
            below += m < mean ? 1 : m == mean ? 0.5 : 0;
        }
        double bias = Normal.quantile(below / means.length);
        double skew = acceleration(values, mean);
        double tail = (1 - confidence) / 2;
        return new Interval(
                mean,
                quantile(means, corrected(tail, bias, skew)),
                quantile(means, corrected(1 - tail, bias, skew)),
                values.length);
    }

    private static double corrected(double share, double bias, double skew) {
        double z = bias + Normal.quantile(share);
        return Normal.below(bias + z / (1 - skew * z));
    }

    /** From the means without one value each, which differ from their own mean by as much as the value, divided. */
    private static double acceleration(double[] values, double mean) {
        double squares = 0;
        double cubes = 0;
        for (double v : values) {
            double influence = v - mean;
            squares += influence * influence;
            cubes += influence * influence * influence;
        }
        return cubes / (6 * Math.pow(squares, 1.5));
    }

    /** Between two draws, as numpy's default. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = Math.clamp((long) Math.floor(place), 0, sorted.length - 1);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
