package org.lxt.tokenizers;

import java.util.List;

/** The {@code decoder} of a tokenizer.json: turns tokens back into text. */
interface Decoder {

    String decode(List<String> tokens);

    /** The bytes of UTF-8 text that one token stands for by itself. */
    byte[] bytes(String token);
}
