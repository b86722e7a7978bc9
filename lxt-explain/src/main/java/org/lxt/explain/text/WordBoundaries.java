// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.text;

import java.lang.Character.UnicodeScript;
import java.text.BreakIterator;
import java.util.BitSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where words end: the default word boundaries of Unicode Standard Annex #29, with the characters that this JDK knows. But
 * white space leads the word that follows it, and line ends stand alone.
 */
public final class WordBoundaries {
    /** Scripts whose words only a dictionary can tell; the annex leaves them to one. */
    private static final Set<UnicodeScript> UNSPACED = Set.of(
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TAI_LE,
            UnicodeScript.NEW_TAI_LUE,
            UnicodeScript.TAI_THAM,
            UnicodeScript.TAI_VIET,
            UnicodeScript.AHOM,
            UnicodeScript.HIRAGANA);

    // The annex's properties of these names; a plain apostrophe counts as MidNumLet there.
    private static final String MID_LETTER = "\u00b7\u0387\u055f\u05f4\u2027\ufe13\ufe55\uff1a";
    private static final String MID_NUM_LET = "'.\u2018\u2019\u2024\ufe52\uff07\uff0e";
    private static final String MID_NUM =
            ",;\u037e\u0589\u060c\u060d\u066c\u07f8\u2044\ufe10\ufe14\ufe50\ufe54\uff0c\uff1b";
    private static final String KATAKANA = "\u3031\u3032\u3033\u3034\u3035\u309b\u309c\u30a0\u30fc\uff70";
    private static final String LINE_ENDS = "\n\u000b\f\r\u0085\u2028\u2029";

    private static final int ARABIC_DECIMAL_SEPARATOR = 0x66b;
    private static final int NARROW_NO_BREAK_SPACE = 0x202f;
    private static final int NEXT_LINE = 0x85;
    private static final int ZERO_WIDTH_SPACE = 0x200b;

    /** What a character is to a word. */
    private enum Kind {
        LETTER,
        HEBREW,
        NUMBER,
        KATAKANA,
        CONNECTOR,
        OTHER;

        boolean isLetter() {
            return this == LETTER || this == HEBREW;
        }

        boolean isLetterOrNumber() {
            return isLetter() || this == NUMBER;
        }
    }

    private final String text;
    private final BitSet characterEnds = new BitSet();

    /** The boundaries in a text. */
    public WordBoundaries(String text) {
        this.text = text;
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        for (int end = characters.first(); end != BreakIterator.DONE; end = characters.next()) {
            characterEnds.set(end);
        }
    }

    /** Whether a character is white space to a word. */
    public static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE;
    }

    /** Whether a word ends and another begins at an offset inside the text. */
    public boolean at(int offset) {
        if (offset == 0 || offset == text.length() || !characterEnds.get(offset)) {
            return false;
        }
        int before = text.codePointBefore(offset);
        int after = text.codePointAt(offset);
        if (isSpace(before)) {
            return LINE_ENDS.indexOf(before) >= 0 && LINE_ENDS.indexOf(after) < 0;
        }
        return isSpace(after) || (!isExtension(after) && !joins(offset));
    }

    /** Rules WB5 to WB13b. */
    private boolean joins(int offset) {
        int left = baseBefore(offset);
        int right = baseFrom(offset);
        Kind before = kind(left);
        Kind after = kind(right);
        if (before.isLetterOrNumber() && after.isLetterOrNumber()) {
            return true;
        }
        if (before == Kind.KATAKANA && after == Kind.KATAKANA) {
            return true;
        }
        if (before == Kind.CONNECTOR || after == Kind.CONNECTOR) {
            return before != Kind.OTHER && after != Kind.OTHER;
        }
        if (before == Kind.HEBREW && character(right) == '\'') {
            return true;
        }
        if (before != Kind.OTHER) {
            int further = baseFrom(right + Character.charCount(character(right)));
            return staysInside(before, character(right), kind(further));
        }
        return after != Kind.OTHER && left >= 0 && staysInside(kind(baseBefore(left)), character(left), after);
    }

    /** Whether a mark does not end a word when it stands between these two. */
    private static boolean staysInside(Kind before, int mark, Kind after) {
        if (mark == '"') {
            return before == Kind.HEBREW && after == Kind.HEBREW;
        }
        if (before.isLetter() && after.isLetter()) {
            return (MID_NUM_LET + MID_LETTER).indexOf(mark) >= 0;
        }
        return before == Kind.NUMBER && after == Kind.NUMBER && (MID_NUM_LET + MID_NUM).indexOf(mark) >= 0;
    }

    /** Offset of the character before an offset that no accent or invisible mark is; -1 if there is none. */
    private int baseBefore(int offset) {
        int at = offset;
        while (at > 0) {
            at -= Character.charCount(text.codePointBefore(at));
            if (!isExtension(text.codePointAt(at))) {
                return at;
            }
        }
        return -1;
    }

    private int baseFrom(int offset) {
        int at = offset;
        while (at < text.length() && isExtension(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private int character(int offset) {
        return offset < text.length() ? text.codePointAt(offset) : ' ';
    }

    private Kind kind(int offset) {
        return offset < 0 || offset >= text.length() ? Kind.OTHER : kindOf(text.codePointAt(offset));
    }

    private static Kind kindOf(int c) {
        int type = Character.getType(c);
        if (type == Character.DECIMAL_DIGIT_NUMBER || c == ARABIC_DECIMAL_SEPARATOR) {
            return Kind.NUMBER;
        }
        if (type == Character.CONNECTOR_PUNCTUATION || c == NARROW_NO_BREAK_SPACE) {
            return Kind.CONNECTOR;
        }
        UnicodeScript script = UnicodeScript.of(c);
        if (script == UnicodeScript.KATAKANA || KATAKANA.indexOf(c) >= 0) {
            return Kind.KATAKANA;
        }
        if (!Character.isAlphabetic(c) || Character.isIdeographic(c) || UNSPACED.contains(script)) {
            return Kind.OTHER;
        }
        return script == UnicodeScript.HEBREW ? Kind.HEBREW : Kind.LETTER;
    }

    /** What belongs to the character before it, whatever that is. */
    private static boolean isExtension(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            case Character.FORMAT -> c != ZERO_WIDTH_SPACE;
            default -> Character.isEmojiModifier(c);
        };
    }
}
