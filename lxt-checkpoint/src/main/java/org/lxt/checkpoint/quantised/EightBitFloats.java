// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.quantised;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lxt.checkpoint.stored.StoredType;
import org.lxt.tensor.weight.Encoding;

/**
 * FP8: elements in E4M3, and scales that they are multiplied by, one for the tensor, for each row, or for each block of rows and
 * columns. Sources: {@code Fp8Dequantize} of transformers; {@code float-quantized} of compressed-tensors; the scale of block (i, j) is
 * that of DeepSeek's {@code weight_dequant}: the last blocks of a matrix may be smaller.
 */
final class EightBitFloats {
    private static final String WEIGHT = ".weight";

    /** Rows and columns of a block; empty where a scale is for the tensor or a row. */
    private final int[] block;

    EightBitFloats(int[] block) {
        this.block = block.clone();
    }

    /** Every matrix whose elements are E4M3. */
    List<QuantisedTensor> tensors(Parts parts) {
        List<QuantisedTensor> found = new ArrayList<>();
        for (String module : parts.modules(WEIGHT)) {
            StoredType type = parts.look(module + WEIGHT).orElseThrow().type();
            if (type == StoredType.F8_E4M3) {
                found.add(tensor(parts, module));
            }
        }
        return found;
    }

    private QuantisedTensor tensor(Parts parts, String module) {
        StoredTensor weight = parts.take(module + WEIGHT).matrix();
        StoredTensor scale = parts.takeIfThere(module + ".weight_scale_inv")
                .orElseGet(() -> parts.take(module + ".weight_scale", weight))
                .of(StoredType.F32, StoredType.BF16, StoredType.F16);
        parts.takeIfThere(module + ".input_scale");
        parts.takeIfThere(module + ".activation_scale");
        int rows = (int) weight.shape()[0];
        int columns = (int) weight.shape()[1];
        int[] each = each(scale, rows, columns);
        return new QuantisedTensor(
                weight.name(),
                "FP8",
                rows,
                columns,
                Encoding.F8_E4M3,
                weight.segment(),
                to -> write(weight, scale, each, to));
    }

    /** Rows and columns that share a scale. */
    private int[] each(StoredTensor scale, int rows, int columns) {
        if (block.length == 2) {
            scale.shaped((rows + block[0] - 1L) / block[0], (columns + block[1] - 1L) / block[1]);
            return block;
        }
        long count = Arrays.stream(scale.shape()).reduce(1, (a, b) -> a * b);
        if (scale.shape().length > 2 || (count != 1 && (scale.shape()[0] != rows || count != rows))) {
            throw scale.refuse("is " + Arrays.toString(scale.shape()) + ", but must be one scale, or one for each of "
                    + rows + " rows");
        }
        return new int[] {count == 1 ? rows : 1, columns};
    }

    private static void write(StoredTensor weight, StoredTensor scale, int[] each, MemorySegment to) {
        float[] scales = scale.floats();
        int rows = (int) weight.shape()[0];
        int columns = (int) weight.shape()[1];
        int across = (columns + each[1] - 1) / each[1];
        Blocks.bytes(weight.segment(), rows, columns, (r, c) -> scales[r / each[0] * across + c / each[1]], to);
    }
}
