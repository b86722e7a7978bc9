// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.generate;

import java.util.Arrays;
import org.lxt.explain.request.Sampling;

/**
 * The probabilities that tokens are drawn by, equal to the softmax of what {@code TemperatureLogitsWarper},
 * {@code TopKLogitsWarper} and {@code TopPLogitsWarper} of transformers make of logits, in this order.
 */
final class SampledTokens {
    private SampledTokens() {}

    /** The probabilities, 0 for what is left out. */
    static double[] probabilities(double[] logits, Sampling sampling) {
        double[] scores = tempered(logits, sampling.temperature());
        if (sampling.topK().isPresent() || sampling.topP().isPresent()) {
            leaveOut(scores, sampling);
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i]);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
        return scores;
    }

    /** Relative to the largest before the division, so that no temperature makes infinite numbers of several. */
    private static double[] tempered(double[] logits, double temperature) {
        double max = Arrays.stream(logits).max().orElseThrow();
        return Arrays.stream(logits).map(x -> (x - max) / temperature).toArray();
    }

    private static void leaveOut(double[] scores, Sampling sampling) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        int first = 0;
        if (sampling.topK().isPresent()) {
            first = firstOfLargest(sorted, sampling.topK().getAsInt());
        }
        if (sampling.topP().orElse(1) < 1) {
            first = firstOfMass(sorted, first, sampling.topP().getAsDouble());
        }
        double least = sorted[first];
        int equals = 0;
        while (first - equals > 0 && sorted[first - equals - 1] == least) {
            equals++;
        }
        for (int i = 0; i < scores.length; i++) {
            // of equals the later stay, as where torch sorts them
            boolean isOut = scores[i] < least || (scores[i] == least && equals-- > 0);
            if (isOut) {
                scores[i] = Double.NEGATIVE_INFINITY;
            }
        }
    }

    /** Where the k largest begin, with those that equal the least of them. */
    private static int firstOfLargest(double[] sorted, int k) {
        int first = sorted.length - Math.min(k, sorted.length);
        while (first > 0 && sorted[first - 1] == sorted[first]) {
            first--;
        }
        return first;
    }

    /** Where those begin without which less than the mass is left: the less probable have at most the rest of it together. */
    private static int firstOfMass(double[] sorted, int first, double mass) {
        double sum = 0;
        for (int i = first; i < sorted.length; i++) {
            sum += Math.exp(sorted[i]);
        }
        double left = 0;
        for (int i = first; i < sorted.length - 1; i++) {
            left += Math.exp(sorted[i]) / sum;
            if (left > 1 - mass) {
                return i;
            }
        }
        return sorted.length - 1;
    }
}
