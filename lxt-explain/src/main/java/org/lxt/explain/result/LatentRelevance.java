package org.lxt.explain.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import org.lxt.tensor.Site;

/**
 * Relevance of a hidden state.
 *
 * @param site where in the model, such as {@code layers.3}: the state entering that layer; the last site is the output of
 *     the last layer
 * @param relevance for each token, of an image the class token first and then each patch; 0 where the state was not computed because nothing explained depends on it
 */
public record LatentRelevance(Site site, double[] relevance) {
    /** As plain data, as an entry of {@code latent} in {@code docs/json.md}. */
    @JsonValue
    public Map<String, Object> toMap() {
        return PlainData.of(this);
    }

    /** In a few words. */
    @Override
    public String toString() {
        return InWords.of(this);
    }
}
