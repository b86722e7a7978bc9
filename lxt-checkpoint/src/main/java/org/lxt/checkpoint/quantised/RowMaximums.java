// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.quantised;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.lxt.checkpoint.stored.StoredType;
import org.lxt.tensor.weight.Encoding;

/**
 * int8 of bitsandbytes: {@code weight} of bytes, and {@code SCB}, the largest magnitude of each row, which 127 stands for. Source: {@code
 * int8_vectorwise_dequant} of bitsandbytes.
 */
final class RowMaximums {
    private static final String MAXIMUMS = ".SCB";

    private RowMaximums() {}

    /** Every module with an {@code SCB}. */
    static List<QuantisedTensor> tensors(Parts parts) {
        List<QuantisedTensor> found = new ArrayList<>();
        for (String module : parts.modules(".weight")) {
            if (parts.look(module + ".weight").orElseThrow().type() == StoredType.I8) {
                found.add(tensor(parts, module));
            }
        }
        return found;
    }

    private static QuantisedTensor tensor(Parts parts, String module) {
        StoredTensor weight = parts.take(module + ".weight").matrix();
        int rows = (int) weight.shape()[0];
        int columns = (int) weight.shape()[1];
        StoredTensor maximums =
                parts.take(module + MAXIMUMS, weight).of(StoredType.F32).shaped(rows);
        parts.takeIfThere(module + ".weight_format").ifPresent(format -> {
            if (format.segment().byteSize() < 1 || format.unsigned(0) != 0) {
                throw format.refuse("says that rows are not stored one after the other, which is not implemented");
            }
        });
        return new QuantisedTensor(
                weight.name(),
                "bitsandbytes-int8",
                rows,
                columns,
                Encoding.I8_ABSMAX,
                weight.segment(),
                to -> write(weight, maximums, to));
    }

    private static void write(StoredTensor weight, StoredTensor maximums, MemorySegment to) {
        float[] scales = maximums.floats();
        Blocks.bytes(weight.segment(), scales.length, (int) weight.shape()[1], (r, _) -> scales[r], to);
    }
}
