// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import java.util.List;

/**
 * Where relevance lies after each of several passes over an answer: on the prompt what all passes so far put there, on a token of
 * the answer what the last of them did, and what an earlier one did and could not pass on.
 *
 * @param answer index of the first token of the answer
 * @param hops the passes, in their order
 */
public record HopAccount(int answer, List<Hop> hops) {
    /** Copies the list. */
    public HopAccount {
        hops = List.copyOf(hops);
    }

    /**
     * Whether what a pass put on a token still lies there after another.
     *
     * @param pass index of the pass
     * @param after index of the same or a later one
     */
    public boolean lies(int pass, int token, int after) {
        return pass == after || token < answer || hops.get(pass).kept().contains(token);
    }

    /**
     * The relevance of each token after a pass.
     *
     * @param after index of the pass, 0 for the first
     */
    public double[] tokens(int after) {
        double[] sum = new double[hops.getFirst().relevance().length];
        for (int pass = 0; pass <= after; pass++) {
            double[] found = hops.get(pass).relevance();
            for (int token = 0; token < sum.length; token++) {
                if (lies(pass, token, after)) {
                    sum[token] += found[token];
                }
            }
        }
        return sum;
    }

    /** What lies on the prompt after a pass. */
    public double onPrompt(int after) {
        return sum(after, 0, answer);
    }

    /** What lies on the answer after a pass. */
    public double onAnswer(int after) {
        return sum(after, answer, hops.getFirst().relevance().length);
    }

    private double sum(int after, int from, int to) {
        double[] tokens = tokens(after);
        double sum = 0;
        for (int token = from; token < to; token++) {
            sum += tokens[token];
        }
        return sum;
    }

    /** What was absorbed up to a pass. */
    public double absorbed(int after) {
        return hops.subList(0, after + 1).stream().mapToDouble(Hop::absorbed).sum();
    }
}
