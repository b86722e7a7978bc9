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

    /** Relevance that adds up to the difference of the explained value from that at a baseline, up to an error. */
    static Relevance of(double value, double[] features, double atBaseline) {
        double sum = 0;
        for (double feature : features) {
            sum += feature;
        }
        return new Found(value, features, Optional.of(new Convergence(atBaseline, value, sum)));
    }
}
