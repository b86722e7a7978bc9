// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.text;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text as a line of a log shows it. */
public final class Quoted {
    /** Characters that are shown of a text, and words of a prompt. */
    public static final int LONGEST = 80;

    private Quoted() {}

    /** In quotation marks, on one line and of bounded length; what would steer a terminal is shown by its code. */
    public static String of(@Nullable String text) {
        StringBuilder shown = new StringBuilder("\"");
        String whole = String.valueOf(text);
        boolean cut = whole.codePointCount(0, whole.length()) > LONGEST;
        String part = cut ? whole.substring(0, whole.offsetByCodePoints(0, LONGEST)) : whole;
        part.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE -> shown.append(code(c));
                default -> shown.appendCodePoint(c);
            }
        });
        return shown + "\"" + (cut ? "..." : "");
    }

    /** A text and its relevance. */
    public static String with(String text, double relevance) {
        return of(text) + " " + number(relevance);
    }

    /** A relevance. */
    public static String number(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }

    private static String code(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, "\\u%04x", c);
        };
    }
}
