// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.words;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One line of the account of an explanation by parts: what a part of the prompt, the answer or the ledger has of the explained
 * value.
 *
 * @param kind what has it
 * @param name the name of the part, or of what has it otherwise
 * @param tokens how many tokens it is about; 0 for what tokens do not have
 * @param relevance how much, in units of the explained value
 * @param sentences its sentences, which add up to it; none for what is no text in one piece
 * @param hops what it had after each backward pass, where relevance that landed on the answer was passed on; the last of them is
 *     {@code relevance}. Empty if there was a single pass, and for what tokens do not have
 */
public record SegmentLine(
        Kind kind, String name, int tokens, double relevance, List<SentenceRelevance> sentences, List<Double> hops) {
    /** What has relevance. */
    public enum Kind {
        /** A named part of the prompt. */
        SEGMENT,
        /** What is in no named part: special tokens that were added, and the text of a chat template or another layout. */
        TEMPLATE,
        /** The answer that the prompt ends with: its tokens before the explained ones, and after hops what still lies on it. */
        ANSWER,
        /** The ledger, for one cause. */
        ABSORBED,
        /** The baseline of a method that explains a difference from one. */
        BASELINE,
        /** What is left over: rounding, where there is a ledger. */
        REST
    }

    /** Copies the lists. */
    public SegmentLine {
        sentences = List.copyOf(sentences);
        hops = List.copyOf(hops);
    }

    /** As plain data, an entry of {@code lines} in {@code docs/json.md}. */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", kind.name().toLowerCase(Locale.ROOT));
        map.put("name", name);
        map.put("tokens", tokens);
        map.put("relevance", relevance);
        if (!sentences.isEmpty()) {
            map.put(
                    "sentences",
                    sentences.stream().map(SentenceRelevance::toMap).toList());
        }
        if (!hops.isEmpty()) {
            map.put("hops", hops);
        }
        return map;
    }
}
