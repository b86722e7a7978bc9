// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.cpu;

import java.util.Locale;

/** Groups of instructions that a processor may have, and the state that the system must keep for them. */
public enum Feature {
    /** Fused multiply-add. */
    FMA(1, 0, Register.ECX, 12, State.AVX),
    /** Conversion from and to binary16. */
    F16C(1, 0, Register.ECX, 29, State.AVX),
    /** Integers of 256 bits. */
    AVX2(7, 0, Register.EBX, 5, State.AVX),
    /** 512 bits, 32 registers. */
    AVX512F(7, 0, Register.EBX, 16, State.AVX512),
    /** Bits of floats of 512 bits. */
    AVX512DQ(7, 0, Register.EBX, 17, State.AVX512),
    /** Bytes and words of 512 bits. */
    AVX512BW(7, 0, Register.EBX, 30, State.AVX512),
    /** The instructions of AVX-512 on shorter registers. */
    AVX512VL(7, 0, Register.EBX, 31, State.AVX512),
    /** Products of bfloat16. */
    AVX512_BF16(7, 1, Register.EAX, 5, State.AVX512),
    /** Tiles. */
    AMX_TILE(7, 0, Register.EDX, 24, State.AMX),
    /** Products of tiles of bfloat16. */
    AMX_BF16(7, 0, Register.EDX, 22, State.AMX);

    /** Where the answer of CPUID stands. */
    enum Register {
        EAX,
        EBX,
        ECX,
        EDX
    }

    /** Bits of the register XCR0: what the system saves when it switches threads. */
    static final class State {
        static final int AVX = 0x6;
        static final int AVX512 = 0xe6;
        static final int AMX = 0x60000;

        private State() {}
    }

    final int leaf;
    final int subleaf;
    final Register register;
    final int bit;
    final int state;

    Feature(int leaf, int subleaf, Register register, int bit, int state) {
        this.leaf = leaf;
        this.subleaf = subleaf;
        this.register = register;
        this.bit = bit;
        this.state = state;
    }

    /** The usual name, such as {@code AVX512-BF16}. */
    public String label() {
        return name().replace('_', '-').toUpperCase(Locale.ROOT);
    }
}
