// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.decode;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The {@code decoder} of a tokenizer.json: turns tokens back into text. */
public interface TextDecoder {

    /** One step on the way to text: what is left of the tokens, in order; joined, the last step's are the text. */
    List<String> decode(List<String> tokens);

    /** One token by itself, in the middle of a text. */
    default String decodeOne(String token) {
        return token;
    }

    /** The bytes of UTF-8 text that one token stands for by itself; they need not be whole characters. */
    default byte[] bytes(String token) {
        return decodeOne(token).getBytes(StandardCharsets.UTF_8);
    }
}
