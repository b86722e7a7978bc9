// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.x86;

import static org.lxt.asm.x86.Operands.high;

/** Encodes instructions on vector registers: in the way of AVX (VEX) where it can say them, else in that of AVX-512 (EVEX). */
final class VectorEncoder {
    private final Code code;

    VectorEncoder(Code code) {
        this.code = code;
    }

    void registers(VectorOpcode op, VectorRegister reg, VectorRegister second, VectorRegister rm) {
        int highest = Math.max(reg.number(), Math.max(second.number(), rm.number()));
        if (highest > 15 || reg.bits() == 512 || rm.bits() == 512 || isLongOnly(op)) {
            evexRegisters(op, reg, second, rm);
        } else {
            vex(op, reg, second, 0, rm.number() >> 3);
            Operands.registers(code, reg.number(), rm.number());
        }
    }

    void evexRegisters(VectorOpcode op, VectorRegister reg, VectorRegister second, VectorRegister rm) {
        // the fifth bit of a register stands where an index would have its fourth
        evex(op, reg, second, rm.number() >> 4, rm.number() >> 3 & 1, Mask.ALL);
        Operands.registers(code, reg.number(), rm.number());
    }

    void memory(VectorOpcode op, VectorRegister reg, VectorRegister second, Address address, Mask mask) {
        int index = high(address.index());
        int base = high(address.base());
        boolean isLong = Math.max(reg.number(), second.number()) > 15
                || reg.bits() == 512
                || mask.register() != 0
                || isLongOnly(op);
        if (isLong) {
            evex(op, reg, second, index, base, mask);
            Operands.memory(code, reg.number(), address, op.memoryBytes(reg.bits()));
        } else {
            vex(op, reg, second, index, base);
            Operands.memory(code, reg.number(), address, 1);
        }
    }

    private static boolean isLongOnly(VectorOpcode op) {
        return op == VectorOpcode.VDPBF16PS || op == VectorOpcode.VCVTNE2PS2BF16 || op == VectorOpcode.VPERMW;
    }

    /** The prefix of AVX, in two bytes where they suffice. */
    private void vex(VectorOpcode op, VectorRegister reg, VectorRegister second, int x, int b) {
        int notReg = reg.number() >> 3 ^ 1;
        int rest = (~second.number() & 15) << 3 | (reg.bits() == 256 ? 1 : 0) << 2 | op.prefix;
        if (x == 0 && b == 0 && op.map == 1) {
            code.put(0xc5);
            code.put(notReg << 7 | rest);
        } else {
            code.put(0xc4);
            code.put(notReg << 7 | (x ^ 1) << 6 | (b ^ 1) << 5 | op.map);
            code.put(rest);
        }
        code.put(op.opcode);
    }

    /** The prefix of AVX-512, four bytes. */
    void evex(VectorOpcode op, VectorRegister reg, VectorRegister second, int x, int b, Mask mask) {
        int notReg = (reg.number() >> 3 & 1) ^ 1;
        int notHighReg = reg.number() >> 4 ^ 1;
        code.put(0x62);
        code.put(notReg << 7 | (x ^ 1) << 6 | (b ^ 1) << 5 | notHighReg << 4 | op.map);
        code.put((op.wide ? 1 : 0) << 7 | (~second.number() & 15) << 3 | 1 << 2 | op.prefix);
        int length = reg.bits() / 256;
        int notHighSecond = second.number() >> 4 ^ 1;
        code.put((mask.zeroing() ? 1 : 0) << 7 | length << 5 | notHighSecond << 3 | mask.register());
        code.put(op.opcode);
    }
}
