// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a named part of a prompt lies among the tokens.
 *
 * @param name what it is called; others may be called the same
 * @param start where it begins in the prompt's text, in UTF-16 units; 0 for prompts of ids
 * @param end where it ends
 * @param firstToken index of its first token
 * @param endToken index of the token after its last; {@code firstToken} if no token is its own
 */
public record SegmentSpan(String name, int start, int end, int firstToken, int endToken) {
    /** Whether a token is part of it. */
    public boolean holds(int token) {
        return firstToken <= token && token < endToken;
    }

    /** As plain data, an entry of {@code segments} in {@code docs/json.md}. */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("start", start);
        map.put("end", end);
        map.put("first_token", firstToken);
        map.put("end_token", endToken);
        return map;
    }
}
