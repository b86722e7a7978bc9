// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.words;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One sentence of a part of the prompt, or of the answer, and its relevance.
 *
 * @param firstToken index of its first token
 * @param lastToken index of its last token
 * @param text its text without the white space around it
 * @param start where it begins in the prompt's text, in UTF-16 units; 0 for prompts of ids
 * @param end where the white space after it ends
 * @param relevance sum of its tokens' relevance, in units of the logit
 * @param words its words, which add up to it
 */
public record SentenceRelevance(
        int firstToken, int lastToken, String text, int start, int end, double relevance, List<WordRelevance> words) {
    /** Copies the list. */
    public SentenceRelevance {
        words = List.copyOf(words);
    }

    /** As plain data, an entry of {@code sentences} in {@code docs/json.md}. */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("first_token", firstToken);
        map.put("last_token", lastToken);
        map.put("text", text);
        map.put("start", start);
        map.put("end", end);
        map.put("relevance", relevance);
        return map;
    }
}
