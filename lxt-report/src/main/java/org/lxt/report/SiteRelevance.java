package org.lxt.report;

import java.util.List;

/**
 * Relevance of the hidden states at one site of the model.
 *
 * @param site path, such as {@code layers.3}: the state entering that layer
 * @param relevance one number a token
 */
public record SiteRelevance(String site, List<Double> relevance) {
    /** Refuses numbers that are not finite. */
    public SiteRelevance {
        relevance = List.copyOf(relevance);
        Finite.requireAll(relevance, "the relevance of " + site);
    }
}
