// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.quantised;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** Where in a word of AWQ an output is, of eight. */
    private static final int[] AWQ_PLACE = {0, 4, 1, 5, 2, 6, 3, 7};

    /** Outputs whose blocks are written together, so that they stay in a cache. */
    private static final int TILE = 256;

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
        int inputs = matrix.groupOf().length;
        int units = QuantisedTensor.units(inputs);
        int[] elements = new int[QuantisedTensor.UNIT];
        for (int tile = 0; tile < matrix.outputs(); tile += TILE) {
            for (int u = 0; u < units; u++) {
                int first = u * QuantisedTensor.UNIT;
                int g = matrix.groupOf()[first];
                int some = Math.min(QuantisedTensor.UNIT, inputs - first);
                Arrays.fill(elements, 0);
                for (int o = tile; o < Math.min(tile + TILE, matrix.outputs()); o++) {
                    for (int i = 0; i < some; i++) {
                        elements[i] = element(matrix, first + i, o);
                    }
                    long at = ((long) o * units + u) * encoding.blockBytes();
                    float scale = scales[g * matrix.outputs() + o];
                    Blocks.integers(to, at, encoding, scale, zero(matrix, g, o), elements);
                }
            }
        }
    }

    private void writeNumbers(Matrix matrix, MemorySegment to) {
        float[] scales = matrix.scales().floats();
        int inputs = matrix.groupOf().length;
        for (int o = 0; o < matrix.outputs(); o++) {
            for (int i = 0; i < inputs; i++) {
                int g = matrix.groupOf()[i];
                float scale = scales[g * matrix.outputs() + o];
                Blocks.number(to, (long) o * inputs + i, (element(matrix, i, o) - zero(matrix, g, o)) * scale);
            }
        }
    }

    private int element(Matrix matrix, int input, int output) {
        if (awq) {
            return awq(matrix.weight(), input, output, matrix.outputs());
        }
        int perWord = 32 / bits;
        int word = matrix.weight().word((long) (input / perWord) * matrix.outputs() + output);
        return word >>> (bits * (input % perWord)) & ((1 << bits) - 1);
    }

    private int zero(Matrix matrix, int g, int output) {
        if (awq) {
            return awq(matrix.zeros(), g, output, matrix.outputs());
        }
        int perWord = 32 / bits;
        int word = matrix.zeros().word((long) g * (matrix.outputs() / perWord) + output / perWord);
        return (word >>> (bits * (output % perWord)) & ((1 << bits) - 1)) + addedToZero;
    }

    private static int awq(StoredTensor words, int row, int output, int outputs) {
        int word = words.word((long) row * (outputs / 8) + output / 8);
        return word >>> (4 * AWQ_PLACE[output % 8]) & 15;
    }
}
