// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The printable stand-ins that byte-level tokenizers write bytes with: 256 characters, one for each byte. Printable
 * Latin-1 bytes stand for themselves, the others are numbered through from U+0100, so a space is "Ġ".
 */
public final class ByteAlphabet {

    private static final int BYTES = 256;
    private static final char[] CHARACTER_OF = new char[BYTES];
    private static final short[] BYTE_OF = new short[2 * BYTES];

    static {
        Arrays.fill(BYTE_OF, (short) -1);
        char next = BYTES;
        for (int b = 0; b < BYTES; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
            char c = printable ? (char) b : next++;
            CHARACTER_OF[b] = c;
            BYTE_OF[c] = (short) b;
        }
    }

    private ByteAlphabet() {}

    /** Stand-in of the byte whose unsigned value is given. */
    public static char character(int unsignedByte) {
        return CHARACTER_OF[unsignedByte];
    }

    /**
     * The bytes a token stands for. A token with a character outside the alphabet (an added token) is not in byte form
     * and stands for its own UTF-8 bytes.
     */
    public static byte[] bytes(String token) {
        byte[] bytes = new byte[token.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = token.charAt(i);
            if (c >= BYTE_OF.length || BYTE_OF[c] < 0) {
                return token.getBytes(StandardCharsets.UTF_8);
            }
            bytes[i] = (byte) BYTE_OF[c];
        }
        return bytes;
    }
}
