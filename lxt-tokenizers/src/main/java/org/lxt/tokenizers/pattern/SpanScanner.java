// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.pattern;

import org.lxt.tokenizers.text.CharacterKinds;

/**
 * Base of the hand-written splitters: each stands for one pattern that matches at every place of every text, so the
 * spans follow each other without gaps and no backtracking is needed.
 */
public abstract class SpanScanner implements Spans {

    @Override
    public final void find(String text, Sink sink) {
        int start = 0;
        int length = text.length();
        while (start < length) {
            int end = end(text, start, length);
            sink.span(start, end, true);
            start = end;
        }
    }

    /** End of the span that begins at {@code start}; always greater than {@code start}. */
    public abstract int end(String text, int start, int length);

    /** Kind of the character at {@code index}. */
    public static byte kind(String text, int index) {
        char c = text.charAt(index);
        return CharacterKinds.of(Character.isHighSurrogate(c) ? text.codePointAt(index) : c);
    }

    /** Index after the character at {@code index}. */
    public static int after(String text, int index) {
        return index
                + (Character.isHighSurrogate(text.charAt(index)) ? Character.charCount(text.codePointAt(index)) : 1);
    }

    /** End of the run of characters of one kind from {@code index} on; {@code index} itself where there is none. */
    public static int runEnd(String text, int index, int length, byte kind) {
        int end = index;
        while (end < length && kind(text, end) == kind) {
            end = after(text, end);
        }
        return end;
    }

    /**
     * {@code \s+(?!\S)|\s+} at a run of white space: the whole run at the end of the text, otherwise all but its last
     * character, which is left to the word that follows, unless it is the only one.
     */
    public static int whiteSpaceEnd(int start, int runEnd, int length) {
        // White space is in the basic plane only, so the last character is one unit.
        return runEnd == length || runEnd - start == 1 ? runEnd : runEnd - 1;
    }
}
