package org.lxt.tokenizers;

/**
 * The four kinds of characters that the byte-level splitters tell apart: letters (general category L), numbers (N),
 * white space (Unicode White_Space) and everything else.
 *
 * <p>The JDK's categories are those of Unicode 16 in JDK 25, as are those of the reference library's pattern engine.
 */
final class CharacterKinds {

    static final byte OTHER = 0;
    static final byte LETTER = 1;
    static final byte NUMBER = 2;
    static final byte SPACE = 3;

    private static final byte[] OF_BASIC_PLANE = new byte[Character.MIN_SUPPLEMENTARY_CODE_POINT];

    static {
        for (int c = 0; c < OF_BASIC_PLANE.length; c++) {
            OF_BASIC_PLANE[c] = compute(c);
        }
    }

    private CharacterKinds() {}

    static byte of(int codePoint) {
        return codePoint < OF_BASIC_PLANE.length ? OF_BASIC_PLANE[codePoint] : compute(codePoint);
    }

    static boolean isNewline(char c) {
        return c == '\n' || c == '\r';
    }

    /** Unicode White_Space, which neither {@code Character.isWhitespace} nor {@code isSpaceChar} is. */
    static boolean isWhiteSpace(int codePoint) {
        return of(codePoint) == SPACE;
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
