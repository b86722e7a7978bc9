// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.request;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A named part of a prompt, such as a document, a question or a message of a chat.
 *
 * @param name what it is called; others may be called the same
 * @param start where it begins: a character (UTF-16 unit) of a text, a token of a prompt of ids
 * @param end where the next character or token is that is no part of it
 */
public record Segment(String name, int start, int end) {
    /** Refuses a range that holds nothing. */
    public Segment {
        if (start < 0 || end <= start) {
            throw new ExplainException("the segment '" + name + "' goes from " + start + " to " + end
                    + ", which holds nothing; a segment begins at 0 or later and ends after its beginning");
        }
    }

    /** The same part in a text that has more before it. */
    Segment movedBy(int characters) {
        return new Segment(name, start + characters, end + characters);
    }

    /** As plain data, an entry of {@code segments} of a request in {@code docs/json.md}. */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("start", start);
        map.put("end", end);
        return map;
    }
}
