// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.pattern;

import org.lxt.tokenizers.text.CharacterKinds;

/** The splitter that is built into the ByteLevel pre-tokenizer, from GPT-2. */
public final class Gpt2Scanner extends SpanScanner {

    public static final String PATTERN =
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

    @Override
    public int end(String text, int start, int length) {
        char first = text.charAt(start);
        if (first == '\'') {
            int contraction = contractionEnd(text, start, length);
            if (contraction > start) {
                return contraction;
            }
        }
        int word = first == ' ' ? start + 1 : start;
        if (word < length) {
            byte kind = kind(text, word);
            if (kind != CharacterKinds.SPACE) {
                return runEnd(text, after(text, word), length, kind);
            }
        }
        return whiteSpaceEnd(start, runEnd(text, start, length, CharacterKinds.SPACE), length);
    }

    private static int contractionEnd(String text, int start, int length) {
        if (start + 1 >= length) {
            return start;
        }
        char second = text.charAt(start + 1);
        if (second == 's' || second == 't' || second == 'm' || second == 'd') {
            return start + 2;
        }
        if (start + 2 >= length) {
            return start;
        }
        char third = text.charAt(start + 2);
        boolean two = third == 'e' ? second == 'r' || second == 'v' : third == 'l' && second == 'l';
        return two ? start + 3 : start;
    }
}
