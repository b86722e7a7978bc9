// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.words;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One word of the prompt and its relevance.
 *
 * @param index place among the words, from 0
 * @param firstToken index of its first token
 * @param lastToken index of its last token
 * @param text its text, with the white space that leads it unless the tokenizer leaves that out of its tokens; joined from
 *     the texts of its tokens where the prompt was given as ids
 * @param start where it begins in the prompt's text, in UTF-16 units; 0 for special tokens and prompts of ids
 * @param end where it ends
 * @param special whether it is a special token, such as a begin-of-text mark
 * @param relevance sum of its tokens' relevance, in units of the logit
 */
public record WordRelevance(
        int index, int firstToken, int lastToken, String text, int start, int end, boolean special, double relevance) {
    /** As plain data, as an entry of {@code words} in {@code docs/json.md}. */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("first_token", firstToken);
        map.put("last_token", lastToken);
        map.put("text", text);
        map.put("start", start);
        map.put("end", end);
        map.put("special", special);
        map.put("relevance", relevance);
        return map;
    }
}
