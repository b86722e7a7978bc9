// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.text;

import java.util.HexFormat;

/**
 * Decoding of bytes that need not be valid UTF-8.
 *
 * <p>Invalid bytes are grouped as the Unicode Standard recommends (section 3.9, "maximal subparts"): a sequence that
 * begins well and breaks off is one error, any other byte is one by itself. The JDK groups encoded surrogates
 * otherwise.
 */
public final class Utf8 {

    private Utf8() {}

    /** How many bytes a character takes. */
    public static int length(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /** The text, with U+FFFD for each error. */
    public static String decode(byte[] bytes) {
        return decode(bytes, false);
    }

    /** The text, with {@code \xNN} for each byte that cannot be decoded. */
    public static String decodeShowingBytes(byte[] bytes) {
        return decode(bytes, true);
    }

    private static String decode(byte[] bytes, boolean showsBytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            int first = bytes[i] & 0xFF;
            if (first < 0x80) {
                text.append((char) first);
                i++;
                continue;
            }
            int length = sequenceLength(first);
            int valid = validPrefix(bytes, i, length);
            if (length > 1 && valid == length) {
                text.appendCodePoint(codePoint(bytes, i, length));
            } else if (showsBytes) {
                for (int k = i; k < i + valid; k++) {
                    text.append("\\x").append(HexFormat.of().withUpperCase().toHexDigits(bytes[k]));
                }
            } else {
                text.append('\uFFFD');
            }
            i += valid;
        }
        return text.toString();
    }

    /** How many bytes a sequence with this first byte has, 1 where none begins with it. */
    private static int sequenceLength(int first) {
        if (first < 0xC2 || first > 0xF4) {
            return 1;
        }
        return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    }

    /** How many bytes from {@code start} on are a beginning of a valid sequence of the given length; at least 1. */
    private static int validPrefix(byte[] bytes, int start, int length) {
        int first = bytes[start] & 0xFF;
        int valid = 1;
        while (valid < length && start + valid < bytes.length) {
            int b = bytes[start + valid] & 0xFF;
            int least = 0x80;
            int most = 0xBF;
            if (valid == 1) {
                // Over-long forms, surrogates and values above U+10FFFF already show in the second byte.
                least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : least;
                most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : most;
            }
            if (b < least || b > most) {
                break;
            }
            valid++;
        }
        return valid;
    }

    private static int codePoint(byte[] bytes, int start, int length) {
        int codePoint = bytes[start] & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            codePoint = codePoint << 6 | (bytes[start + i] & 0x3F);
        }
        return codePoint;
    }
}
