// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.x86;

import static org.lxt.asm.x86.Operands.high;

/** Writes the instructions of AMX, which work on eight tiles of up to 16 rows of 64 bytes. */
public final class MatrixCode {
    private static final int MAP_0F38 = 2;
    private static final int NONE = 0;
    private static final int F3 = 2;
    private static final int F2 = 3;

    private final Code code;

    /** Writes to the end of this code. */
    public MatrixCode(Code code) {
        this.code = code;
    }

    /** Sets the shapes of all tiles, from 64 bytes. */
    public void ldtilecfg(Address from) {
        prefix(NONE, 0, 0, from);
        code.put(0x49);
        Operands.memory(code, 0, from, 1);
    }

    /** Gives the tiles back. */
    public void tilerelease() {
        registers(NONE, 0x49, 0, 0, 0);
    }

    /** Sets a tile to 0. */
    public void tilezero(int tile) {
        registers(F2, 0x49, tile, 0, 0);
    }

    /** Loads a tile; its rows are as many bytes apart as the index register says. */
    public void tileloadd(int tile, Address from) {
        prefix(F2, tile, 0, from);
        code.put(0x4b);
        Operands.memoryWithIndex(code, tile, from);
    }

    /** Stores a tile; its rows are as many bytes apart as the index register says. */
    public void tilestored(Address to, int tile) {
        prefix(F3, tile, 0, to);
        code.put(0x4b);
        Operands.memoryWithIndex(code, tile, to);
    }

    /** {@code to += a b}: a has rows of pairs of bfloat16, b has rows of columns of such pairs. */
    public void tdpbf16ps(int to, int a, int b) {
        registers(F3, 0x5c, to, a, b);
    }

    private void registers(int prefix, int opcode, int reg, int rm, int second) {
        code.put(0xc4);
        code.put(0xe0 | MAP_0F38);
        code.put((~second & 15) << 3 | prefix);
        code.put(opcode);
        Operands.registers(code, reg, rm);
    }

    private void prefix(int prefix, int reg, int second, Address address) {
        code.put(0xc4);
        int notIndex = high(address.index()) ^ 1;
        int notBase = high(address.base()) ^ 1;
        code.put((reg >> 3 ^ 1) << 7 | notIndex << 6 | notBase << 5 | MAP_0F38);
        code.put((~second & 15) << 3 | prefix);
    }
}
