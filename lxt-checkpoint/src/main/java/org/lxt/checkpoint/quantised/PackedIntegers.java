// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.quantised;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.lxt.checkpoint.stored.StoredType;
import org.lxt.tensor.weight.Encoding;

/**
 * GPTQ and AWQ: integers in words of 32 bits, {@code qweight}, with scales and zero points for each group of inputs and each
 * output, {@code scales} and {@code qzeros}; an element is its integer less the zero point, times the scale.
 *
 * <ul>
 *   <li>GPTQ packs neighbouring inputs into a word, and neighbouring outputs' zero points, the lowest bits first; in its first version
 *       1 must be added to each zero point. {@code g_idx} has the group of each input. Source: {@code QuantLinear} of AutoGPTQ.
 *   <li>AWQ's layout {@code gemm} packs eight neighbouring outputs into a word, the even ones before the odd ones. Source: {@code
 *       WQLinear_GEMM} of AutoAWQ.
 * </ul>
 */
final class PackedIntegers {
    private static final String WEIGHT = ".qweight";

    /** What is put together at a time, so that it stays in a cache: bytes, and outputs at most, whole words of them. */
    private static final int NEAR = 1 << 20;

    private static final int MOST_TOGETHER = 64;
    private static final int WORD = 8;

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final boolean awq;
    private final int bits;
    private final int group;
    private final int addedToZero;

    /**
     * @param group inputs of a group; 0 where all are one
     * @param addedToZero 1 in the first version of GPTQ
     */
    PackedIntegers(boolean awq, int bits, int group, int addedToZero) {
        this.awq = awq;
        this.bits = bits;
        this.group = group;
        this.addedToZero = addedToZero;
    }

    /** Every module with a {@code qweight}. */
    List<QuantisedTensor> tensors(Parts parts) {
        List<QuantisedTensor> found = new ArrayList<>();
        for (String module : parts.modules(WEIGHT)) {
            found.add(tensor(parts, module));
        }
        return found;
    }

    private QuantisedTensor tensor(Parts parts, String module) {
        StoredTensor weight = parts.take(module + WEIGHT).of(StoredType.I32).matrix();
        int perWord = 32 / bits;
        long inputs = weight.shape()[0] * (awq ? 1 : perWord);
        long outputs = weight.shape()[1] * (awq ? perWord : 1);
        long groups = group == 0 ? 1 : (inputs + group - 1) / group;
        if (outputs % perWord != 0) {
            throw weight.refuse("has " + outputs + " outputs, which are no whole words of zero points");
        }
        StoredTensor zeros =
                parts.take(module + ".qzeros", weight).of(StoredType.I32).shaped(groups, outputs / perWord);
        StoredTensor scales = parts.take(module + ".scales", weight)
                .of(StoredType.F16, StoredType.BF16, StoredType.F32)
                .shaped(groups, outputs);
        int[] groupOf = groups(parts, module, (int) inputs, (int) groups);
        Matrix matrix = new Matrix(weight, zeros, scales, groupOf, (int) outputs);
        Encoding blocks = bits == 4 ? Encoding.U4_ZERO : Encoding.U8_ZERO;
        boolean inBlocks = isConstantWithinUnits(groupOf);
        return new QuantisedTensor(
                module + ".weight",
                (awq ? "AWQ" : "GPTQ") + "-" + bits,
                (int) outputs,
                (int) inputs,
                inBlocks ? blocks : Encoding.F32,
                weight.segment(),
                to -> {
                    if (inBlocks) {
                        writeBlocks(matrix, blocks, to);
                    } else {
                        writeNumbers(matrix, to);
                    }
                });
    }

    private record Matrix(StoredTensor weight, StoredTensor zeros, StoredTensor scales, int[] groupOf, int outputs) {}

    private int[] groups(Parts parts, String module, int inputs, int groups) {
        int[] groupOf = new int[inputs];
        StoredTensor stored = awq ? null : parts.takeIfThere(module + ".g_idx").orElse(null);
        if (stored != null) {
            stored.of(StoredType.I32).shaped(inputs);
        }
        for (int i = 0; i < inputs; i++) {
            groupOf[i] = stored != null ? stored.word(i) : group == 0 ? 0 : i / group;
            if (stored != null && (groupOf[i] < 0 || groupOf[i] >= groups)) {
                throw stored.refuse("puts input " + i + " into group " + groupOf[i] + " of " + groups);
            }
        }
        return groupOf;
    }

    /** With {@code desc_act} neighbouring inputs are of different groups, and no block has one scale. */
    private static boolean isConstantWithinUnits(int[] groupOf) {
        for (int i = 0; i < groupOf.length; i++) {
            if (groupOf[i] != groupOf[i - i % QuantisedTensor.UNIT]) {
                return false;
            }
        }
        return true;
    }

    private void writeBlocks(Matrix matrix, Encoding encoding, MemorySegment to) {
        float[] scales = matrix.scales().floats();
        int[] zeros = zeros(matrix);
        int outputs = matrix.outputs();
        int inputs = matrix.groupOf().length;
        int units = QuantisedTensor.units(inputs);
        int size = encoding.blockBytes();
        int rowBytes = units * size;
        int together = together(rowBytes);
        PackedWords words = new PackedWords(matrix.weight(), awq, bits, inputs, outputs, together);
        byte[] rows = new byte[together * rowBytes];
        for (int tile = 0; tile < outputs; tile += together) {
            int some = Math.min(together, outputs - tile);
            for (int u = 0; u < units; u++) {
                int group = matrix.groupOf()[u * QuantisedTensor.UNIT] * outputs + tile;
                for (int o = 0; o < some; o++) {
                    int at = o * rowBytes + u * size;
                    Blocks.scale(rows, at, scales[group + o]);
                    int zero = zeros[group + o];
                    rows[at + Float.BYTES] = (byte) zero;
                    if (bits == 8) {
                        rows[at + Float.BYTES + 1] = (byte) (zero >>> 8);
                    }
                }
                words.read(u * QuantisedTensor.UNIT, tile, some);
                words.write(rows, u * size + size - QuantisedTensor.UNIT * bits / 8, rowBytes);
            }
            MemorySegment.copy(rows, 0, to, ValueLayout.JAVA_BYTE, (long) tile * rowBytes, some * rowBytes);
        }
    }

    /** Outputs that are put together at a time. */
    private static int together(int rowBytes) {
        long words = NEAR / rowBytes / WORD;
        return Math.clamp(words * WORD, WORD, MOST_TOGETHER);
    }

    private void writeNumbers(Matrix matrix, MemorySegment to) {
        float[] scales = matrix.scales().floats();
        int[] zeros = zeros(matrix);
        int outputs = matrix.outputs();
        int inputs = matrix.groupOf().length;
        int together = together(4 * inputs);
        PackedWords words = new PackedWords(matrix.weight(), awq, bits, inputs, outputs, together);
        float[] rows = new float[together * inputs];
        for (int tile = 0; tile < outputs; tile += together) {
            int some = Math.min(together, outputs - tile);
            for (int first = 0; first < inputs; first += QuantisedTensor.UNIT) {
                words.read(first, tile, some);
                for (int i = 0; i < Math.min(QuantisedTensor.UNIT, inputs - first); i++) {
                    int group = matrix.groupOf()[first + i] * outputs + tile;
                    for (int o = 0; o < some; o++) {
                        float value = (words.integer(i, o) - zeros[group + o]) * scales[group + o];
                        rows[o * inputs + first + i] = value;
                    }
                }
            }
            MemorySegment.copy(rows, 0, to, FLOAT, 4L * tile * inputs, some * inputs);
        }
    }

    /** The zero points of all groups and outputs. */
    private int[] zeros(Matrix matrix) {
        int outputs = matrix.outputs();
        int across = 32 / bits;
        int[] stored = matrix.zeros().segment().toArray(StoredTensor.INT);
        int[] zeros = new int[stored.length * across];
        for (int i = 0; i < zeros.length; i++) {
            int output = i % outputs;
            int word = stored[i / outputs * (outputs / across) + output / across];
            zeros[i] = awq
                    ? PackedWords.ofOutputs(word, output)
                    : PackedWords.integer(word, bits, output % across) + addedToZero;
        }
        return zeros;
    }
}
