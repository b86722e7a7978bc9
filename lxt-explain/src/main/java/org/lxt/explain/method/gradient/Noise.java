// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.gradient;

import java.util.Random;

/** What is added to an input to see whether its explanation holds. */
public interface Noise {
    /**
     * The noise of a sample.
     *
     * @param sample index of the sample
     * @param size how many values the input has
     */
    double[] of(int sample, int size);

    /**
     * Normally distributed noise of mean 0, the same for the same seed.
     *
     * @param deviation its standard deviation, in units of the input
     */
    static Noise normal(double deviation, long seed) {
        if (!(deviation >= 0) || Double.isInfinite(deviation)) {
            throw new IllegalArgumentException("the standard deviation of noise is 0 or positive, not " + deviation);
        }
        return new Noise() {
            @Override
            public double[] of(int sample, int size) {
                Random random = new Random(seed + 0x9E3779B97F4A7C15L * (sample + 1));
                double[] noise = new double[size];
                for (int i = 0; i < size; i++) {
                    noise[i] = deviation * random.nextGaussian();
                }
                return noise;
            }

            @Override
            public String toString() {
                return seed == 0 ? String.valueOf(deviation) : deviation + ", " + seed;
            }
        };
    }
}
