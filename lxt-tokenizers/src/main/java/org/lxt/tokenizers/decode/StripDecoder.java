// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.decode;

import java.util.List;

/**
 * Removes a character from the ends of each token, up to so many times. A single token for people is left as it is, as
 * in most files the whole text is one token by then.
 *
 * @param character the character
 * @param start how many at most at the beginning
 * @param stop how many at most at the end
 */
public record StripDecoder(int character, int start, int stop) implements TextDecoder {

    @Override
    public List<String> decode(List<String> tokens) {
        return tokens.stream().map(this::strip).toList();
    }

    private String strip(String token) {
        int units = Character.charCount(character);
        int from = 0;
        int to = token.length();
        for (int i = 0; i < start && from < to && token.codePointAt(from) == character; i++) {
            from += units;
        }
        for (int i = 0; i < stop && from < to && token.codePointBefore(to) == character; i++) {
            to -= units;
        }
        return token.substring(from, to);
    }
}
