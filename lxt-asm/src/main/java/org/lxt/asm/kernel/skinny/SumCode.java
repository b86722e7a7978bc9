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
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;

/**
 * Adds to a few rows of y the rows of w, each times an element of x. Blocks of rows of w come one after the other; in each, a
 * few registers of columns of y at a time take all its rows, while later columns are fetched.
 */
public final class SumCode {
    /** Numbers: blocks; rows of a block; columns over registers; bytes from row to row of w, x and y; where they begin. */
    public static final int BLOCKS = 0;

    public static final int STEPS = 1;
    public static final int COLUMNS = 2;
    public static final int W_STEP = 3;
    public static final int X_STEP = 4;
    public static final int Y_STEP = 5;
    public static final int W = 6;
    public static final int X = 7;
    public static final int Y = 8;

    /** Bytes from block to block of w and x. */
    static final int W_BLOCK = 9;

    static final int X_BLOCK = 10;
    public static final int NUMBERS = 11;

    /** How far ahead columns are fetched, in those that go together. */
    private static final int AHEAD = 2;

    private static final int LINE = 64;

    private final Code code;
    private final int bits;
    private final Encoding encoding;
    private final int rows;
    private final int vectors;
    private final GeneralCode g;
    private final VectorCode v;
    private final Loads loads;

    private SumCode(Code code, int bits, Encoding encoding, int rows, int vectors) {
        this.code = code;
        this.bits = bits;
        this.encoding = encoding;
        this.rows = rows;
        this.vectors = vectors;
        this.g = new GeneralCode(code);
        this.v = new VectorCode(code);
        this.loads = new Loads(v, encoding);
    }

    /** Rows that a function may take at most. */
    public static int mostRows(int bits) {
        return bits == 512 ? 6 : 3;
    }

    /** Registers of columns of y that go together. */
    public static int vectors() {
        return 4;
    }

    /** Writes it, for so many rows, and so many registers of columns at a time. */
    public static void write(Code code, int bits, Encoding encoding, int rows, int vectors) {
        SumCode sums = new SumCode(code, bits, encoding, rows, vectors);
        Saved.around(sums.g, sums::write);
    }

    private void write() {
        g.add(RDI, at(RCX, 8 * W));
        g.add(RSI, at(RCX, 8 * X));
        g.add(RDX, at(RCX, 8 * Y));
        g.mov(R8, at(RCX, 8 * W_STEP));
        g.mov(R9, at(RCX, 8 * X_STEP));
        g.lea(R10, at(R9, R9, 2, 0));
        g.lea(R11, at(R9, R9, 4, 0));
        g.mov(R12, at(RCX, 8 * W_BLOCK));
        Code.Label block = code.here();
        g.mov(R13, RDI);
        g.mov(R14, RDX);
        g.mov(RBX, at(RCX, 8 * COLUMNS));
        Code.Label columns = code.here();
        g.mov(R15, R14);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < vectors; c++) {
                v.vmovups(sum(r, c), at(R15, c * bits / 8));
            }
            g.add(R15, at(RCX, 8 * Y_STEP));
        }
        g.mov(RAX, R13);
        g.mov(R15, RSI);
        g.mov(RBP, at(RCX, 8 * STEPS));
        code.align();
        Code.Label step = code.here();
        step();
        g.add(RAX, R8);
        g.add(R15, 4);
        g.sub(RBP, 1);
        g.jnz(step);
        g.mov(R15, R14);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < vectors; c++) {
                v.vmovups(at(R15, c * bits / 8), sum(r, c));
            }
            g.add(R15, at(RCX, 8 * Y_STEP));
        }
        g.add(R13, vectors * registerBytes());
        g.add(R14, vectors * bits / 8);
        g.sub(RBX, 1);
        g.jnz(columns);
        g.add(RDI, R12);
        g.add(RSI, at(RCX, 8 * X_BLOCK));
        g.mov(RBP, at(RCX, 8 * BLOCKS));
        g.sub(RBP, 1);
        g.mov(at(RCX, 8 * BLOCKS), RBP);
        g.jnz(block);
    }

    /** Whichever of x and w has fewer registers is kept in them while the others come one by one. */
    private void step() {
        int first = rows * vectors;
        int kept = Math.min(rows, vectors);
        int free = (bits == 512 ? 32 : 16) - first - kept;
        if (rows < vectors) {
            for (int r = 0; r < rows; r++) {
                v.vbroadcastss(register(first + r), factor(r));
            }
        } else {
            for (int c = 0; c < vectors; c++) {
                loads.whole(register(first + c), at(RAX, c * registerBytes()));
            }
        }
        for (int bytes = 0; bytes < vectors * registerBytes(); bytes += LINE) {
            g.prefetcht1(at(RAX, AHEAD * vectors * registerBytes() + bytes));
        }
        for (int i = 0; i < rows + vectors - kept; i++) {
            VectorRegister own = register(first + kept + i % free);
            if (rows < vectors) {
                loads.whole(own, at(RAX, i * registerBytes()));
                for (int r = 0; r < rows; r++) {
                    v.vfmadd231ps(sum(r, i), own, register(first + r));
                }
            } else {
                v.vbroadcastss(own, factor(i));
                for (int c = 0; c < vectors; c++) {
                    v.vfmadd231ps(sum(i, c), register(first + c), own);
                }
            }
        }
    }

    private Address factor(int row) {
        return DotCode.strided(R15, R9, R10, R11, row);
    }

    private VectorRegister sum(int r, int c) {
        return register(r * vectors + c);
    }

    private VectorRegister register(int number) {
        return new VectorRegister(number, bits);
    }

    /** Stored bytes that fill a register. */
    private int registerBytes() {
        return bits / 32 * encoding.bytes();
    }
}
