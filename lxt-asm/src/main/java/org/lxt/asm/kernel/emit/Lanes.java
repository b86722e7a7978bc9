// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.emit;

import static org.lxt.asm.x86.Address.at;

import org.lxt.asm.x86.Address;
import org.lxt.asm.x86.General;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;

/**
 * The first lanes of a register, for what is left of a row: the memory of the others is not touched. With 512 bits they are in a
 * mask register, with 256 in a vector register.
 */
public final class Lanes {
    /** Numbers that say which: those of 256 bits need an integer for each lane. */
    public static final int NUMBERS = 4;

    private static final int MASK_REGISTER = 2;
    private static final int LAST_OF_16 = 15;

    private final GeneralCode g;
    private final VectorCode v;
    private final int bits;
    private final int register;

    public Lanes(GeneralCode g, VectorCode v, int bits) {
        this(g, v, bits, 0);
    }

    /** One of several; the first has index 0. */
    public Lanes(GeneralCode g, VectorCode v, int bits, int index) {
        this.g = g;
        this.v = v;
        this.bits = bits;
        this.register = bits == 512 ? MASK_REGISTER + index : LAST_OF_16 - index;
    }

    /** Puts to {@code numbers[index ..]} which lanes; none where {@code count} is 0, and then the first number is 0. */
    public static void put(long[] numbers, int index, int bits, int count) {
        if (bits == 512) {
            numbers[index] = (1L << count) - 1;
            return;
        }
        for (int i = 0; i < NUMBERS; i++) {
            long low = 2 * i < count ? 0xffff_ffffL : 0;
            long high = 2 * i + 1 < count ? 0xffff_ffffL << 32 : 0;
            numbers[index + i] = low | high;
        }
    }

    /** Reads them from there. */
    public void mask(General numbers, int index, General free) {
        if (bits == 512) {
            g.mov(free, at(numbers, 8 * index));
            v.kmovw(register, free);
        } else {
            v.vmovups(new VectorRegister(register, bits), at(numbers, 8 * index));
        }
    }

    /** Loads these lanes; the others become 0. */
    public void load(VectorRegister to, Address from) {
        if (bits == 512) {
            v.vmovups(to, from, register);
        } else {
            v.vmaskmovps(to, new VectorRegister(register, bits), from);
        }
    }

    /** The other lanes become those of another register. */
    public void fill(VectorRegister to, VectorRegister others) {
        if (bits == 512) {
            v.vblendmps(to, others, to, register);
        } else {
            v.vblendvps(to, others, to, new VectorRegister(register, bits));
        }
    }

    /** Stores these lanes. */
    public void store(Address to, VectorRegister from) {
        if (bits == 512) {
            v.vmovups(to, from, register);
        } else {
            v.vmaskmovps(to, new VectorRegister(register, bits), from);
        }
    }
}
