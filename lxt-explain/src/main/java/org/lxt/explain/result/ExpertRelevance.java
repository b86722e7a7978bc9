// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import org.lxt.tensor.Site;

/**
 * Relevance of one expert in one layer with a mixture of experts.
 *
 * <p>It is the relevance of what the expert added to the hidden state, its output times its routing weight, summed over
 * tokens; so the experts of a layer together have the relevance of the mixture's output. Under AttnLRP half of it goes on
 * into the expert and half into its routing weight.
 *
 * @param site the mixture, such as {@code layers.3.mlp.experts}
 * @param expert index of the expert
 * @param tokens how many tokens, of those that the explained value depends on, were routed to it
 * @param relevance its relevance
 */
public record ExpertRelevance(Site site, int expert, int tokens, double relevance) {
    /** As plain data, as an entry of {@code experts} in {@code docs/json.md}. */
    @JsonValue
    public Map<String, Object> toMap() {
        return PlainData.of(this);
    }
}
