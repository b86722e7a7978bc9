// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.decode;

import java.util.ArrayList;
import java.util.List;

/** The BPEDecoder: reads the mark at the end of a word as a space, and as nothing at the end of the text. */
public record SuffixDecoder(String suffix) implements TextDecoder {

    @Override
    public List<String> decode(List<String> tokens) {
        List<String> decoded = new ArrayList<>(tokens.size());
        for (String token : tokens) {
            decoded.add(token.replace(suffix, decoded.size() == tokens.size() - 1 ? "" : " "));
        }
        return decoded;
    }

    @Override
    public String decodeOne(String token) {
        return token.replace(suffix, " ");
    }
}
