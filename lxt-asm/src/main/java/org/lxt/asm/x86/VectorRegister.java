// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.x86;

/**
 * A vector register, or the lower part of one.
 *
 * @param number 0 to 31; from 16 on only where there is AVX-512
 * @param bits 128, 256 or 512
 */
public record VectorRegister(int number, int bits) {
    /** Checks that there is one. */
    public VectorRegister {
        if (number < 0 || number > 31 || (bits != 128 && bits != 256 && bits != 512)) {
            throw new IllegalArgumentException("no vector register " + number + " of " + bits + " bits");
        }
    }

    /** One of 128 bits. */
    public static VectorRegister xmm(int number) {
        return new VectorRegister(number, 128);
    }

    /** One of 256 bits. */
    public static VectorRegister ymm(int number) {
        return new VectorRegister(number, 256);
    }

    /** One of 512 bits. */
    public static VectorRegister zmm(int number) {
        return new VectorRegister(number, 512);
    }

    /** Its lower half, or the register whose lower half this is. */
    public VectorRegister ofBits(int other) {
        return new VectorRegister(number, other);
    }
}
