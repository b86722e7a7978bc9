// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.decode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads tokens such as {@code <0xE6>} as bytes. A run of them that is not UTF-8 as a whole becomes one U+FFFD for each
 * byte.
 */
public final class ByteFallbackDecoder implements TextDecoder {

    private static final int LENGTH = "<0x00>".length();
    private static final int RADIX = 16;

    @Override
    public List<String> decode(List<String> tokens) {
        List<String> decoded = new ArrayList<>(tokens.size());
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        for (String token : tokens) {
            int value = byteValue(token);
            if (value >= 0) {
                run.write(value);
            } else {
                flush(run, decoded);
                decoded.add(token);
            }
        }
        flush(run, decoded);
        return decoded;
    }

    @Override
    public byte[] bytes(String token) {
        int value = byteValue(token);
        return value >= 0 ? new byte[] {(byte) value} : TextDecoder.super.bytes(token);
    }

    private static void flush(ByteArrayOutputStream run, List<String> decoded) {
        if (run.size() == 0) {
            return;
        }
        try {
            decoded.add(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(run.toByteArray()))
                    .toString());
        } catch (CharacterCodingException _) {
            decoded.add("\uFFFD".repeat(run.size()));
        }
        run.reset();
    }

    private static int byteValue(String token) {
        if (token.length() != LENGTH || !token.startsWith("<0x") || !token.endsWith(">")) {
            return -1;
        }
        int high = Character.digit(token.charAt(3), RADIX);
        int low = Character.digit(token.charAt(4), RADIX);
        boolean ascii = token.charAt(3) <= 'f' && token.charAt(4) <= 'f';
        return ascii && high >= 0 && low >= 0 ? high * RADIX + low : -1;
    }
}
