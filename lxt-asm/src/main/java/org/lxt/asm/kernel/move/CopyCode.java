// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.move;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R10;
import static org.lxt.asm.x86.General.R11;
import static org.lxt.asm.x86.General.R8;
import static org.lxt.asm.x86.General.R9;
import static org.lxt.asm.x86.General.RAX;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;
import static org.lxt.asm.x86.General.RSI;

import org.lxt.asm.kernel.emit.Loads;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;

/** Copies rows, decoding them. Of a row that is no whole number of registers the rest follows, by a mask. */
final class CopyCode {
    /** Numbers: rows; whole registers of a row; bytes from row to row of source and result; where both begin; lanes after. */
    static final int ROWS = 0;

    static final int WHOLE = 1;
    static final int FROM_STEP = 2;
    static final int TO_STEP = 3;
    static final int FROM = 4;
    static final int TO = 5;

    /** A bit for each lane of the rest, none if there is no rest; on AVX2 an array of integers has them. */
    static final int MASK = 6;

    private static final int LINE = 64;

    private CopyCode() {}

    /**
     * Writes it, for registers of 256 or 512 bits. With 256 bits the second operand of the function has the lanes of the rest,
     * from its beginning, and only float32 may have a rest.
     */
    static void write(Code code, int bits, Encoding encoding) {
        GeneralCode g = new GeneralCode(code);
        VectorCode v = new VectorCode(code);
        Loads loads = new Loads(v, encoding);
        VectorRegister value = new VectorRegister(0, bits);
        VectorRegister mask = new VectorRegister(1, bits);
        int lanes = bits / 32;
        boolean hasMask = bits == 512 || encoding == Encoding.F32;
        g.add(RDI, at(RCX, 8 * FROM));
        g.add(RDX, at(RCX, 8 * TO));
        g.mov(R8, at(RCX, 8 * ROWS));
        g.mov(R11, at(RCX, 8 * MASK));
        if (bits == 512) {
            v.kmovw(1, R11);
        } else if (hasMask) {
            v.vmovups(mask, at(RSI));
        }
        Code.Label row = code.here();
        Code.Label rest = new Code.Label();
        Code.Label next = new Code.Label();
        g.mov(R9, at(RCX, 8 * WHOLE));
        g.mov(RAX, RDI);
        g.mov(R10, RDX);
        g.test(R9);
        g.jz(rest);
        Code.Label whole = code.here();
        loads.whole(value, at(RAX));
        v.vmovups(at(R10), value);
        g.add(RAX, lanes * encoding.bytes());
        g.add(R10, bits / 8);
        g.sub(R9, 1);
        g.jnz(whole);
        code.place(rest);
        if (hasMask) {
            g.test(R11);
            g.jz(next);
            if (bits == 512) {
                loads.masked(value, at(RAX), 1);
                v.vmovups(at(R10), value, 1);
            } else {
                v.vmaskmovps(value, mask, at(RAX));
                v.vmovups(at(R10), value);
            }
        }
        code.place(next);
        // rows are often a page apart, and what follows them is most often copied next: a panel's neighbour
        g.prefetcht0(at(RAX));
        g.prefetcht0(at(RAX, LINE));
        g.add(RDI, at(RCX, 8 * FROM_STEP));
        g.add(RDX, at(RCX, 8 * TO_STEP));
        g.sub(R8, 1);
        g.jnz(row);
    }
}
