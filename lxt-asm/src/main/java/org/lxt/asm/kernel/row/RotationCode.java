// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.row;

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

import org.lxt.asm.kernel.emit.Lanes;
import org.lxt.asm.x86.Address;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;

/** Rotary position embedding: pairs of elements of each head turned by the angles of its row. */
final class RotationCode {
    /** Numbers: rows, which are counted down; heads; bytes of half a head, and of its whole registers. */
    static final int ROWS = 0;

    static final int HEADS = 1;
    static final int HALF = 2;
    static final int WHOLE = 3;

    /** Where x, cosines, sines and the result begin. */
    static final int X = 4;

    static final int COSINES = 5;
    static final int SINES = 6;
    static final int D = 7;

    /** Bytes from head to head; from a row's last head to the next row of x and the result; from row to row of the tables. */
    static final int HEAD_STEP = 8;

    static final int X_REST = 9;
    static final int D_REST = 10;
    static final int COSINE_STEP = 11;
    static final int SINE_STEP = 12;

    /** What sines are multiplied by, a float. */
    static final int SIGN = 13;

    /** Which lanes the last register has, see {@link Lanes}. */
    static final int MASK = 14;

    static final int NUMBERS = MASK + Lanes.NUMBERS;

    private final int bits;
    private final GeneralCode g;
    private final VectorCode v;
    private final Lanes lanes;

    private RotationCode(Code code, int bits) {
        this.bits = bits;
        this.g = new GeneralCode(code);
        this.v = new VectorCode(code);
        this.lanes = new Lanes(g, v, bits);
    }

    /** Writes it, for registers of 256 or 512 bits. Its operands are x, cosines, the result and sines, in this order. */
    static void write(Code code, int bits) {
        new RotationCode(code, bits).write(code);
    }

    private void write(Code code) {
        g.add(RDI, at(RCX, 8 * X));
        g.add(RSI, at(RCX, 8 * COSINES));
        g.add(RDX, at(RCX, 8 * D));
        g.add(R8, at(RCX, 8 * SINES));
        lanes.mask(RCX, MASK, RAX);
        v.vbroadcastss(sign(), at(RCX, 8 * SIGN));
        g.mov(R9, at(RCX, 8 * WHOLE));
        Code.Label row = code.here();
        g.mov(R10, at(RCX, 8 * HEADS));
        Code.Label head = code.here();
        Code.Label rest = new Code.Label();
        Code.Label end = new Code.Label();
        g.mov(RAX, 0);
        g.mov(R11, at(RCX, 8 * HALF));
        g.test(R9);
        g.jz(rest);
        Code.Label loop = code.here();
        turn(false);
        g.add(RAX, bits / 8);
        g.add(R11, bits / 8);
        g.cmp(RAX, R9);
        g.jl(loop);
        code.place(rest);
        g.mov(R11, at(RCX, 8 * MASK));
        g.test(R11);
        g.jz(end);
        g.mov(R11, at(RCX, 8 * HALF));
        g.add(R11, RAX);
        turn(true);
        code.place(end);
        g.add(RDI, at(RCX, 8 * HEAD_STEP));
        g.add(RDX, at(RCX, 8 * HEAD_STEP));
        g.sub(R10, 1);
        g.jnz(head);
        g.add(RDI, at(RCX, 8 * X_REST));
        g.add(RDX, at(RCX, 8 * D_REST));
        g.add(RSI, at(RCX, 8 * COSINE_STEP));
        g.add(R8, at(RCX, 8 * SINE_STEP));
        g.mov(RAX, at(RCX, 8 * ROWS));
        g.sub(RAX, 1);
        g.mov(at(RCX, 8 * ROWS), RAX);
        g.jnz(row);
    }

    /** A register of pairs, whose elements rax and r11 point to. */
    private void turn(boolean masked) {
        VectorRegister cosine = register(0);
        VectorRegister sine = register(1);
        VectorRegister p = register(2);
        VectorRegister q = register(3);
        VectorRegister first = register(4);
        VectorRegister second = register(5);
        VectorRegister product = register(6);
        load(masked, cosine, at(RSI, RAX));
        load(masked, sine, at(R8, RAX));
        v.vmulps(sine, sine, sign());
        load(masked, p, at(RDI, RAX));
        load(masked, q, at(RDI, R11));
        v.vmulps(first, p, cosine);
        v.vmulps(product, q, sine);
        v.vsubps(first, first, product);
        v.vmulps(second, q, cosine);
        v.vmulps(product, p, sine);
        v.vaddps(second, second, product);
        store(masked, at(RDX, RAX), first);
        store(masked, at(RDX, R11), second);
    }

    private void load(boolean masked, VectorRegister to, Address from) {
        if (masked) {
            lanes.load(to, from);
        } else {
            v.vmovups(to, from);
        }
    }

    private void store(boolean masked, Address to, VectorRegister from) {
        if (masked) {
            lanes.store(to, from);
        } else {
            v.vmovups(to, from);
        }
    }

    private VectorRegister sign() {
        return register(7);
    }

    private VectorRegister register(int number) {
        return new VectorRegister(number, bits);
    }
}
