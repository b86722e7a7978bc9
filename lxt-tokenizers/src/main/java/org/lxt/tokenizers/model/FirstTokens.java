// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.model;

import java.util.Arrays;

/**
 * The tokens that byte pair encoding begins with: one for each character, written with a prefix unless it is the first
 * of its piece, and with a suffix if it is the last.
 */
final class FirstTokens {

    static final int NONE = -1;

    private final Vocabulary vocabulary;
    private final String prefix;
    private final String suffix;
    private final int[] ofBasicPlane = new int[Character.MIN_SUPPLEMENTARY_CODE_POINT];

    FirstTokens(Vocabulary vocabulary, String prefix, String suffix) {
        this.vocabulary = vocabulary;
        this.prefix = prefix;
        this.suffix = suffix;
        Arrays.fill(ofBasicPlane, NONE);
        for (int id = 0; id < vocabulary.size(); id++) {
            String token = vocabulary.token(id);
            if (token != null && token.length() == 1) {
                ofBasicPlane[token.charAt(0)] = id;
            }
        }
    }

    /** The id of the token of a character, {@link #NONE} where the vocabulary has none. */
    int id(int c, boolean first, boolean last) {
        boolean plain = (first || prefix.isEmpty()) && (!last || suffix.isEmpty());
        if (!plain) {
            return vocabulary.id((first ? "" : prefix) + Character.toString(c) + (last ? suffix : ""));
        }
        return c < ofBasicPlane.length ? ofBasicPlane[c] : vocabulary.id(Character.toString(c));
    }
}
