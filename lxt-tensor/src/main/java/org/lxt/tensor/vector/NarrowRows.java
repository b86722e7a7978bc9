// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector;

import java.lang.foreign.MemorySegment;
import org.lxt.tensor.vector.hardware.Lanes;

/**
 * Rows of few elements, those from the first to the last of some in an array: reading memory number by number, or copying a few
 * of them at a time, takes long where the JVM has but its quick compiler.
 */
final class NarrowRows {
    private final MemorySegment segment;
    private final int columns;
    private final int first;
    private final float[] values;

    private NarrowRows(MemorySegment segment, int columns, int first, float[] values) {
        this.segment = segment;
        this.columns = columns;
        this.first = first;
        this.values = values;
    }

    /** Reads the rows between the least and the largest of these numbers. */
    static NarrowRows of(MemorySegment segment, int[] rows, int columns) {
        int first = Integer.MAX_VALUE;
        int last = -1;
        for (int row : rows) {
            first = Math.min(first, row);
            last = Math.max(last, row);
        }
        float[] values = new float[Math.max(0, last - first + 1) * columns];
        NarrowRows all = new NarrowRows(segment, columns, first, values);
        MemorySegment.copy(segment, Lanes.FLOAT, all.at(), values, 0, values.length);
        return all;
    }

    private long at() {
        return values.length == 0 ? 0 : 4L * first * columns;
    }

    void copy(int row, float[] to, int at) {
        int from = (row - first) * columns;
        for (int c = 0; c < columns; c++) {
            to[at + c] = values[from + c];
        }
    }

    /** Adds to a row; no two threads may add to the same one. */
    void add(int row, float[] addends, int at) {
        int to = (row - first) * columns;
        for (int c = 0; c < columns; c++) {
            values[to + c] += addends[at + c];
        }
    }

    /** Writes all rows back. */
    void store() {
        MemorySegment.copy(values, 0, segment, Lanes.FLOAT, at(), values.length);
    }
}
