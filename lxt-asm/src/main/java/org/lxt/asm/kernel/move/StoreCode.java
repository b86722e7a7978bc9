// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.move;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R10;
import static org.lxt.asm.x86.General.R8;
import static org.lxt.asm.x86.General.R9;
import static org.lxt.asm.x86.General.RAX;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;

import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;

/** {@code c = alpha tile} or {@code c = alpha tile + beta c}, for rows of whole registers. */
final class StoreCode {
    /** Numbers: rows; registers of a row; bytes from row to row of tile and c; where both begin; alpha; beta. */
    static final int ROWS = 0;

    static final int WHOLE = 1;
    static final int FROM_STEP = 2;
    static final int TO_STEP = 3;
    static final int FROM = 4;
    static final int TO = 5;
    static final int ALPHA = 6;
    static final int BETA = 7;

    private StoreCode() {}

    /** Writes it, for registers of 256 or 512 bits; {@code merge} if c counts. */
    static void write(Code code, int bits, boolean merge) {
        GeneralCode g = new GeneralCode(code);
        VectorCode v = new VectorCode(code);
        VectorRegister value = new VectorRegister(0, bits);
        VectorRegister before = new VectorRegister(1, bits);
        VectorRegister alpha = new VectorRegister(2, bits);
        VectorRegister beta = new VectorRegister(3, bits);
        g.add(RDI, at(RCX, 8 * FROM));
        g.add(RDX, at(RCX, 8 * TO));
        v.vbroadcastss(alpha, at(RCX, 8 * ALPHA));
        v.vbroadcastss(beta, at(RCX, 8 * BETA));
        g.mov(R8, at(RCX, 8 * ROWS));
        Code.Label row = code.here();
        g.mov(R9, at(RCX, 8 * WHOLE));
        g.mov(RAX, RDI);
        g.mov(R10, RDX);
        Code.Label whole = code.here();
        v.vmovups(value, at(RAX));
        if (merge) {
            v.vmulps(before, beta, at(R10));
            v.vfmadd213ps(value, alpha, before);
        } else {
            v.vmulps(value, value, alpha);
        }
        v.vmovups(at(R10), value);
        g.add(RAX, bits / 8);
        g.add(R10, bits / 8);
        g.sub(R9, 1);
        g.jnz(whole);
        g.add(RDI, at(RCX, 8 * FROM_STEP));
        g.add(RDX, at(RCX, 8 * TO_STEP));
        g.sub(R8, 1);
        g.jnz(row);
    }
}
