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
import org.lxt.asm.x86.General;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;

/**
 * Copies rows to three panels side by side, decoding them: a row of a weight is often in a page of its own, and is looked up once for
 * three panels.
 */
final class TripleCode {
    /** Numbers: rows; bytes from row to row of the source; where it begins; where each panel does. */
    static final int ROWS = 0;

    static final int FROM_STEP = 1;
    static final int FROM = 2;
    static final int TO = 3;

    /** Panels that a call fills, each an operand of the function from the second on. */
    static final int PANELS = 3;

    /** Registers of a panel's row. */
    static final int REGISTERS = 2;

    /** Rows that are fetched before their turn, as a power of two. */
    private static final int AHEAD = 3;

    private static final int LINE = 64;

    private TripleCode() {}

    /** Writes it, for registers of 256 or 512 bits. */
    static void write(Code code, int bits, Encoding encoding) {
        GeneralCode g = new GeneralCode(code);
        VectorCode v = new VectorCode(code);
        Loads loads = new Loads(v, encoding);
        General[] panels = {RSI, RDX, R8};
        int source = bits / 32 * encoding.bytes();
        int rowBytes = PANELS * REGISTERS * source;
        g.add(RDI, at(RCX, 8 * FROM));
        g.mov(R11, at(RCX, 8 * FROM_STEP));
        g.mov(R10, at(RCX, 8 * ROWS));
        g.mov(R9, at(RCX, 8 * TO));
        g.mov(RAX, R11);
        for (int i = 0; i < AHEAD; i++) {
            g.add(RAX, RAX);
        }
        Code.Label row = code.here();
        for (int i = 0; i < rowBytes; i += LINE) {
            // rows to come, and what the next three panels have of this one
            g.prefetcht0(at(RDI, RAX, 1, i));
            g.prefetcht1(at(RDI, rowBytes + i));
        }
        for (int p = 0; p < PANELS; p++) {
            for (int i = 0; i < REGISTERS; i++) {
                VectorRegister value = new VectorRegister(p * REGISTERS + i, bits);
                loads.whole(value, at(RDI, (p * REGISTERS + i) * source));
                v.vmovups(at(panels[p], R9, 1, i * bits / 8), value);
            }
        }
        g.add(RDI, R11);
        g.add(R9, REGISTERS * bits / 8);
        g.sub(R10, 1);
        g.jnz(row);
    }
}
