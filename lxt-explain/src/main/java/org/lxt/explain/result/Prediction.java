// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import org.lxt.explain.request.Target;
import org.lxt.spi.OutputKind;

/**
 * What a model answers, before anybody asks why.
 *
 * @param output the output
 * @param position index of the token that the answer is about; 0 where it is about the whole prompt
 * @param candidates the entries with the largest logits, largest first
 * @param target explains the first of them
 */
public record Prediction(OutputKind output, int position, List<Candidate> candidates, Target target) {
    /** What the label of tokens that are nothing in particular is usually called. */
    private static final String NOTHING = "O";

    /** Copies the list. */
    public Prediction {
        candidates = List.copyOf(candidates);
    }

    /** Whether it says something: any answer but the label {@code O} of a token that is no part of a name. */
    public boolean says() {
        return output.entries() != OutputKind.Entries.LABEL
                || output.place() != OutputKind.Place.EACH_TOKEN
                || !candidates.getFirst().text().equals(NOTHING);
    }

    /** The prediction as plain data: {@code output}, {@code position} and {@code candidates}, as in {@code docs/json.md}. */
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
