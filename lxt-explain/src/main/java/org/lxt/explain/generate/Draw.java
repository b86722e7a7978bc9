// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.generate;

import java.util.SplittableRandom;
import org.lxt.explain.request.Sampling;

/** Draws tokens by chance. */
final class Draw implements TokenChoice {
    private final Sampling sampling;
    private final SplittableRandom random;

    Draw(Sampling sampling) {
        this.sampling = sampling;
        this.random = new SplittableRandom(sampling.seed());
    }

    @Override
    public int of(double[] logits) {
        return at(random.nextDouble(), SampledTokens.probabilities(logits, sampling));
    }

    /** The first entry up to which the probabilities add up to more than a number below 1. */
    static int at(double number, double[] probabilities) {
        double sum = 0;
        int last = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > 0) {
                last = i;
                sum += probabilities[i];
                if (sum > number) {
                    return i;
                }
            }
        }
        return last; // the sum was rounded to less than the number
    }
}
