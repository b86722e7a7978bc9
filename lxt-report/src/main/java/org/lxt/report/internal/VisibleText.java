// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Text of prompts, made visible: what has no shape of its own, such as a line end, or acts on its surroundings, such as a
 * change of the writing direction, is named instead of obeyed.
 */
public final class VisibleText {
    private static final char SPACE = '\u2423';
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private VisibleText() {}

    /** How a piece is shown. */
    public enum Kind {
        /** As it is. */
        TEXT,
        /** One space. */
        SPACE,
        /** One tab. */
        TAB,
        /** One line end. */
        NEWLINE,
        /** A character by its code, such as {@code U+202E}. */
        CODE
    }

    /**
     * Part of a text.
     *
     * @param kind how it is shown
     * @param text the text, or for {@link Kind#CODE} the name of the code
     */
    public record Piece(Kind kind, String text) {}

    /** The pieces of a text, in its order. */
    public static List<Piece> pieces(String text) {
        if (text.isEmpty()) {
            return List.of(new Piece(Kind.CODE, "empty"));
        }
        List<Piece> pieces = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(c -> {
            Kind kind = kind(c, plain.length());
            if (kind == Kind.TEXT) {
                plain.appendCodePoint(c);
                return;
            }
            flush(plain, pieces);
            pieces.add(new Piece(kind, kind == Kind.CODE ? code(c) : Character.toString(c)));
        });
        flush(plain, pieces);
        return pieces;
    }

    private static void flush(StringBuilder plain, List<Piece> pieces) {
        if (!plain.isEmpty()) {
            pieces.add(new Piece(Kind.TEXT, plain.toString()));
            plain.setLength(0);
        }
    }

    private static Kind kind(int c, int before) {
        if (c == ' ') {
            return Kind.SPACE;
        }
        if (c == '\n') {
            return Kind.NEWLINE;
        }
        if (c == '\t') {
            return Kind.TAB;
        }
        // Joiners shape the letters around them; alone they would be invisible.
        if ((c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) && before > 0) {
            return Kind.TEXT;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> Kind.CODE;
            default -> Kind.TEXT;
        };
    }

    /** The name of a character's code. */
    public static String code(int c) {
        return String.format(Locale.ROOT, "U+%04X", c);
    }

    /** The text on one line, for labels. */
    public static String label(String text) {
        StringBuilder label = new StringBuilder();
        for (Piece piece : pieces(text)) {
            switch (piece.kind()) {
                case TEXT -> label.append(piece.text());
                case SPACE -> label.append(SPACE);
                case TAB -> label.append('\u21e5');
                case NEWLINE -> label.append('\u21b5');
                case CODE -> label.append('[').append(piece.text()).append(']');
            }
        }
        return label.toString();
    }

    /**
     * The text on one line, for headings and sentences: spaces between letters are spaces, and only those at its ends are
     * marked, where nobody would see them.
     */
    public static String phrase(String text) {
        String inner = text.strip();
        int at = text.indexOf(inner);
        return inner.isEmpty()
                ? label(text)
                : label(text.substring(0, at), "")
                        + label(inner).replace(SPACE, ' ')
                        + label(text.substring(at + inner.length()), "");
    }

    private static String label(String text, String ifEmpty) {
        return text.isEmpty() ? ifEmpty : label(text);
    }

    /** The phrase, cut where it is longer than a number of characters. */
    public static String phrase(String text, int longest) {
        return cut(phrase(text), longest);
    }

    /** The label, cut where it is longer than a number of characters. */
    public static String label(String text, int longest) {
        return cut(label(text), longest);
    }

    private static String cut(String label, int longest) {
        int length = label.codePointCount(0, label.length());
        return length <= longest ? label : label.substring(0, label.offsetByCodePoints(0, longest - 1)) + "\u2026";
    }

    /** Whether it begins with a mark that would stand on a letter of the text before. */
    public static boolean startsWithMark(String text) {
        return !text.isEmpty()
                && switch (Character.getType(text.codePointAt(0))) {
                    case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
                    default -> false;
                };
    }

    /** Whether the first letter with a direction runs from right to left. */
    public static boolean rightToLeft(String text) {
        return text.codePoints()
                .mapToObj(c -> switch (Character.getDirectionality(c)) {
                    case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> Boolean.FALSE;
                    case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC ->
                        Boolean.TRUE;
                    default -> null;
                })
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(false);
    }
}
