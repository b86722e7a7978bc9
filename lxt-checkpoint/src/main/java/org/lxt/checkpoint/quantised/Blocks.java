// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.quantised;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Writes blocks of 32 elements after a scale in float32. They are put together in arrays and copied as rows: the JVM's quick
 * compiler takes ten times as long for single accesses to a segment.
 */
final class Blocks {
    private static final int UNIT = QuantisedTensor.UNIT;
    private static final int SCALE = Float.BYTES;

    private Blocks() {}

    /** The scale of the block that begins here. */
    static void scale(byte[] blocks, int at, float scale) {
        int bits = Float.floatToRawIntBits(scale);
        for (int i = 0; i < SCALE; i++) {
            blocks[at + i] = (byte) (bits >>> (8 * i));
        }
    }

    /** The scale of a unit. */
    @FunctionalInterface
    interface Scales {
        float of(int row, int column);
    }

    /**
     * Writes rows of blocks whose elements are bytes as they are stored; the last one of a row is filled up with 0.
     *
     * @param scales by row and first column
     */
    static void bytes(MemorySegment from, int rows, int columns, Scales scales, MemorySegment to) {
        byte[] row = new byte[columns];
        byte[] blocks = new byte[QuantisedTensor.units(columns) * (SCALE + UNIT)];
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(from, ValueLayout.JAVA_BYTE, (long) r * columns, row, 0, columns);
            int at = 0;
            for (int c = 0; c < columns; c += UNIT) {
                scale(blocks, at, scales.of(r, c));
                System.arraycopy(row, c, blocks, at + SCALE, Math.min(UNIT, columns - c));
                at += SCALE + UNIT;
            }
            MemorySegment.copy(blocks, 0, to, ValueLayout.JAVA_BYTE, (long) r * blocks.length, blocks.length);
        }
    }
}
