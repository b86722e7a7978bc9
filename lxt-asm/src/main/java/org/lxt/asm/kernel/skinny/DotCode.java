// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.skinny;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R10;
import static org.lxt.asm.x86.General.R11;
import static org.lxt.asm.x86.General.R12;
import static org.lxt.asm.x86.General.R13;
import static org.lxt.asm.x86.General.R14;
import static org.lxt.asm.x86.General.R15;
import static org.lxt.asm.x86.General.R8;
import static org.lxt.asm.x86.General.R9;
import static org.lxt.asm.x86.General.RAX;
import static org.lxt.asm.x86.General.RBP;
import static org.lxt.asm.x86.General.RBX;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;
import static org.lxt.asm.x86.General.RSI;

import org.lxt.asm.kernel.emit.Loads;
import org.lxt.asm.kernel.emit.Saved;
import org.lxt.asm.x86.Address;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.General;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;

/** Dot products of a few rows of x with groups of four rows of w: a register of sums for each pair of rows. */
public final class DotCode {
    /** Rows of w that go together. */
    public static final int GROUP = 4;

    /** Numbers: groups; registers of a row; bytes from row to row of w, x and y; where they begin. */
    public static final int GROUPS = 0;

    public static final int STEPS = 1;
    public static final int W_STEP = 2;
    public static final int X_STEP = 3;
    public static final int Y_STEP = 4;
    public static final int W = 5;
    public static final int X = 6;
    public static final int Y = 7;
    public static final int NUMBERS = 8;

    private static final int LINE = 64;

    private final Code code;
    private final int bits;
    private final Encoding encoding;
    private final int rows;
    private final GeneralCode g;
    private final VectorCode v;
    private final Loads loads;

    private DotCode(Code code, int bits, Encoding encoding, int rows) {
        this.code = code;
        this.bits = bits;
        this.encoding = encoding;
        this.rows = rows;
        this.g = new GeneralCode(code);
        this.v = new VectorCode(code);
        this.loads = new Loads(v, encoding);
    }

    /** Rows of x that a function may take at most: 24 or 12 sums, and room for the operands. */
    public static int mostRows(int bits) {
        return bits == 512 ? 6 : 3;
    }

    /** Writes it, for so many rows of x. */
    public static void write(Code code, int bits, Encoding encoding, int rows) {
        DotCode dots = new DotCode(code, bits, encoding, rows);
        Saved.around(dots.g, dots::write);
    }

    private void write() {
        g.add(RDI, at(RCX, 8 * W));
        g.add(RSI, at(RCX, 8 * X));
        g.add(RDX, at(RCX, 8 * Y));
        g.mov(R8, at(RCX, 8 * W_STEP));
        g.lea(R9, at(R8, R8, 2, 0));
        g.mov(R10, at(RCX, 8 * X_STEP));
        g.lea(R11, at(R10, R10, 2, 0));
        g.lea(RBX, at(R10, R10, 4, 0));
        g.mov(RBP, at(RCX, 8 * GROUPS));
        code.align();
        Code.Label group = code.here();
        for (int i = 0; i < rows * GROUP; i++) {
            v.vxorps(register(i), register(i), register(i));
        }
        g.mov(RAX, RDI);
        g.mov(R12, RSI);
        g.lea(R13, at(RDI, R8, 4, 0));
        steps();
        reduce();
        g.lea(RDI, at(RDI, R8, 4, 0));
        g.add(RDX, 4 * GROUP);
        g.sub(RBP, 1);
        g.jnz(group);
    }

    private void steps() {
        int together = Math.max(2, LINE / stepBytes());
        Code.Label rest = new Code.Label();
        Code.Label end = new Code.Label();
        g.mov(R14, at(RCX, 8 * STEPS));
        g.sub(R14, together);
        g.jl(rest);
        Code.Label many = code.here();
        for (int i = 0; i < together; i++) {
            if (i * stepBytes() % LINE == 0) {
                for (int j = 0; j < GROUP; j++) {
                    // the same place in the next group
                    g.prefetcht0(ofW(R13, j).plus(i * stepBytes()));
                }
            }
            step(i);
        }
        g.add(RAX, together * stepBytes());
        g.add(R13, together * stepBytes());
        g.add(R12, together * bits / 8);
        g.sub(R14, together);
        g.jge(many);
        code.place(rest);
        g.add(R14, together);
        g.jz(end);
        Code.Label one = code.here();
        step(0);
        g.add(RAX, stepBytes());
        g.add(R12, bits / 8);
        g.sub(R14, 1);
        g.jnz(one);
        code.place(end);
    }

    /** Whichever of x and w has fewer rows is kept in registers while the others come one by one. */
    private void step(int index) {
        int first = rows * GROUP;
        if (rows < GROUP) {
            int free = registers() - first - rows;
            for (int r = 0; r < rows; r++) {
                v.vmovups(register(first + r), ofX(r).plus(index * bits / 8));
            }
            for (int j = 0; j < GROUP; j++) {
                VectorRegister own = register(first + rows + j % free);
                loads.whole(own, ofW(RAX, j).plus(index * stepBytes()));
                for (int r = 0; r < rows; r++) {
                    v.vfmadd231ps(sum(r, j), own, register(first + r));
                }
            }
        } else {
            int free = registers() - first - GROUP;
            for (int j = 0; j < GROUP; j++) {
                loads.whole(register(first + j), ofW(RAX, j).plus(index * stepBytes()));
            }
            for (int r = 0; r < rows; r++) {
                VectorRegister own = register(first + GROUP + r % free);
                v.vmovups(own, ofX(r).plus(index * bits / 8));
                for (int j = 0; j < GROUP; j++) {
                    v.vfmadd231ps(sum(r, j), register(first + j), own);
                }
            }
        }
    }

    /** Sums up the lanes of as many rows together as a register has parts of 128 bits; each part is a row's four results. */
    private void reduce() {
        int together = bits / 128;
        g.mov(R15, RDX);
        for (int first = 0; first < rows; first += together) {
            VectorRegister[] parts = new VectorRegister[GROUP];
            for (int j = 0; j < GROUP; j++) {
                parts[j] = bits == 512 ? quarters(first, j) : halves(first, j);
            }
            VectorRegister low = temporary(0);
            VectorRegister high = temporary(1);
            addPairs(temporary(2), parts[0], parts[1]);
            addPairs(temporary(3), parts[2], parts[3]);
            v.vshufps(low, temporary(2), temporary(3), 0x88);
            v.vshufps(high, temporary(2), temporary(3), 0xdd);
            v.vaddps(low, low, high);
            for (int i = 0; i < Math.min(together, rows - first); i++) {
                if (i == 0) {
                    v.vmovups(at(R15), low.ofBits(128));
                } else if (bits == 512) {
                    v.vextractf32x4(at(R15), low, i);
                } else {
                    v.vextractf128(at(R15), low, i);
                }
                g.add(R15, at(RCX, 8 * Y_STEP));
            }
        }
    }

    /** The upper two lanes of each four added to the lower ones: a's, then b's. */
    private void addPairs(VectorRegister to, VectorRegister a, VectorRegister b) {
        v.vunpcklpd(temporary(0), a, b);
        v.vunpckhpd(temporary(1), a, b);
        v.vaddps(to, temporary(0), temporary(1));
    }

    /** The sums of four rows of x, each with its halves and quarters added up in one of the result's quarters. */
    private VectorRegister quarters(int first, int j) {
        addHalves(temporary(2), sum(atMost(first), j), sum(atMost(first + 1), j));
        addHalves(temporary(3), sum(atMost(first + 2), j), sum(atMost(first + 3), j));
        v.vshuff32x4(temporary(0), temporary(2), temporary(3), 0x88);
        v.vshuff32x4(temporary(1), temporary(2), temporary(3), 0xdd);
        v.vaddps(sum(first, j), temporary(0), temporary(1));
        return sum(first, j);
    }

    private void addHalves(VectorRegister to, VectorRegister a, VectorRegister b) {
        v.vshuff32x4(temporary(0), a, b, 0x44);
        v.vshuff32x4(temporary(1), a, b, 0xee);
        v.vaddps(to, temporary(0), temporary(1));
    }

    /** The sums of two rows of x, each with its halves added up in one of the result's halves. */
    private VectorRegister halves(int first, int j) {
        v.vperm2f128(temporary(0), sum(first, j), sum(atMost(first + 1), j), 0x20);
        v.vperm2f128(temporary(1), sum(first, j), sum(atMost(first + 1), j), 0x31);
        v.vaddps(sum(first, j), temporary(0), temporary(1));
        return sum(first, j);
    }

    private int atMost(int row) {
        return Math.min(row, rows - 1);
    }

    private Address ofX(int row) {
        return strided(R12, R10, R11, RBX, row);
    }

    private Address ofW(General base, int row) {
        return strided(base, R8, R9, R9, row);
    }

    /** A row, given once, three and five times the bytes between rows. */
    static Address strided(General base, General once, General thrice, General fiveTimes, int row) {
        return switch (row) {
            case 0 -> at(base);
            case 3 -> at(base, thrice);
            case 5 -> at(base, fiveTimes);
            default -> at(base, once, row, 0);
        };
    }

    private VectorRegister sum(int r, int j) {
        return register(r * GROUP + j);
    }

    /** One of four registers that are free when the sums are done. */
    private VectorRegister temporary(int index) {
        return register(rows * GROUP + index);
    }

    private VectorRegister register(int number) {
        return new VectorRegister(number, bits);
    }

    private int registers() {
        return bits == 512 ? 32 : 16;
    }

    /** Stored bytes that fill a register. */
    private int stepBytes() {
        return bits / 32 * encoding.bytes();
    }
}
