// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.quantised;

import org.jspecify.annotations.Nullable;
import org.lxt.checkpoint.stored.StoredType;
import org.lxt.spi.checkpoint.ModelConfig;

/** The largest magnitudes of blocks of bitsandbytes, which may be quantised themselves. */
record Maximums(StoredTensor stored, @Nullable Nested nested) {
    /** How they are quantised: {@code map[byte] * maximum of its block + offset}. */
    record Nested(float[] map, float[] maximums, int block, float offset) {}

    static Maximums of(Parts parts, String module, StoredTensor weight, ModelConfig state, long blocks) {
        StoredTensor stored = parts.take(module + ".weight.absmax", weight);
        if (stored.type() == StoredType.F32) {
            return new Maximums(stored.shaped(blocks), null);
        }
        stored.of(StoredType.U8).shaped(blocks);
        int block = state.positive("nested_blocksize");
        StoredTensor map = parts.take(module + ".weight.nested_quant_map", weight)
                .of(StoredType.F32)
                .shaped(256);
        StoredTensor maximums = parts.take(module + ".weight.nested_absmax", weight)
                .of(StoredType.F32)
                .shaped((blocks + block - 1) / block);
        float offset = (float) state.number("nested_offset").orElseThrow(() -> weight.refuse("has no nested_offset"));
        return new Maximums(stored, new Nested(map.floats(), maximums.floats(), block, offset));
    }

    float[] values() {
        if (nested == null) {
            return stored.floats();
        }
        float[] values = new float[(int) stored.shape()[0]];
        for (int i = 0; i < values.length; i++) {
            values[i] = nested.map()[stored.unsigned(i)] * nested.maximums()[i / nested.block()] + nested.offset();
        }
        return values;
    }
}
