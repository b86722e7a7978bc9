// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Map;
import org.lxt.tensor.Site;

/**
 * Relevance of a hidden state. Two with the same site and numbers are equal.
 *
 * @param site where in the model, such as {@code layers.3}: the state entering that layer; the last site is the output of
 *     the last layer
 * @param relevance for each token, of an image the class token first and then each patch; 0 where the state was not computed
 *     because nothing explained depends on it
 */
public record LatentRelevance(Site site, double[] relevance) {
    /** Copies the numbers, and takes the role off the site: it matters to rules, not to a result. */
    public LatentRelevance {
        site = Site.of(site.path());
        relevance = relevance.clone();
    }

    @Override
    public double[] relevance() {
        return relevance.clone();
    }

    /** Relevance at a token. */
    public double at(int token) {
        return relevance[token];
    }

    /** The number of tokens. */
    public int size() {
        return relevance.length;
    }

    /** As plain data, as an entry of {@code latent} in {@code docs/json.md}. */
    @JsonValue
    public Map<String, Object> toMap() {
        return PlainData.of(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatentRelevance o && site.equals(o.site) && Arrays.equals(relevance, o.relevance);
    }

    @Override
    public int hashCode() {
        return 31 * site.hashCode() + Arrays.hashCode(relevance);
    }

    /** In a few words. */
    @Override
    public String toString() {
        return InWords.of(this);
    }
}
