// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.lxt.tensor.processor.StridedRows;

/**
 * Rows of float32 after a gap, with gaps between them that a kernel must leave alone. They are kept in an array, too: reading
 * memory takes an interpreter long.
 */
final class CheckedRows {
    private static final int GAP = 3;
    private static final float UNTOUCHED = -7;

    private final int columns;
    private final float[] values;
    private final MemorySegment segment;

    private CheckedRows(Arena arena, int rows, int columns) {
        this.columns = columns;
        this.values = new float[GAP + rows * (columns + GAP)];
        this.segment = arena.allocate(4L * values.length, 4);
    }

    /** Numbers of both signs whose sums are rounded, so that their order shows. */
    static CheckedRows random(Arena arena, int rows, int columns, int seed) {
        CheckedRows made = new CheckedRows(arena, rows, columns);
        Random random = new Random(seed);
        for (int i = 0; i < made.values.length; i++) {
            made.values[i] = random.nextFloat() - 0.5f;
        }
        made.store();
        return made;
    }

    /** Rows for a result, one of them more than it has. */
    static CheckedRows untouched(Arena arena, int rows, int columns) {
        CheckedRows made = new CheckedRows(arena, rows, columns);
        Arrays.fill(made.values, UNTOUCHED);
        made.store();
        return made;
    }

    private void store() {
        MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_FLOAT, 0, values.length);
    }

    void makePositive() {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]);
        }
        store();
    }

    float element(int row, int column) {
        return values[at(row, column)];
    }

    private int at(int row, int column) {
        return GAP + row * (columns + GAP) + column;
    }

    StridedRows strided() {
        return new StridedRows(segment, 4L * GAP, 4L * (columns + GAP));
    }

    /** The first row for all. */
    StridedRows first() {
        return StridedRows.one(segment, 4L * GAP);
    }

    /** What a kernel has written to the first rows. */
    float[][] read(int rows) {
        float[][] read = new float[rows][columns];
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(segment, ValueLayout.JAVA_FLOAT, 4L * at(r, 0), read[r], 0, columns);
        }
        return read;
    }

    /** Whether a kernel has written these rows, to the bit, and nothing else. */
    boolean became(float[][] expected) {
        float[] wanted = values.clone();
        for (int r = 0; r < expected.length; r++) {
            System.arraycopy(expected[r], 0, wanted, at(r, 0), columns);
        }
        float[] actual = new float[values.length];
        MemorySegment.copy(segment, ValueLayout.JAVA_FLOAT, 0, actual, 0, actual.length);
        for (int i = 0; i < actual.length; i++) {
            if (Float.floatToRawIntBits(actual[i]) != Float.floatToRawIntBits(wanted[i])) {
                return false;
            }
        }
        return true;
    }
}
