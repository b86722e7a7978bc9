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

    /** Its sizes, outermost first; a copy. */
    @Override
    public long[] shape() {
        return shape.clone();
    }
}
