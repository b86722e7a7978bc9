// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import org.lxt.explain.request.Target;

/**
 * What a target's logit was compared with: the explained value is that logit less the logits of these tokens, and less the
 * mean of the others where that was asked for, as {@link Target#minusMeanOfOthers} defines it.
 *
 * @param tokens the other tokens, each once, in the order they were named
 * @param meanOfOthers whether the mean of all others was subtracted
 */
public record Contrast(List<Candidate> tokens, boolean meanOfOthers) {
    /** Refuses a contrast with nothing. */
    public Contrast {
        tokens = List.copyOf(tokens);
        if (tokens.isEmpty() && !meanOfOthers) {
            throw new IllegalArgumentException("a contrast is with tokens, with the mean of the others, or both");
        }
    }

    /** As plain data, as {@code contrast} in {@code docs/json.md}. */
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
