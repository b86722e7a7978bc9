// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.target;

/**
 * The exponentials of a vector of logits added up, computed once for all that reads the vector.
 *
 * @param logOfSum the logarithm of the sum of the exponentials
 */
record Softmax(double logOfSum) {
    static Softmax of(double[] logits) {
        double max = logits[Candidates.largest(logits)];
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit - max);
        }
        return new Softmax(max + Math.log(sum));
    }

    /** The probability of an entry with this logit. */
    double probability(double logit) {
        return Math.exp(logit - logOfSum);
    }

    /**
     * 1 at one entry, less the probability of each: the gradient of that entry's log-probability. Accurate also where its
     * probability is nearly 1; the sum is 0.
     */
    double[] oneHotLess(double[] logits, int entry) {
        double[] result = new double[logits.length];
        double others = 0;
        for (int i = 0; i < logits.length; i++) {
            if (i != entry) {
                double probability = probability(logits[i]);
                result[i] = -probability;
                others += probability;
            }
        }
        result[entry] = others;
        return result;
    }
}
