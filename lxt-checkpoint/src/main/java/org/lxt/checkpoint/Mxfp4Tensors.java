// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * MXFP4 as files of safetensors have it: a tensor of elements, 16 bytes for each 32 of them, and one of scales. Source: {@code
 * convert_moe_packed_tensors} of transformers.
 */
final class Mxfp4Tensors {
    /** Elements that share a scale. */
    static final int BLOCK = 32;

    private static final int HALF = BLOCK / 2;

    private Mxfp4Tensors() {}

    /**
     * The same elements in blocks of {@link org.lxt.tensor.weight.Encoding#MXFP4}: the scale, then 16 bytes whose low bits are the first
     * half of the elements.
     *
     * @param elements two for each byte, the first in the low bits
     * @param scales one for each 16 bytes of elements
     */
    static MemorySegment joined(MemorySegment elements, MemorySegment scales) {
        long blocks = scales.byteSize();
        MemorySegment joined = Arena.ofAuto().allocate(blocks * (HALF + 1), 64);
        byte[] from = new byte[HALF];
        byte[] to = new byte[HALF + 1];
        for (long b = 0; b < blocks; b++) {
            MemorySegment.copy(elements, ValueLayout.JAVA_BYTE, b * HALF, from, 0, HALF);
            to[0] = scales.get(ValueLayout.JAVA_BYTE, b);
            for (int i = 0; i < HALF; i++) {
                to[i + 1] = (byte) (element(from, i) | element(from, i + HALF) << 4);
            }
            MemorySegment.copy(to, 0, joined, ValueLayout.JAVA_BYTE, b * (HALF + 1), HALF + 1);
        }
        return joined;
    }

    private static int element(byte[] packed, int i) {
        return packed[i / 2] >> 4 * (i % 2) & 0xf;
    }
}
