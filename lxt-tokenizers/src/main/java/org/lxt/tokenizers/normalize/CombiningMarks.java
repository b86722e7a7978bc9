// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.normalize;

import java.text.Normalizer;
import org.lxt.tokenizers.text.CharacterKinds;
import org.lxt.tokenizers.text.NewerCharacters;

/**
 * Order and composition of marks. The JDK does not publish combining classes, so what is needed of them is asked of its
 * normalizer: whether two marks change places.
 */
final class CombiningMarks {

    /** Below this no character combines with one before it, and all are in form C. */
    static final int FIRST = 0x300;

    /** The mark with the highest combining class; any other mark goes before it. */
    private static final int LAST_MARK = 0x345;

    private static final int FIRST_VOWEL = 0x1161;
    private static final int LAST_TRAILING_CONSONANT = 0x11C2;

    private CombiningMarks() {}

    /** Whether both are marks and the second belongs before the first. */
    static boolean changePlaces(int first, int second) {
        if (first == second
                || !mayCombine(first)
                || !mayCombine(second)
                || NewerCharacters.contains(first)
                || NewerCharacters.contains(second)) {
            return false;
        }
        String both = Character.toString(first) + Character.toString(second);
        return !Normalizer.normalize(both, Normalizer.Form.NFD).equals(both);
    }

    /** Whether the character has a combining class other than 0. */
    static boolean isMark(int c) {
        return mayCombine(c) && (c == LAST_MARK || changePlaces(LAST_MARK, c));
    }

    /** The one character that two compose to, -1 where they do not. */
    static int composed(int first, int second) {
        if (!mayCombine(second) && !(second >= FIRST_VOWEL && second <= LAST_TRAILING_CONSONANT)) {
            return -1;
        }
        String both = Character.toString(first) + Character.toString(second);
        String composed = Normalizer.normalize(both, Normalizer.Form.NFC);
        int codePoint = composed.codePointAt(0);
        boolean one = Character.charCount(codePoint) == composed.length();
        return one && !NewerCharacters.contains(codePoint) ? codePoint : -1;
    }

    /** Whether the character may have a combining class; spares most characters the normalizer. */
    private static boolean mayCombine(int c) {
        return c >= FIRST && CharacterKinds.isMark(c);
    }
}
