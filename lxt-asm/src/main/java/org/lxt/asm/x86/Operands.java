// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.x86;

import org.jspecify.annotations.Nullable;

/** The bytes after an opcode that name its operands. */
final class Operands {
    /** As a base in the ModRM byte: an index byte follows; as an index: there is none. */
    private static final int ESCAPE = 4;

    /** As a base without displacement it would mean something else. */
    private static final int NEEDS_DISPLACEMENT = 5;

    private Operands() {}

    /** Two registers: their lower three bits. */
    static void registers(Code code, int reg, int rm) {
        code.put(0xc0 | (reg & 7) << 3 | (rm & 7));
    }

    /**
     * A register and a place in memory.
     *
     * @param unit a displacement that is a small multiple of it takes one byte
     */
    static void memory(Code code, int reg, Address address, int unit) {
        memory(code, reg, address, unit, false);
    }

    /** The same for instructions that want an index byte in any case. */
    static void memoryWithIndex(Code code, int reg, Address address) {
        memory(code, reg, address, 1, true);
    }

    private static void memory(Code code, int reg, Address address, int unit, boolean indexed) {
        int base = address.base().number() & 7;
        General index = address.index();
        int displacement = address.displacement();
        boolean withIndex = indexed || index != null || base == ESCAPE;
        int mode;
        if (displacement == 0 && base != NEEDS_DISPLACEMENT) {
            mode = 0;
        } else if (displacement % unit == 0 && displacement / unit == (byte) (displacement / unit)) {
            mode = 1;
        } else {
            mode = 2;
        }
        code.put(mode << 6 | (reg & 7) << 3 | (withIndex ? ESCAPE : base));
        if (withIndex) {
            int scale = Integer.numberOfTrailingZeros(address.scale());
            code.put(scale << 6 | (index == null ? ESCAPE : index.number() & 7) << 3 | base);
        }
        if (mode == 1) {
            code.put(displacement / unit);
        } else if (mode == 2) {
            code.putInt(displacement);
        }
    }

    /** The fourth bit of a register's number, where the encoding has it. */
    static int high(@Nullable General register) {
        return register == null ? 0 : register.number() >> 3;
    }
}
