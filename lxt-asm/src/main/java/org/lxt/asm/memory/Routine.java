// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.memory;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R8;
import static org.lxt.asm.x86.General.R9;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;
import static org.lxt.asm.x86.General.RSI;
import static org.lxt.asm.x86.General.RSP;

import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;

/**
 * What a function has around its body, so that bodies are the same on all systems. A body finds its arguments in rdi, rsi, rdx,
 * rcx, which is the array of numbers, and r8, and may change rax, rcx, rdx, rsi, rdi, r8 to r11, and all vector registers.
 */
public final class Routine {
    private static final int FIRST_SAVED = 6;
    private static final int LAST_SAVED = 15;
    /** From the top of the stack at a call to a fifth argument on Windows: the return address and room for four others. */
    private static final int FIFTH = 8 + 4 * 8;

    private static final int ROOM = 16 * (LAST_SAVED - FIRST_SAVED + 1);

    private Routine() {}

    /** Writes the body of a function. */
    @FunctionalInterface
    public interface Body {
        /** Writes it; it ends by running on, not by returning. */
        void write(Code code);
    }

    /** Writes a whole function that touches no vector register, for any processor. */
    static void writePlain(Code code, CallingConvention convention, Body body) {
        GeneralCode g = new GeneralCode(code);
        boolean windows = convention == CallingConvention.WINDOWS;
        if (windows) {
            takeArguments(g);
        }
        body.write(code);
        if (windows) {
            giveBack(g);
        }
        g.ret();
    }

    /** Writes a whole function for processors with AVX. */
    static void write(Code code, CallingConvention convention, Body body) {
        GeneralCode g = new GeneralCode(code);
        VectorCode v = new VectorCode(code);
        boolean windows = convention == CallingConvention.WINDOWS;
        if (windows) {
            takeArguments(g);
            g.sub(RSP, ROOM);
            for (int i = FIRST_SAVED; i <= LAST_SAVED; i++) {
                v.vmovups(at(RSP, 16 * (i - FIRST_SAVED)), VectorRegister.xmm(i));
            }
        }
        body.write(code);
        v.vzeroupper();
        if (windows) {
            for (int i = FIRST_SAVED; i <= LAST_SAVED; i++) {
                v.vmovups(VectorRegister.xmm(i), at(RSP, 16 * (i - FIRST_SAVED)));
            }
            g.add(RSP, ROOM);
            giveBack(g);
        }
        g.ret();
    }

    private static void takeArguments(GeneralCode g) {
        g.push(RDI);
        g.push(RSI);
        g.mov(RDI, RCX);
        g.mov(RSI, RDX);
        g.mov(RDX, R8);
        g.mov(RCX, R9);
        g.mov(R8, at(RSP, FIFTH + 2 * 8));
    }

    private static void giveBack(GeneralCode g) {
        g.pop(RSI);
        g.pop(RDI);
    }
}
