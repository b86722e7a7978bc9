// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.attention;

import org.lxt.explain.method.LayerAttention;

/** What share of each token's state came from each token of the prompt, layer after layer. */
final class TokenMixing {
    private double[] shares;
    private int[] rows;
    private int tokens;

    /** Before the first layer each state is its token's. */
    TokenMixing(int tokens) {
        this.tokens = tokens;
        this.shares = new double[tokens * tokens];
        this.rows = new int[tokens];
        for (int t = 0; t < tokens; t++) {
            shares[t * tokens + t] = 1;
            rows[t] = t;
        }
    }

    /**
     * Goes through a layer.
     *
     * @param mixed how much of the state of each query came from that of each token, {@code [queries, tokens]}
     */
    void mix(LayerAttention attention, double[] mixed) {
        if (attention.tokens() != tokens || rows.length != tokens) {
            throw new IllegalStateException("the attention at " + attention.site() + " is over " + attention.tokens()
                    + " tokens, the one before over " + rows.length);
        }
        int[] queries = attention.queries();
        double[] next = new double[queries.length * tokens];
        for (int q = 0; q < queries.length; q++) {
            for (int t = 0; t < tokens; t++) {
                double share = mixed[q * tokens + t];
                if (share != 0) {
                    for (int from = 0; from < tokens; from++) {
                        next[q * tokens + from] += share * shares[t * tokens + from];
                    }
                }
            }
        }
        shares = next;
        rows = queries;
    }

    /** The shares of the prompt's tokens in the mean of the states of some tokens. */
    double[] of(int[] targets) {
        double[] mean = new double[tokens];
        for (int target : targets) {
            int row = row(target);
            for (int t = 0; t < tokens; t++) {
                mean[t] += shares[row * tokens + t] / targets.length;
            }
        }
        return mean;
    }

    private int row(int token) {
        for (int r = 0; r < rows.length; r++) {
            if (rows[r] == token) {
                return r;
            }
        }
        throw new IllegalStateException("the last attention has no query of token " + token);
    }
}
