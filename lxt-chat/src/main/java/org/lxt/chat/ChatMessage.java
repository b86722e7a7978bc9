// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.api.Fault;

/**
 * One message of a chat: its fields as a template sees them, at least {@code role}. Most messages have a {@code content};
 * templates for tools know {@code tool_calls} and others.
 *
 * @param fields texts, whole numbers, doubles, booleans, nulls, lists and maps of these, by name
 */
public record ChatMessage(Map<String, @Nullable Object> fields) {
    /** Copies the fields. */
    public ChatMessage {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        if (!(fields.get("role") instanceof String)) {
            throw new ChatException(Fault.CALLER, "a message of a chat needs a text as its 'role', such as user");
        }
    }

    /** A text by who says it: {@code system}, {@code user}, {@code assistant} or another that a template knows. */
    public static ChatMessage of(String role, String content) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("role", role);
        fields.put("content", content);
        return new ChatMessage(fields);
    }

    /** What the model is told beforehand. */
    public static ChatMessage system(String content) {
        return of("system", content);
    }

    /** What somebody says to the model. */
    public static ChatMessage user(String content) {
        return of("user", content);
    }

    /** What the model said. */
    public static ChatMessage assistant(String content) {
        return of("assistant", content);
    }
}
