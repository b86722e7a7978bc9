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
import org.lxt.asm.x86.General;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;

/** Sums along rows, of elements or of products, in the order of vectors that have as many bits as a register or twice as many. */
final class RowSumCode {
    /** Numbers: rows; bytes of the vectors that go by four, and of all whole ones; beginnings of a, b and d, and their steps. */
    static final int ROWS = 0;

    static final int FOURS = 1;
    static final int WHOLE = 2;
    static final int A = 3;
    static final int B = 4;
    static final int D = 5;
    static final int A_STEP = 6;
    static final int B_STEP = 7;
    static final int D_STEP = 8;

    /** Which lanes fill no vector, for each register of one. */
    static final int MASK = 9;

    static final int NUMBERS = MASK + 2 * Lanes.NUMBERS;

    /** Vectors of sums. */
    private static final int SUMS = 4;

    private final int bits;
    private final int parts;
    private final boolean products;
    private final GeneralCode g;
    private final VectorCode v;

    private RowSumCode(Code code, int bits, int parts, boolean products) {
        this.bits = bits;
        this.parts = parts;
        this.products = products;
        this.g = new GeneralCode(code);
        this.v = new VectorCode(code);
    }

    /**
     * Writes it.
     *
     * @param bits of a register
     * @param parts registers of a vector: 1 or 2
     */
    static void write(Code code, int bits, int parts, boolean products) {
        new RowSumCode(code, bits, parts, products).write(code);
    }

    private void write(Code code) {
        int vector = parts * bits / 8;
        Lanes[] lanes = new Lanes[parts];
        for (int part = 0; part < parts; part++) {
            lanes[part] = new Lanes(g, v, bits, part);
            lanes[part].mask(RCX, MASK + part * Lanes.NUMBERS, RAX);
        }
        g.add(RDI, at(RCX, 8 * A));
        g.add(RSI, at(RCX, 8 * B));
        g.add(RDX, at(RCX, 8 * D));
        g.mov(R8, at(RCX, 8 * FOURS));
        g.mov(R9, at(RCX, 8 * WHOLE));
        g.mov(R10, at(RCX, 8 * ROWS));
        g.mov(R11, at(RCX, 8 * MASK));
        Code.Label row = code.here();
        for (int i = 0; i < SUMS * parts; i++) {
            v.vxorps(register(i), register(i), register(i));
        }
        g.mov(RAX, 0);
        loop(code, R8, SUMS * vector, () -> {
            for (int i = 0; i < SUMS; i++) {
                whole(i, i * vector);
            }
        });
        loop(code, R9, vector, () -> whole(0, 0));
        Code.Label end = new Code.Label();
        g.test(R11);
        g.jz(end);
        for (int part = 0; part < parts; part++) {
            lanes[part].load(a(), of(RDI, part * bits / 8));
            if (products) {
                lanes[part].load(b(), of(RSI, part * bits / 8));
            }
            add(sum(1, part));
        }
        code.place(end);
        addUp();
        v.vmovss(at(RDX), register(0));
        g.add(RDI, at(RCX, 8 * A_STEP));
        g.add(RSI, at(RCX, 8 * B_STEP));
        g.add(RDX, at(RCX, 8 * D_STEP));
        g.sub(R10, 1);
        g.jnz(row);
    }

    /** Repeats a step of so many bytes until rax has come to the end. */
    private void loop(Code code, General end, int bytes, Runnable step) {
        Code.Label done = new Code.Label();
        g.cmp(RAX, end);
        g.jge(done);
        Code.Label again = code.here();
        step.run();
        g.add(RAX, bytes);
        g.cmp(RAX, end);
        g.jl(again);
        code.place(done);
    }

    private void whole(int index, int offset) {
        for (int part = 0; part < parts; part++) {
            int at = offset + part * bits / 8;
            v.vmovups(a(), of(RDI, at));
            if (products) {
                v.vmovups(b(), of(RSI, at));
            }
            add(sum(index, part));
        }
    }

    private void add(VectorRegister sum) {
        if (products) {
            v.vfmadd231ps(sum, a(), b());
        } else {
            v.vaddps(sum, sum, a());
        }
    }

    /** All sums to the lowest lane of the first register. */
    private void addUp() {
        for (int part = 0; part < parts; part++) {
            v.vaddps(sum(0, part), sum(0, part), sum(1, part));
            v.vaddps(sum(2, part), sum(2, part), sum(3, part));
            v.vaddps(sum(0, part), sum(0, part), sum(2, part));
        }
        if (parts == 2) {
            v.vaddps(register(0), sum(0, 0), sum(0, 1));
        }
        VectorRegister sum = register(0);
        VectorRegister other = a();
        if (bits == 512) {
            v.vshuff32x4(other, sum, sum, 0x4e);
            v.vaddps(sum, sum, other);
            v.vshuff32x4(other, sum, sum, 0xb1);
        } else {
            v.vperm2f128(other, sum, sum, 0x01);
        }
        v.vaddps(sum, sum, other);
        v.vshufps(other, sum, sum, 0x4e);
        v.vaddps(sum, sum, other);
        v.vshufps(other, sum, sum, 0xb1);
        v.vaddps(sum, sum, other);
    }

    private Address of(General row, int bytes) {
        return at(row, RAX, 1, bytes);
    }

    private VectorRegister sum(int index, int part) {
        return register(index * parts + part);
    }

    private VectorRegister a() {
        return register(SUMS * parts);
    }

    private VectorRegister b() {
        return register(SUMS * parts + 1);
    }

    private VectorRegister register(int number) {
        return new VectorRegister(number, bits);
    }
}
