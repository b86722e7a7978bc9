// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.lxt.tensor.weight.BlockValues;
import org.lxt.tensor.weight.Encoding;

/**
 * Random elements, those of fewer bits as every encoding holds them exactly, after a gap, with gaps between rows. They are
 * kept in an array, too: reading memory takes an interpreter long.
 */
final class CheckedMatrix {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Elements between rows, and around a result, that a kernel must leave alone; of matrices in blocks it is a block. */
    private static final int GAP = 3;

    private static final float UNTOUCHED = -7;

    final Encoding encoding;
    final int rows;
    final int columns;
    final long at;
    final long step;
    final MemorySegment s;
    private final float[] values;

    CheckedMatrix(Arena arena, Encoding encoding, int rows, int columns) {
        this.encoding = encoding;
        this.rows = rows;
        this.columns = columns;
        this.values = new float[GAP + rows * (columns + GAP)];
        Random random = new Random(31L * rows + columns);
        if (encoding.isBlocked()) {
            int blocks = (columns + encoding.blockElements() - 1) / encoding.blockElements();
            this.at = encoding.blockBytes();
            this.step = (blocks + 1L) * encoding.blockBytes();
            this.s = arena.allocate(rows * step);
            for (int row = 0; row < rows; row++) {
                fill(row, blocks, random);
            }
            return;
        }
        this.at = (long) GAP * encoding.bytes();
        this.step = (long) (columns + GAP) * encoding.bytes();
        this.s = arena.allocate((long) values.length * encoding.bytes());
        for (int i = 0; i < values.length; i++) {
            // numbers whose sums are rounded, so that their order shows
            values[i] = encoding == Encoding.F32 ? random.nextFloat() - 0.5f : (random.nextInt(255) - 127) / 32f;
        }
        store();
    }

    /** A row of blocks, and the numbers that they stand for. */
    private void fill(int row, int blocks, Random random) {
        float[] decoded = new float[encoding.blockElements()];
        for (int b = 0; b < blocks; b++) {
            long position = at + row * step + (long) b * encoding.blockBytes();
            CheckedBlocks.fill(encoding, s, position, random);
            BlockValues.decode(encoding, s, position, decoded);
            int done = b * decoded.length;
            int some = Math.min(decoded.length, columns - done);
            System.arraycopy(decoded, 0, values, GAP + row * (columns + GAP) + done, some);
        }
    }

    private void store() {
        switch (encoding) {
            case F32 -> MemorySegment.copy(values, 0, s, FLOAT, 0, values.length);
            case F64 -> {
                for (int i = 0; i < values.length; i++) {
                    s.set(DOUBLE, 8L * i, values[i]);
                }
            }
            case F16, BF16 -> {
                short[] halves = new short[values.length];
                for (int i = 0; i < halves.length; i++) {
                    halves[i] = encoding == Encoding.F16
                            ? Float.floatToFloat16(values[i])
                            : (short) (Float.floatToRawIntBits(values[i]) >> 16);
                }
                MemorySegment.copy(halves, 0, s, SHORT, 0, halves.length);
            }
            default -> throw new IllegalArgumentException(encoding + " has no single elements");
        }
    }

    static CheckedMatrix untouched(Arena arena, int rows, int columns) {
        CheckedMatrix matrix = new CheckedMatrix(arena, Encoding.F32, rows, columns);
        Arrays.fill(matrix.values, UNTOUCHED);
        matrix.store();
        return matrix;
    }

    /** Takes up what a kernel has written. */
    void read() {
        MemorySegment.copy(s, FLOAT, 0, values, 0, values.length);
    }

    float element(int row, int column) {
        return values[GAP + row * (columns + GAP) + column];
    }

    /** Whether nothing but the first rows has been written. */
    boolean isUntouchedBut(int written) {
        for (int i = 0; i < values.length; i++) {
            int row = Math.floorDiv(i - GAP, columns + GAP);
            boolean inside = i >= GAP && row < written && i - GAP - row * (columns + GAP) < columns;
            if (!inside && values[i] != UNTOUCHED) {
                return false;
            }
        }
        return true;
    }
}
