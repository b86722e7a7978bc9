// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Several decoders, one after the other. */
public record DecoderSequence(List<TextDecoder> stages) implements TextDecoder {

    @Override
    public List<String> decode(List<String> tokens) {
        List<String> decoded = tokens;
        for (TextDecoder stage : stages) {
            decoded = stage.decode(decoded);
        }
        return decoded;
    }

    @Override
    public String decodeOne(String token) {
        String decoded = token;
        for (TextDecoder stage : stages) {
            decoded = stage.decodeOne(decoded);
        }
        return decoded;
    }

    /** Each step sees what the one before makes of the token, up to bytes that are not characters by themselves. */
    @Override
    public byte[] bytes(String token) {
        byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
        for (TextDecoder stage : stages) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
                return bytes;
            }
            bytes = stage.bytes(text);
        }
        return bytes;
    }
}
