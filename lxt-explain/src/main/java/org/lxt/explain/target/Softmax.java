package org.lxt.explain.target;

/** Probabilities of the entries of a vector of logits, accurate also where one of them is nearly 1. */
final class Softmax {
    private Softmax() {}

    /** The logarithm of the sum of the exponentials. */
    static double logOfSum(double[] logits) {
        double max = logits[Candidates.largest(logits)];
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit - max);
        }
        return max + Math.log(sum);
    }

    /** 1 at one entry, less the probability of each: the gradient of that entry's log-probability. Its sum is 0. */
    static double[] oneHotLess(double[] logits, int entry) {
        double logSum = logOfSum(logits);
        double[] result = new double[logits.length];
        double others = 0;
        for (int i = 0; i < logits.length; i++) {
            if (i != entry) {
                double probability = Math.exp(logits[i] - logSum);
                result[i] = -probability;
                others += probability;
            }
        }
        result[entry] = others;
        return result;
    }
}
