// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelException;

/** The bytes of a file, read from some position on; whatever lies beyond the end is refused. */
final class GgufBytes {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final String file;
    private final MemorySegment bytes;
    private long position;

    GgufBytes(String file, MemorySegment bytes, long position) {
        this.file = file;
        this.bytes = bytes;
        this.position = position;
    }

    long position() {
        return position;
    }

    long remaining() {
        return bytes.byteSize() - position;
    }

    /** A cursor of its own on the same bytes. */
    GgufBytes at(long start) {
        return new GgufBytes(file, bytes, start);
    }

    void skip(long count) {
        take(count);
    }

    int unsignedByte() {
        return bytes.get(ValueLayout.JAVA_BYTE, take(1)) & 0xff;
    }

    short int16() {
        return bytes.get(SHORT, take(2));
    }

    int int32() {
        return bytes.get(INT, take(4));
    }

    long unsigned32() {
        return Integer.toUnsignedLong(int32());
    }

    long int64() {
        return bytes.get(LONG, take(8));
    }

    /** A count or a length, stored as an unsigned 64-bit number. */
    long count(String what) {
        long count = int64();
        if (count < 0) {
            throw damaged("has " + Long.toUnsignedString(count) + " as " + what);
        }
        return count;
    }

    /** A string; one that is longer than {@code most} bytes or not UTF-8 is refused. */
    String string(long most, String what) {
        long length = count("the length of " + what);
        if (length > Math.min(most, remaining())) {
            throw damaged("has " + what + " of " + length + " bytes, but at most " + Math.min(most, remaining())
                    + " are possible there");
        }
        byte[] text = bytes.asSlice(take(length), length).toArray(ValueLayout.JAVA_BYTE);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException _) {
            throw damaged("has " + what + " that is not UTF-8");
        }
    }

    /** Passes over a string without reading it. */
    void skipString(String what) {
        long length = count("the length of " + what);
        if (length > remaining()) {
            throw damaged("has " + what + " of " + length + " bytes, but ends after " + remaining());
        }
        skip(length);
    }

    ModelException damaged(String problem) {
        return Refusal.damaged(file, problem);
    }

    private long take(long count) {
        if (count < 0 || count > remaining()) {
            throw damaged("ends within its header");
        }
        long start = position;
        position += count;
        return start;
    }
}
