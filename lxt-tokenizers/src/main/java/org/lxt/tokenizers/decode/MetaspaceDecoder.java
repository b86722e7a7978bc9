// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.decode;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the mark of Metaspace as a space; in the first token it is left out if it was put in front of the text.
 *
 * @param mark the mark
 * @param wasAdded whether it was put in front
 */
public record MetaspaceDecoder(int mark, boolean wasAdded) implements TextDecoder {

    @Override
    public List<String> decode(List<String> tokens) {
        List<String> decoded = new ArrayList<>(tokens.size());
        for (String token : tokens) {
            boolean first = decoded.isEmpty() && wasAdded;
            decoded.add(token.replace(Character.toString(mark), first ? "" : " "));
        }
        return decoded;
    }

    @Override
    public String decodeOne(String token) {
        return token.replace(Character.toString(mark), " ");
    }
}
