// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.json;

import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes trees and plain Java values as JSON. What JSON allows in a string but a file or a reader does not bear is escaped:
 * lone surrogates cannot be encoded, and control, format and bidirectional characters could make a terminal or an editor
 * show something else than what is there.
 */
public final class JsonText {
    private static final JsonMapper LINES = JsonMapper.builder().build();
    private static final JsonMapper INDENTED =
            LINES.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonText() {}

    /** An empty object to fill. */
    public static ObjectNode object() {
        return LINES.createObjectNode();
    }

    /** {@link #object} by a name that needs no quotes in Kotlin and Scala. */
    public static ObjectNode newObject() {
        return object();
    }

    /** A value on one line, without a line end. */
    public static String line(Object value) {
        return escape(LINES.writeValueAsString(value));
    }

    /** A value on several lines, without a line end after the last. */
    public static String indented(Object value) {
        return escape(INDENTED.writeValueAsString(value));
    }

    /** Such characters occur in strings only, never between them, so the whole text can be escaped at once. */
    private static String escape(String json) {
        if (json.chars().noneMatch(c -> c >= 0x7f)) {
            return json;
        }
        StringBuilder safe = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(c -> {
            // The control characters below are escaped already, and line ends between values are not part of a string.
            if (c >= 0x7f && isHidden(c)) {
                for (char unit : Character.toChars(c)) {
                    safe.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
