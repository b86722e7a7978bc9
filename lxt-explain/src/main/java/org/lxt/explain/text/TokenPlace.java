// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.text;

/**
 * The character that says which part of a text a token belongs to: its first that is no white space, for the space that leads a
 * word belongs to the word. A token of white space alone stands where it begins.
 */
public final class TokenPlace {
    private TokenPlace() {}

    /**
     * The place of a token.
     *
     * @param start where the token begins in the text
     * @param end where it ends
     * @return an offset from {@code start} on, before {@code end} unless the token is empty
     */
    public static int of(String text, int start, int end) {
        for (int at = start; at < end; ) {
            int c = text.codePointAt(at);
            if (!WordBoundaries.isSpace(c)) {
                return at;
            }
            at += Character.charCount(c);
        }
        return start;
    }
}
