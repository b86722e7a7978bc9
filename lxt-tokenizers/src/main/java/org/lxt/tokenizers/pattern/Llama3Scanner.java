// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.pattern;

import org.lxt.tokenizers.text.CharacterKinds;

/** The splitter of Llama 3, and of Qwen 2 and 3, which differ only in how many digits go together. */
public final class Llama3Scanner extends SpanScanner {

    public static final String LLAMA_3_PATTERN = pattern("\\p{N}{1,3}");
    public static final String QWEN_2_PATTERN = pattern("\\p{N}");

    private final int longestNumber;

    /**
     * Creates the scanner.
     *
     * @param longestNumber how many digits go together at most, in characters
     */
    public Llama3Scanner(int longestNumber) {
        this.longestNumber = longestNumber;
    }

    private static String pattern(String number) {
        return "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|" + number
                + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    }

    @Override
    public int end(String text, int start, int length) {
        char first = text.charAt(start);
        if (first == '\'') {
            int contraction = contractionEnd(text, start, length);
            if (contraction > start) {
                return contraction;
            }
        }
        byte kind = kind(text, start);
        int second = after(text, start);
        if (kind == CharacterKinds.LETTER) {
            return runEnd(text, second, length, CharacterKinds.LETTER);
        }
        if (kind == CharacterKinds.NUMBER) {
            return numberEnd(text, second, length);
        }
        if (second < length && !CharacterKinds.isNewline(first) && kind(text, second) == CharacterKinds.LETTER) {
            return runEnd(text, second, length, CharacterKinds.LETTER);
        }
        int other = first == ' ' ? second : start;
        int otherEnd = runEnd(text, other, length, CharacterKinds.OTHER);
        if (otherEnd > other) {
            return newlinesEnd(text, otherEnd, length);
        }
        int spaceEnd = runEnd(text, start, length, CharacterKinds.SPACE);
        for (int i = spaceEnd; i > start; i--) {
            if (CharacterKinds.isNewline(text.charAt(i - 1))) {
                return i;
            }
        }
        return whiteSpaceEnd(start, spaceEnd, length);
    }

    private int numberEnd(String text, int second, int length) {
        int end = second;
        for (int digits = 1;
                digits < longestNumber && end < length && kind(text, end) == CharacterKinds.NUMBER;
                digits++) {
            end = after(text, end);
        }
        return end;
    }

    private static int newlinesEnd(String text, int from, int length) {
        int end = from;
        while (end < length && CharacterKinds.isNewline(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int contractionEnd(String text, int start, int length) {
        if (start + 1 >= length) {
            return start;
        }
        char second = folded(text.charAt(start + 1));
        if (second == 's' || second == 't' || second == 'm' || second == 'd') {
            return start + 2;
        }
        if (start + 2 >= length) {
            return start;
        }
        char third = folded(text.charAt(start + 2));
        boolean two = third == 'e' ? second == 'r' || second == 'v' : third == 'l' && second == 'l';
        return two ? start + 3 : start;
    }

    /** Lower case as the pattern's (?i:) sees it, which also takes the long s U+017F for an s. */
    private static char folded(char c) {
        if (c == '\u017F') {
            return 's';
        }
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
}
