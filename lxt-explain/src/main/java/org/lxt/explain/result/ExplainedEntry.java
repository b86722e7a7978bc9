// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of an output that was explained, by itself or as a summand with others, such as a token of an answer.
 *
 * @param position index of the token at whose output it stands; of a token of an answer, the one before it
 * @param weight how often it counts in the explained sum
 * @param target the token or class with its logit
 * @param value its logit, its advantage or its log-probability, without the weight
 * @param contrast what it was compared with, if it was
 * @param candidates the entries with the largest logits there, largest first
 */
public record ExplainedEntry(
        int position,
        double weight,
        Candidate target,
        double value,
        Optional<Contrast> contrast,
        List<Candidate> candidates) {
    /** Copies the list. */
    public ExplainedEntry {
        candidates = List.copyOf(candidates);
    }

    /** As plain data, an entry of {@code explained} in {@code docs/json.md}. */
    @JsonValue
    public Map<String, Object> toMap() {
        return PlainData.of(this);
    }

    /** Several entries as one: their texts, and the weighted sum of their logits. */
    static Candidate together(List<ExplainedEntry> entries) {
        double logit = entries.stream()
                .mapToDouble(e -> e.weight() * e.target().logit())
                .sum();
        // Tokens that follow each other are a text; others are told apart.
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < entries.size(); i++) {
            boolean follows =
                    i > 0 && entries.get(i).position() == entries.get(i - 1).position() + 1;
            text.append(i == 0 || follows ? "" : " + ")
                    .append(entries.get(i).target().text());
        }
        return new Candidate(Candidate.SEVERAL, text.toString(), logit, Double.NaN);
    }
}
