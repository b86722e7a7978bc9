// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import org.lxt.tensor.weight.Encoding;

/**
 * A tensor of a file, left where it is stored.
 *
 * @param name its name
 * @param type how it is stored, as the format names it: {@code F32}, {@code Q4_K}, ...
 * @param shape its sizes, outermost first: the other way round than the file has them
 * @param segment its bytes, exactly as many as type and shape take; usable until the file is closed
 */
public record GgufTensor(String name, String type, long[] shape, MemorySegment segment) {
    /** Copies the shape. */
    public GgufTensor {
        shape = shape.clone();
    }

    /** How a weight stored so is read, if it can be. */
    public Optional<Encoding> encoding() {
        return Arrays.stream(Encoding.values())
                .filter(e -> e.name().equals(type))
                .findAny();
    }

    /** A vector as a matrix of one row; any other as it is. */
    GgufTensor asMatrix() {
        return shape.length == 1 ? new GgufTensor(name, type, new long[] {1, shape[0]}, segment) : this;
    }

    /** Some of its rows, counted along the outermost size, under another name. */
    GgufTensor rows(String other, long from, long count) {
        long[] sizes = shape.clone();
        long rowBytes = segment.byteSize() / sizes[0];
        sizes[0] = count;
        return new GgufTensor(other, type, sizes, segment.asSlice(from * rowBytes, count * rowBytes));
    }

    /** One of the parts along the outermost size, which it then lacks. */
    GgufTensor part(String other, long index) {
        GgufTensor row = rows(other, index, 1);
        return new GgufTensor(other, type, Arrays.copyOfRange(shape, 1, shape.length), row.segment());
    }

    /** Its sizes, outermost first; a copy. */
    @Override
    public long[] shape() {
        return shape.clone();
    }
}
