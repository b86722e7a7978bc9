// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.x86;

import static org.lxt.asm.x86.Operands.high;

/**
 * Writes the instructions on general registers that the kernels use, all on 64 bits. Of each pair of operands the first is
 * the destination, as in Intel's manual.
 */
public final class GeneralCode {
    private static final int WIDE = 0x48;

    private final Code code;

    /** Writes to the end of this code. */
    public GeneralCode(Code code) {
        this.code = code;
    }

    /** {@code to = from}. */
    public void mov(General to, General from) {
        registers(0x89, from, to);
    }

    /** {@code to = [from]}. */
    public void mov(General to, Address from) {
        memory(0x8b, to, from);
    }

    /** {@code [to] = from}. */
    public void mov(Address to, General from) {
        memory(0x89, from, to);
    }

    /** {@code to = value}. */
    public void mov(General to, int value) {
        code.put(WIDE | high(to));
        code.put(0xc7);
        Operands.registers(code, 0, to.number());
        code.putInt(value);
    }

    /** {@code to = address}, not what is there. */
    public void lea(General to, Address address) {
        memory(0x8d, to, address);
    }

    /** {@code to += by}. */
    public void add(General to, General by) {
        registers(0x01, by, to);
    }

    /** {@code to += [by]}. */
    public void add(General to, Address by) {
        memory(0x03, to, by);
    }

    /** {@code to += by}. */
    public void add(General to, int by) {
        immediate(0, to, by);
    }

    /** {@code to -= by}. */
    public void sub(General to, General by) {
        registers(0x29, by, to);
    }

    /** {@code to -= by}; the flags say how the result compares with 0. */
    public void sub(General to, int by) {
        immediate(5, to, by);
    }

    /** The flags say how the two compare. */
    public void cmp(General left, General right) {
        registers(0x39, right, left);
    }

    /** The flags say how the two compare. */
    public void cmp(General left, int right) {
        immediate(7, left, right);
    }

    /** The flags say how the register compares with 0. */
    public void test(General register) {
        registers(0x85, register, register);
    }

    /** {@code to <<= by}. */
    public void shl(General to, int by) {
        code.put(WIDE | high(to));
        code.put(0xc1);
        Operands.registers(code, 4, to.number());
        code.put(by);
    }

    /** Puts a register on the stack. */
    public void push(General register) {
        stack(0x50, register);
    }

    /** Takes a register from the stack. */
    public void pop(General register) {
        stack(0x58, register);
    }

    /** Goes on at the label. */
    public void jmp(Code.Label to) {
        code.put(0xe9);
        code.putDistance(to);
    }

    /** Goes on at the label, and comes back here at the end of what is there. */
    public void call(Code.Label to) {
        code.put(0xe8);
        code.putDistance(to);
    }

    /** Goes on at the label if the last result was 0, or the last two compared were equal. */
    public void jz(Code.Label to) {
        jump(0x84, to);
    }

    /** The opposite of {@link #jz}. */
    public void jnz(Code.Label to) {
        jump(0x85, to);
    }

    /** Goes on at the label if the first of two compared was less, as numbers with a sign. */
    public void jl(Code.Label to) {
        jump(0x8c, to);
    }

    /** The opposite of {@link #jl}. */
    public void jge(Code.Label to) {
        jump(0x8d, to);
    }

    /** Returns to the caller. */
    public void ret() {
        code.put(0xc3);
    }

    /** Asks the processor about itself: leaf eax and subleaf ecx to eax, ebx, ecx and edx. */
    public void cpuid() {
        code.put(0x0f);
        code.put(0xa2);
    }

    /** Reads the state that the operating system keeps, register ecx of it, to edx and eax. */
    public void xgetbv() {
        code.put(0x0f);
        code.put(0x01);
        code.put(0xd0);
    }

    /** Has the line of the cache fetched to the nearest one. */
    public void prefetcht0(Address address) {
        prefetch(1, address);
    }

    /** Has the line of the cache fetched to the second-level one. */
    public void prefetcht1(Address address) {
        prefetch(2, address);
    }

    private void prefetch(int level, Address address) {
        int rex = high(address.index()) << 1 | high(address.base());
        if (rex != 0) {
            code.put(0x40 | rex);
        }
        code.put(0x0f);
        code.put(0x18);
        Operands.memory(code, level, address, 1);
    }

    private void registers(int opcode, General reg, General rm) {
        code.put(WIDE | high(reg) << 2 | high(rm));
        code.put(opcode);
        Operands.registers(code, reg.number(), rm.number());
    }

    private void memory(int opcode, General reg, Address address) {
        code.put(WIDE | high(reg) << 2 | high(address.index()) << 1 | high(address.base()));
        code.put(opcode);
        Operands.memory(code, reg.number(), address, 1);
    }

    private void immediate(int operation, General to, int value) {
        code.put(WIDE | high(to));
        boolean small = value == (byte) value;
        if (!small && to == General.RAX) {
            code.put(operation << 3 | 5);
        } else {
            code.put(small ? 0x83 : 0x81);
            Operands.registers(code, operation, to.number());
        }
        if (small) {
            code.put(value);
        } else {
            code.putInt(value);
        }
    }

    private void stack(int opcode, General register) {
        if (high(register) != 0) {
            code.put(0x41);
        }
        code.put(opcode | (register.number() & 7));
    }

    private void jump(int opcode, Code.Label to) {
        code.put(0x0f);
        code.put(opcode);
        code.putDistance(to);
    }
}
