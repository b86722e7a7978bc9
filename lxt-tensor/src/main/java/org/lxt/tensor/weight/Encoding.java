// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.weight;

import java.util.Arrays;
import java.util.List;

/**
 * How a weight is stored, little-endian: each element by itself, or in blocks of neighbours that share a scale. Blocks are read
 * as float32: a product of two numbers, or one and a difference, each rounded once. Unless something else is said they are
 * those of the ggml project, in its layout. From {@link #F8_E4M3} on they are ours, for formats whose files keep scales apart: the
 * scale comes first, then the zero point if there is one, then the elements; of elements of 4 bits the lower halves of 16 bytes
 * are the first 16.
 */
public enum Encoding {
    /** IEEE 754 binary64. */
    F64(1, 8),
    /** IEEE 754 binary32. */
    F32(1, 4),
    /** IEEE 754 binary16. */
    F16(1, 2),
    /** The upper half of a binary32. */
    BF16(1, 2),
    /** Integers of 8 bits times a scale. */
    Q8_0(32, 34),
    /** Integers of 4 bits, from -8, times a scale. */
    Q4_0(32, 18),
    /** Integers of 4 bits, from 0, times a scale, plus a minimum. */
    Q4_1(32, 20),
    /** Integers of 5 bits, from -16, times a scale. */
    Q5_0(32, 22),
    /** Integers of 5 bits, from 0, times a scale, plus a minimum. */
    Q5_1(32, 24),
    /** Integers of 2 bits times a scale of 4 bits, minus a minimum of 4, for each 16. */
    Q2_K(256, 84),
    /** Integers of 3 bits times a scale of 6 bits for each 16. */
    Q3_K(256, 110),
    /** Integers of 4 bits times a scale of 6 bits, minus a minimum of 6, for each 32. */
    Q4_K(256, 144),
    /** Integers of 5 bits times a scale of 6 bits, minus a minimum of 6, for each 32. */
    Q5_K(256, 176),
    /** Integers of 6 bits times a scale of 8 bits for each 16. */
    Q6_K(256, 210),
    /** One of 16 integers times a scale. */
    IQ4_NL(32, 18),
    /** One of the same 16 integers times a scale of 6 bits for each 32. */
    IQ4_XS(256, 136),
    /** A floating-point number of 4 bits, E2M1, times a power of 2: the MX format of the Open Compute Project. */
    MXFP4(32, 17),
    /** Floating-point numbers of 8 bits, E4M3 without infinities, times a scale in float32. */
    F8_E4M3(32, 36),
    /** Integers of 4 bits less a zero point (a byte, without a sign), times a scale in float32: GPTQ and AWQ. */
    U4_ZERO(32, 21),
    /** Integers of 8 bits without a sign less a zero point (two bytes), times a scale in float32: GPTQ. */
    U8_ZERO(32, 38),
    /** Integers of 8 bits times the largest magnitude of their row in float32, times 1/127: int8 of bitsandbytes. */
    I8_ABSMAX(32, 36),
    /** One of 16 numbers between -1 and 1 times a scale in float32: NF4 of bitsandbytes. */
    NF4(32, 20),
    /** One of 16 other numbers between -1 and 1 times a scale in float32: FP4 of bitsandbytes. */
    FP4(32, 20);

    private static final List<Encoding> OF_ELEMENTS =
            Arrays.stream(values()).filter(e -> !e.isBlocked()).toList();

    private final int blockElements;
    private final int blockBytes;

    Encoding(int blockElements, int blockBytes) {
        this.blockElements = blockElements;
        this.blockBytes = blockBytes;
    }

    /** Those that store each element by itself. */
    public static List<Encoding> ofElements() {
        return OF_ELEMENTS;
    }

    /** Whether elements are stored in blocks. */
    public boolean isBlocked() {
        return blockElements > 1;
    }

    /** Elements of a block; 1 where each is stored by itself. */
    public int blockElements() {
        return blockElements;
    }

    /** Bytes of a block. */
    public int blockBytes() {
        return blockBytes;
    }

    /** Bytes per element, where each is stored by itself. */
    public int bytes() {
        if (isBlocked()) {
            throw new IllegalStateException(this + " stores blocks, not single elements");
        }
        return blockBytes;
    }

    /** Bytes of so many elements, which must be whole blocks. */
    public long bytes(long elements) {
        if (elements % blockElements != 0) {
            throw new IllegalArgumentException(elements + " elements are no whole blocks of " + this);
        }
        return elements / blockElements * blockBytes;
    }
}
