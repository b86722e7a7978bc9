// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.quantised;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lxt.checkpoint.internal.JsonObjects;
import org.lxt.checkpoint.stored.StoredType;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.tensor.weight.BlockTables;
import org.lxt.tensor.weight.Encoding;

/**
 * NF4 and FP4 of bitsandbytes: two elements in a byte, the first in the upper half, {@code absmax} for each block of neighbours, in whatever
 * row, and a {@code quant_state} in JSON. With nested statistics {@code absmax} is bytes: places in {@code nested_quant_map}, times
 * {@code nested_absmax} of 256 of them, plus an offset. Sources: {@code QuantState} and {@code dequantize_4bit} of bitsandbytes; the
 * result is float32, whatever type the state says that it is rounded to.
 */
final class FourBitTables {
    private static final String STATE = ".weight.quant_state.bitsandbytes__";

    /** Bytes of a unit's elements. */
    private static final int HALVES = QuantisedTensor.UNIT / 2;

    /** Units that are put together at a time. */
    private static final int TOGETHER = 1024;

    private FourBitTables() {}

    /** Every module with a {@code quant_state}, or with bytes for a weight. */
    static List<QuantisedTensor> tensors(Parts parts) {
        List<QuantisedTensor> found = new ArrayList<>();
        for (String module : parts.modules(".weight")) {
            if (parts.look(module + ".weight").orElseThrow().type() == StoredType.U8) {
                found.add(tensor(parts, module));
            }
        }
        return found;
    }

    private static QuantisedTensor tensor(Parts parts, String module) {
        StoredTensor weight = parts.take(module + ".weight");
        Encoding encoding = parts.look(module + STATE + "fp4").isPresent() ? Encoding.FP4 : Encoding.NF4;
        String kind = encoding == Encoding.FP4 ? "fp4" : "nf4";
        StoredTensor json = parts.take(module + STATE + kind, weight).of(StoredType.U8);
        ModelConfig state = state(json);
        if (!state.string("quant_type").orElse("").equals(kind)) {
            throw json.refuse("says another type than its name, " + kind);
        }
        double[] shape = state.numbers("shape").orElse(new double[0]);
        int block = state.positive("blocksize");
        if (shape.length != 2 || !isCount(shape[0]) || !isCount(shape[1])) {
            throw json.refuse("has shape " + Arrays.toString(shape) + ", but only matrices are quantised");
        }
        int rows = (int) shape[0];
        int columns = (int) shape[1];
        long elements = (long) rows * columns;
        if (columns % QuantisedTensor.UNIT != 0 || block % QuantisedTensor.UNIT != 0) {
            throw weight.refuse("has " + columns + " columns in blocks of " + block + ", but both must be multiples of "
                    + QuantisedTensor.UNIT);
        }
        if (weight.segment().byteSize() != elements / 2) {
            throw weight.refuse(
                    "has " + weight.segment().byteSize() + " bytes, but its shape asks for " + elements / 2);
        }
        checkMap(parts.take(module + ".weight.quant_map", weight), encoding);
        long blocks = (elements + block - 1) / block;
        Maximums maximums = Maximums.of(parts, module, weight, state, blocks);
        return new QuantisedTensor(
                weight.name(),
                "bitsandbytes-" + kind,
                rows,
                columns,
                encoding,
                weight.segment(),
                to -> write(weight, maximums.values(), block, encoding, to));
    }

    private static boolean isCount(double size) {
        return size >= 1 && size <= 1 << 28 && size == Math.rint(size);
    }

    private static ModelConfig state(StoredTensor json) {
        if (json.segment().byteSize() > 100_000) {
            throw json.refuse("is no description of a matrix");
        }
        byte[] bytes = json.segment().toArray(ValueLayout.JAVA_BYTE);
        Object value = JsonObjects.value(json.file() + ": " + json.name(), new String(bytes, StandardCharsets.UTF_8));
        if (!(value instanceof Map<?, ?> map)) {
            throw json.refuse("is no JSON object");
        }
        return ModelConfig.of(json.file() + ": " + json.name(), JsonObjects.object(map));
    }

    private static void checkMap(StoredTensor map, Encoding encoding) {
        map.of(StoredType.F32).shaped(16);
        if (!Arrays.equals(map.floats(), BlockTables.of(encoding))) {
            throw map.refuse("has other numbers than " + encoding + " of bitsandbytes, which is not implemented");
        }
    }

    private static void write(StoredTensor weight, float[] maximums, int block, Encoding encoding, MemorySegment to) {
        int units = Math.toIntExact(weight.segment().byteSize() / HALVES);
        int size = encoding.blockBytes();
        byte[] stored = new byte[TOGETHER * HALVES];
        byte[] blocks = new byte[TOGETHER * size];
        for (int first = 0; first < units; first += TOGETHER) {
            int some = Math.min(TOGETHER, units - first);
            MemorySegment.copy(
                    weight.segment(), ValueLayout.JAVA_BYTE, (long) first * HALVES, stored, 0, some * HALVES);
            for (int u = 0; u < some; u++) {
                Blocks.scale(blocks, u * size, maximums[(int) ((first + (long) u) * QuantisedTensor.UNIT / block)]);
                turn(stored, u * HALVES, blocks, u * size + size - HALVES);
            }
            MemorySegment.copy(blocks, 0, to, ValueLayout.JAVA_BYTE, (long) first * size, some * size);
        }
    }

    /** From neighbours in a byte, the first in its upper half, to elements 16 apart, the first in its lower half. */
    private static void turn(byte[] stored, int at, byte[] blocks, int to) {
        for (int i = 0; i < HALVES / 2; i++) {
            int first = stored[at + i];
            int second = stored[at + HALVES / 2 + i];
            blocks[to + 2 * i] = (byte) ((first >>> 4 & 15) | (second & 0xf0));
            blocks[to + 2 * i + 1] = (byte) ((first & 15) | (second & 15) << 4);
        }
    }
}
