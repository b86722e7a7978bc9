// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.emit;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import org.lxt.tensor.weight.Encoding;

/** Matrices in memory: what is checked before machine code reads or writes them, and single elements for plain loops. */
public final class Stored {
    /** What the kernels can read. */
    public static final List<Encoding> ENCODINGS = List.of(Encoding.F32, Encoding.F16, Encoding.BF16);

    /** A float in memory, aligned or not. */
    public static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Stored() {}

    /** Checks that an encoding is one that the kernels read. */
    public static void check(Encoding encoding) {
        if (!ENCODINGS.contains(encoding)) {
            throw new IllegalArgumentException("no kernel reads " + encoding);
        }
    }

    /**
     * Checks that rows lie within a segment.
     *
     * @param rows at least 1
     * @param bytes of each row
     */
    public static void check(MemorySegment s, long at, long rowBytes, int rows, long bytes) {
        Objects.checkFromIndexSize(0, rowBytes, Long.MAX_VALUE / Integer.MAX_VALUE);
        Objects.checkFromIndexSize(at, (rows - 1) * rowBytes + bytes, s.byteSize());
    }

    /** The same for rows that are written. */
    public static void checkResult(MemorySegment s, long at, long rowBytes, int rows, long bytes) {
        if (s.isReadOnly()) {
            throw new IllegalArgumentException("the result is read-only");
        }
        check(s, at, rowBytes, rows, bytes);
    }

    /** The element at a byte position, as float32. */
    public static float element(Encoding encoding, MemorySegment s, long at) {
        return switch (encoding) {
            case F32 -> s.get(FLOAT, at);
            case F16 -> Float.float16ToFloat(s.get(SHORT, at));
            case BF16 -> Float.intBitsToFloat(s.get(SHORT, at) << 16);
            default -> throw new IllegalArgumentException("no kernel reads " + encoding);
        };
    }
}
