// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.Weight;

class Mxfp4TensorsTest {
    /** The sixteen numbers of E2M1, as the Open Compute Project lists them. */
    private static final double[] E2M1 = {0, 0.5, 1, 1.5, 2, 3, 4, 6, -0.0, -0.5, -1, -1.5, -2, -3, -4, -6};

    /** With nothing before, and with so much that the blocks are in different parts of what is put together at a time. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1023, 3000})
    void theFirstElementOfAByteIsInItsLowBitsAndTheScaleIsAPowerOfTwo(int before) {
        byte[] elements = new byte[16 * before + 32];
        byte[] scales = new byte[before + 2];
        scales[before] = 127;
        scales[before + 1] = (byte) 130;
        for (int i = 0; i < 16; i++) {
            elements[16 * before + i] = (byte) (i | (15 - i) << 4);
            elements[16 * before + 16 + i] = (byte) ((i * 5 & 15) | (i * 3 & 15) << 4);
        }
        MemorySegment joined = Mxfp4Tensors.joined(MemorySegment.ofArray(elements), MemorySegment.ofArray(scales));
        Weight weight = Weight.of("w", joined, Encoding.MXFP4, before + 2, 32);
        for (int i = 0; i < 16; i++) {
            assertThat(weight.toDoubles(before)[2 * i]).isEqualTo(E2M1[i]);
            assertThat(weight.toDoubles(before)[2 * i + 1]).isEqualTo(E2M1[15 - i]);
            assertThat(weight.toDoubles(before + 1)[2 * i]).isEqualTo(8 * E2M1[i * 5 & 15]);
            assertThat(weight.toDoubles(before + 1)[2 * i + 1]).isEqualTo(8 * E2M1[i * 3 & 15]);
        }
    }
}
