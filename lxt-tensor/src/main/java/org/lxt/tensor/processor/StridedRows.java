// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor;

import java.lang.foreign.MemorySegment;

/**
 * Rows of a matrix in memory.
 *
 * @param segment where they are
 * @param at byte position of the first one
 * @param step bytes from one row to the next, not negative; 0 if there is but one, which counts for all
 */
public record StridedRows(MemorySegment segment, long at, long step) {
    /** No rows, where an operation takes no such operand. */
    public static final StridedRows NONE = new StridedRows(MemorySegment.NULL, 0, 0);

    /** One row, for all rows of a result. */
    public static StridedRows one(MemorySegment segment, long at) {
        return new StridedRows(segment, at, 0);
    }

    /** The same rows from so many bytes further on. */
    public StridedRows plus(long bytes) {
        return new StridedRows(segment, at + bytes, step);
    }

    /** Byte position of a row. */
    public long row(int index) {
        return at + index * step;
    }
}
