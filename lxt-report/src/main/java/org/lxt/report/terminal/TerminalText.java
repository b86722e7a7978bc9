// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import java.util.Locale;
import java.util.stream.Collectors;

/** Text from prompts and files, made safe to print. */
public final class TerminalText {
    private static final char ZERO_WIDTH_NON_JOINER = '\u200c';
    private static final char ZERO_WIDTH_JOINER = '\u200d';
    private static final char TEXT_STYLE = '\ufe0e';
    private static final char EMOJI_STYLE = '\ufe0f';
    private static final String FILLERS = "\u115f\u1160\u3164\uffa0";
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_DIRECTIONAL_ISOLATE = '\u2069';
    private static final String CARRIER = "\u25cc";
    private static final String MORE = "..";

    private TerminalText() {}

    /**
     * Text whose every character takes the room it seems to take. Control characters could move the cursor, colour the
     * terminal or change the direction of what follows: they are shown by their code, as are characters that cannot be seen
     * and those that this JDK does not know.
     */
    public static String visible(String text) {
        StringBuilder safe = new StringBuilder();
        int before = -1;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            int after = at < text.length() ? text.codePointAt(at) : -1;
            if (isShown(c, before, after)) {
                safe.appendCodePoint(c);
            } else if (!isStyle(c) || before < 0) {
                safe.append(code(c));
            }
            before = c;
        }
        return safe.toString();
    }

    /** {@link #visible} text that keeps its line ends. */
    public static String lines(String text) {
        return text.lines().map(TerminalText::visible).collect(Collectors.joining("\n"))
                + (text.endsWith("\n") || text.endsWith("\r") ? "\n" : "");
    }

    private static boolean isShown(int c, int before, int after) {
        if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
            // They shape letters. Between emoji terminals disagree on the width of the whole.
            return isLetter(before) && isLetter(after);
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> FILLERS.indexOf(c) < 0 && !isStyle(c);
        };
    }

    /** Whether it chooses between a picture and a letter: left out, as terminals disagree on the width of the picture. */
    private static boolean isStyle(int c) {
        return c == TEXT_STYLE || c == EMOJI_STYLE;
    }

    private static boolean isLetter(int c) {
        return c >= 0
                && (Character.isLetter(c)
                        || Character.getType(c) == Character.NON_SPACING_MARK
                        || Character.getType(c) == Character.COMBINING_SPACING_MARK);
    }

    private static String code(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, "\\u%04x", c);
        };
    }

    /** The text in quotation marks. */
    public static String quoted(String text) {
        return isolated(quotedAsItIs(text));
    }

    /** The text in quotation marks, cut where it is wider than a number of columns. */
    static String quoted(String text, int width) {
        String whole = quotedAsItIs(text);
        if (DisplayWidth.of(whole) <= width) {
            return isolated(whole);
        }
        int room = Math.max(0, width - MORE.length() - 1);
        return isolated(DisplayWidth.cut(whole, room) + "\"" + MORE);
    }

    private static String quotedAsItIs(String text) {
        return "\"" + carried(visible(text)) + "\"";
    }

    /** Gives an accent at the beginning something to stand on other than what is printed before it. */
    static String carried(String visible) {
        boolean bare = !visible.isEmpty() && DisplayWidth.of(visible.codePointAt(0)) == 0;
        return bare ? CARRIER + visible : visible;
    }

    /** Keeps text that runs from right to left from reordering what stands next to it on its line. */
    static String isolated(String visible) {
        boolean reorders = visible.codePoints().anyMatch(c -> switch (Character.getDirectionality(c)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                    Character.DIRECTIONALITY_ARABIC_NUMBER -> true;
            default -> false;
        });
        return reorders ? FIRST_STRONG_ISOLATE + visible + POP_DIRECTIONAL_ISOLATE : visible;
    }
}
