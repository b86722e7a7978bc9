// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.torch;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelException;

/** The arguments of a pickle's operations. Reading beyond the end is refused. */
final class PickleBytes {
    private static final int LONGEST_LINE = 4096;

    private final String file;
    private final ByteBuffer bytes;

    PickleBytes(String file, byte[] bytes) {
        this.file = file;
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return bytes.position();
    }

    int u8() {
        return need(1).get() & 0xff;
    }

    int u16() {
        return need(2).getShort() & 0xffff;
    }

    int i32() {
        return need(4).getInt();
    }

    long u32() {
        return need(4).getInt() & 0xffff_ffffL;
    }

    long i64() {
        return need(8).getLong();
    }

    /** A float64, which alone of all arguments is stored big-endian. */
    double f64() {
        return Double.longBitsToDouble(Long.reverseBytes(need(8).getLong()));
    }

    /** A string of UTF-8. */
    String text(long length) {
        ByteBuffer slice = bytes.slice(need(length).position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(slice).toString();
        } catch (CharacterCodingException e) {
            throw damaged("holds a string that is not UTF-8");
        }
    }

    /** Text up to the end of the line. */
    String line() {
        int begin = bytes.position();
        int end = begin;
        while (end < bytes.limit() && bytes.get(end) != '\n') {
            end++;
        }
        if (end == bytes.limit() || end - begin > LONGEST_LINE) {
            throw damaged("holds a name without an end");
        }
        String text = text(end - begin);
        bytes.get();
        return text;
    }

    /** A little-endian integer in two's complement: a Long if it is one, else a BigInteger. */
    Object integer(int length) {
        byte[] digits = new byte[length];
        need(length).get(digits);
        for (int i = 0; i < length / 2; i++) {
            byte swap = digits[i];
            digits[i] = digits[length - 1 - i];
            digits[length - 1 - i] = swap;
        }
        if (length == 0) {
            return 0L;
        }
        BigInteger value = new BigInteger(digits);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    void skip(long length) {
        need(length).position(bytes.position() + (int) length);
    }

    private ByteBuffer need(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw damaged("ends in the middle of an operation");
        }
        return bytes;
    }

    /** A refusal that tells where. */
    ModelException damaged(String problem) {
        return Refusal.damaged(file, "its pickle " + problem + ", at byte " + bytes.position());
    }
}
