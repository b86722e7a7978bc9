// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.decode;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts a space before each token that does not continue a word. A single token for people keeps its prefix, which says
 * that it continues one.
 *
 * @param prefix what tokens that continue a word begin with
 * @param cleanup whether to take out spaces before punctuation and in English contractions
 */
public record WordPieceDecoder(String prefix, boolean cleanup) implements TextDecoder {

    /** What is replaced, in this order, by what follows it. */
    private static final String[] CLEANUP = {
        " .", ".", " ?", "?", " !", "!", " ,", ",", " ' ", "'", " n't", "n't", " 'm", "'m", " do not", " don't", " 's",
        "'s", " 've", "'ve", " 're", "'re"
    };

    @Override
    public List<String> decode(List<String> tokens) {
        List<String> decoded = new ArrayList<>(tokens.size());
        for (String token : tokens) {
            String part = token;
            if (!decoded.isEmpty()) {
                part = token.startsWith(prefix) ? token.substring(prefix.length()) : " " + token;
            }
            decoded.add(cleanup ? cleaned(part) : part);
        }
        return decoded;
    }

    private static String cleaned(String token) {
        String cleaned = token;
        for (int i = 0; i < CLEANUP.length; i += 2) {
            cleaned = cleaned.replace(CLEANUP[i], CLEANUP[i + 1]);
        }
        return cleaned;
    }
}
