// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method;

import java.util.Optional;

/** What a method found for one question. */
public interface Relevance {
    /** The explained value. */
    double value();

    /** Relevance of each feature of the input, {@code [rows, columns]} of the question, row by row. */
    double[] features();

    /** What the relevance adds up to, where the method says that it adds up to something. */
    Optional<Convergence> convergence();

    /**
     * Relevance without an account.
     *
     * @param value the explained value
     * @param features relevance of each feature
     */
    static Relevance of(double value, double[] features) {
        return new Found(value, features, Optional.empty());
    }

    /**
     * Relevance of whole tokens, without an account: that of each is shared equally among its numbers. Of an image there is
     * one value for each token of the model; those of tokens before the patches are left out.
     *
     * @param tokens relevance of each token
     */
    static Relevance ofTokens(Asked asked, double[] tokens) {
        return of(asked.value(), Spread.evenly(asked.question(), tokens));
    }

    /** Relevance that adds up to the difference of the explained value from that at a baseline, up to an error. */
    static Relevance of(double value, double[] features, double atBaseline) {
        double sum = 0;
        for (double feature : features) {
            sum += feature;
        }
        return new Found(value, features, Optional.of(new Convergence(atBaseline, value, sum)));
    }
}
