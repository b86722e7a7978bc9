package org.lxt.report.json;

import java.util.Locale;

/**
 * Escapes what JSON allows in a string but a file or a reader does not bear: lone surrogates cannot be encoded, and
 * control, format and bidirectional characters could make a terminal or an editor show something else than what is there.
 * They occur in strings only, never between them, so the whole text can be escaped at once.
 */
final class JsonEscapes {
    private JsonEscapes() {}

    static String escape(String json) {
        StringBuilder safe = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(c -> {
            if (needed(c)) {
                for (char unit : Character.toChars(c)) {
                    safe.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    private static boolean needed(int c) {
        if (c < 0x7f) {
            return false; // Jackson has escaped the control characters; the others here are its own line ends
        }
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
