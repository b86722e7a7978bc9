// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/**
 * An entry of an output: a token the model may say next, a class, a token of the prompt.
 *
 * @param id token id, or the number of the entry; {@link #SEVERAL} for several entries together
 * @param text what it stands for
 * @param logit its logit
 * @param probability its share under softmax over all entries, or its own under sigmoid where several classes may be right;
 *     NaN where the entries stand for no probability
 */
public record Candidate(int id, String text, double logit, double probability) {
    /** The id of several entries together. */
    public static final int SEVERAL = -1;

    /** As plain data, as {@code target} in {@code docs/json.md}: without a probability where there is none. */
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
