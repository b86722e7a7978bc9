// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.text;

/**
 * The four kinds of characters that the byte-level splitters tell apart: letters (general category L), numbers (N),
 * white space (Unicode White_Space) and everything else.
 *
 * <p>The JDK's categories are those of Unicode 16 in JDK 25, as are those of the reference library's pattern engine.
 */
public final class CharacterKinds {

    public static final byte OTHER = 0;
    public static final byte LETTER = 1;
    public static final byte NUMBER = 2;
    public static final byte SPACE = 3;

    private static final byte[] OF_BASIC_PLANE = new byte[Character.MIN_SUPPLEMENTARY_CODE_POINT];

    static {
        for (int c = 0; c < OF_BASIC_PLANE.length; c++) {
            OF_BASIC_PLANE[c] = compute(c);
        }
    }

    private CharacterKinds() {}

    public static byte of(int codePoint) {
        return codePoint < OF_BASIC_PLANE.length ? OF_BASIC_PLANE[codePoint] : compute(codePoint);
    }

    public static boolean isNewline(char c) {
        return c == '\n' || c == '\r';
    }

    /** Unicode White_Space, which neither {@code Character.isWhitespace} nor {@code isSpaceChar} is. */
    public static boolean isWhiteSpace(int codePoint) {
        return of(codePoint) == SPACE;
    }

    /** Categories Mn, Mc and Me. */
    public static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** What {@code \w} matches: letters, marks, decimal digits, connecting punctuation and joiners. */
    public static boolean isWord(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint == '_' || Character.isLetterOrDigit(codePoint);
        }
        int type = Character.getType(codePoint);
        return Character.isAlphabetic(codePoint)
                || isMark(codePoint)
                || type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.CONNECTOR_PUNCTUATION
                || codePoint == 0x200C
                || codePoint == 0x200D;
    }

    private static byte compute(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER -> LETTER;
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> NUMBER;
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> SPACE;
            default -> (codePoint >= 0x09 && codePoint <= 0x0D) || codePoint == 0x85 ? SPACE : OTHER;
        };
    }
}
