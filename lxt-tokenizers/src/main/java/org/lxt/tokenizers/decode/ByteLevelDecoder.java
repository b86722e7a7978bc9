// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.decode;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.lxt.tokenizers.text.ByteAlphabet;
import org.lxt.tokenizers.text.Utf8;

/** Reads the stand-in characters of all tokens together as bytes of UTF-8. */
public final class ByteLevelDecoder implements TextDecoder {

    @Override
    public List<String> decode(List<String> tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String token : tokens) {
            bytes.writeBytes(ByteAlphabet.bytes(token));
        }
        return List.of(Utf8.decode(bytes.toByteArray()));
    }

    @Override
    public byte[] bytes(String token) {
        return ByteAlphabet.bytes(token);
    }
}
