// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.lang.foreign.MemorySegment;

/**
 * A tensor of a file of weights, left where it is stored.
 *
 * @param name its name
 * @param dtype its element type as safetensors names it: {@code F32}, {@code BF16}, {@code I64}, ...
 * @param shape its sizes, outermost first; empty for a scalar, and a size may be 0
 * @param segment its bytes, row by row and little-endian, read-only, exactly as many as type and shape take, at any
 *     alignment; usable until the file is closed
 */
public record TensorEntry(String name, String dtype, long[] shape, MemorySegment segment) {

    /** Copies the shape. */
    public TensorEntry {
        shape = shape.clone();
    }

    /** Its sizes, outermost first; a copy. */
    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** Number of elements; 1 for a scalar. */
    public long size() {
        long size = 1;
        for (long dimension : shape) {
            size *= dimension;
        }
        return size;
    }

    /** Bytes it takes in its file. */
    public long bytes() {
        return segment.byteSize();
    }
}
