// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.product;

import org.lxt.asm.x86.VectorRegister;

/**
 * How many sums a kernel holds in registers: {@code rows} times {@code vectors} registers of so many bits, which leave room
 * for one step of the right operand and a few elements of the left one.
 */
public record TileShape(int rows, int vectors, int bits) {
    /** Elements of one row. */
    public int columns() {
        return vectors * lanes();
    }

    /** Floats of a register. */
    public int lanes() {
        return bits / 32;
    }

    /** Registers that there are. */
    public int registers() {
        return bits == 512 ? 32 : 16;
    }

    public VectorRegister register(int number) {
        return new VectorRegister(number, bits);
    }
}
