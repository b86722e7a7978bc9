// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.stored;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Elements as numbers, from little-endian bytes at any alignment. */
public final class StoredValues {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private StoredValues() {}

    /** Whether {@link #doubles} and {@link #floats} read this type. */
    public static boolean isNumber(StoredType type) {
        return isInteger(type) || type.encoding().isPresent();
    }

    /** Whether {@link #longs} reads this type. */
    public static boolean isInteger(StoredType type) {
        return switch (type) {
            case I64, I32, I16, I8, U8, BOOL -> true;
            default -> false;
        };
    }

    public static double[] doubles(MemorySegment bytes, StoredType type, int size) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = element(bytes, type, i);
        }
        return values;
    }

    public static float[] floats(MemorySegment bytes, StoredType type, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) element(bytes, type, i);
        }
        return values;
    }

    public static long[] longs(MemorySegment bytes, StoredType type, int size) {
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = integer(bytes, type, i);
        }
        return values;
    }

    private static double element(MemorySegment bytes, StoredType type, long i) {
        return switch (type) {
            case F64 -> bytes.getAtIndex(DOUBLE, i);
            case F32 -> bytes.getAtIndex(FLOAT, i);
            case F16 -> Float.float16ToFloat(bytes.getAtIndex(SHORT, i));
            case BF16 -> Float.intBitsToFloat(bytes.getAtIndex(SHORT, i) << 16);
            default -> (double) integer(bytes, type, i);
        };
    }

    private static long integer(MemorySegment bytes, StoredType type, long i) {
        return switch (type) {
            case I64 -> bytes.getAtIndex(LONG, i);
            case I32 -> bytes.getAtIndex(INT, i);
            case I16 -> bytes.getAtIndex(SHORT, i);
            case I8 -> bytes.getAtIndex(ValueLayout.JAVA_BYTE, i);
            case U8, BOOL -> bytes.getAtIndex(ValueLayout.JAVA_BYTE, i) & 0xff;
            default -> throw new IllegalArgumentException(type + " is not read as numbers");
        };
    }
}
