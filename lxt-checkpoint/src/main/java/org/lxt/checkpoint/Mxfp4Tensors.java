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

    /** Blocks that are put together at a time: single accesses to a segment are slow until the JVM's best compiler has seen them. */
    private static final int TOGETHER = 1024;

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
        byte[] from = new byte[TOGETHER * HALF];
        byte[] scale = new byte[TOGETHER];
        byte[] to = new byte[TOGETHER * (HALF + 1)];
        for (long first = 0; first < blocks; first += TOGETHER) {
            int count = (int) Math.min(TOGETHER, blocks - first);
            MemorySegment.copy(elements, ValueLayout.JAVA_BYTE, first * HALF, from, 0, count * HALF);
            MemorySegment.copy(scales, ValueLayout.JAVA_BYTE, first, scale, 0, count);
            for (int b = 0; b < count; b++) {
                to[b * (HALF + 1)] = scale[b];
                join(from, b * HALF, to, b * (HALF + 1) + 1);
            }
            MemorySegment.copy(to, 0, joined, ValueLayout.JAVA_BYTE, first * (HALF + 1), count * (HALF + 1));
        }
        return joined;
    }

    /** Each byte of either half of the elements gives the low or the high bits of two bytes. */
    private static void join(byte[] from, int at, byte[] to, int start) {
        for (int i = 0; i < HALF / 2; i++) {
            int low = from[at + i];
            int high = from[at + i + HALF / 2];
            to[start + 2 * i] = (byte) ((low & 0xf) | (high << 4));
            to[start + 2 * i + 1] = (byte) (((low >> 4) & 0xf) | (high & 0xf0));
        }
    }
}
