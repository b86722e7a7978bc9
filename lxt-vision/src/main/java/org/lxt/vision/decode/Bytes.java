// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.decode;

import java.nio.charset.StandardCharsets;

/** Numbers in the bytes of a file, at places that the caller has checked. */
final class Bytes {
    private Bytes() {}

    static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xff;
    }

    static int u16(byte[] bytes, int at) {
        return u8(bytes, at) << 8 | u8(bytes, at + 1);
    }

    static long u32(byte[] bytes, int at) {
        return (long) u16(bytes, at) << 16 | u16(bytes, at + 2);
    }

    static int u16Little(byte[] bytes, int at) {
        return u8(bytes, at + 1) << 8 | u8(bytes, at);
    }

    static long u32Little(byte[] bytes, int at) {
        return (long) u16Little(bytes, at + 2) << 16 | u16Little(bytes, at);
    }

    static int i32Little(byte[] bytes, int at) {
        return u16Little(bytes, at + 2) << 16 | u16Little(bytes, at);
    }

    /** Whether these letters stand there, and the bytes reach that far. */
    static boolean isAt(byte[] bytes, int at, String letters) {
        byte[] wanted = letters.getBytes(StandardCharsets.ISO_8859_1);
        if (at < 0 || bytes.length - at < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
