// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block;

import static org.lxt.asm.x86.Address.at;
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

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.lxt.asm.kernel.block.unpack.BlockMemory;
import org.lxt.asm.kernel.emit.Saved;
import org.lxt.asm.kernel.skinny.DotCode;
import org.lxt.asm.kernel.skinny.SumCode;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.tensor.weight.Encoding;

/**
 * Products of several rows of x: some rows of w at a time are decoded, and the code for float32 passes over them, a few rows of
 * x each time. The numbers begin with those of that code.
 */
final class PassesCode {
    private static final int FIRST = Math.max(DotCode.NUMBERS, SumCode.NUMBERS);

    /** Numbers: how often rows are decoded, how many each time, their blocks, bytes from one to the next. */
    static final int CHUNKS = FIRST;

    static final int ROWS = FIRST + 1;
    static final int BLOCKS = FIRST + 2;
    static final int ROW_STEP = FIRST + 3;

    /** Where w, x and y begin. */
    static final int W_FIRST = FIRST + 4;

    static final int X_FIRST = FIRST + 5;
    static final int Y_FIRST = FIRST + 6;

    /** Bytes by which x and y go on from chunk to chunk. */
    static final int X_CHUNK = FIRST + 7;

    static final int Y_CHUNK = FIRST + 8;

    /** Of passes of two kinds: how many; rows of each; bytes by which x and y go on from one to the next. */
    static final int PASSES = FIRST + 9;

    static final int PASS_ROWS = FIRST + 11;
    static final int X_PASS = FIRST + 13;
    static final int Y_PASS = FIRST + 15;

    private static final int Y_NOW = FIRST + 17;
    static final int NUMBERS = FIRST + 18;

    private static final int KINDS = 2;

    /** Code for float32 that is called: by rows less one. */
    private final List<Code.Label> passes;

    /** Whether the code is that of sums, which counts its blocks down. */
    private final boolean areSums;

    private PassesCode(List<Code.Label> passes, boolean areSums) {
        this.passes = passes;
        this.areSums = areSums;
    }

    /** Writes the passes of dot products, which are called by code that follows. */
    static PassesCode dots(Code code, int bits) {
        return new PassesCode(
                subroutines(code, DotCode.mostRows(bits), r -> DotCode.write(code, bits, Encoding.F32, r)), false);
    }

    /** The same of sums. */
    static PassesCode sums(Code code, int bits) {
        return new PassesCode(
                subroutines(
                        code,
                        SumCode.mostRows(bits),
                        r -> SumCode.write(code, bits, Encoding.F32, r, SumCode.vectors())),
                true);
    }

    private static List<Code.Label> subroutines(Code code, int most, IntConsumer body) {
        List<Code.Label> labels = new ArrayList<>();
        for (int rows = 1; rows <= most; rows++) {
            code.align();
            labels.add(code.here());
            body.accept(rows);
            new GeneralCode(code).ret();
        }
        return labels;
    }

    /** Writes the function for an encoding. */
    void write(Code code, int bits, Encoding encoding, BlockMemory memory) {
        GeneralCode g = new GeneralCode(code);
        Saved.around(g, () -> write(code, g, bits, encoding, memory));
    }

    private void write(Code code, GeneralCode g, int bits, Encoding encoding, BlockMemory memory) {
        g.mov(R15, R8);
        g.mov(RBX, RDI);
        g.add(RBX, at(RCX, 8 * W_FIRST));
        g.mov(R12, RSI);
        g.add(R12, at(RCX, 8 * X_FIRST));
        g.mov(R13, RDX);
        g.add(R13, at(RCX, 8 * Y_FIRST));
        Code.Label chunk = code.here();
        g.mov(R8, R15);
        g.mov(RDI, RBX);
        g.mov(RDX, R15);
        g.add(RDX, at(RCX, 8 * (areSums ? SumCode.W : DotCode.W)));
        g.mov(R9, at(RCX, 8 * ROWS));
        g.mov(RSI, at(RCX, 8 * ROW_STEP));
        WidenCode.rows(
                code,
                bits,
                encoding,
                memory,
                at(RCX, 8 * BLOCKS),
                at(RCX, 8 * (areSums ? SumCode.W_STEP : DotCode.W_STEP)));
        g.mov(RBX, RDI);
        g.mov(RBP, R12);
        g.mov(at(RCX, 8 * Y_NOW), R13);
        for (int kind = 0; kind < KINDS; kind++) {
            passes(code, g, kind);
        }
        g.add(R12, at(RCX, 8 * X_CHUNK));
        g.add(R13, at(RCX, 8 * Y_CHUNK));
        g.mov(RAX, at(RCX, 8 * CHUNKS));
        g.sub(RAX, 1);
        g.mov(at(RCX, 8 * CHUNKS), RAX);
        g.jnz(chunk);
    }

    private void passes(Code code, GeneralCode g, int kind) {
        Code.Label end = new Code.Label();
        g.mov(R14, at(RCX, 8 * (PASSES + kind)));
        g.test(R14);
        g.jz(end);
        Code.Label next = code.here();
        if (areSums) {
            g.mov(RAX, 1);
            g.mov(at(RCX, 8 * SumCode.BLOCKS), RAX);
        }
        g.mov(RDI, R15);
        g.mov(RSI, RBP);
        g.mov(RDX, at(RCX, 8 * Y_NOW));
        g.mov(RAX, at(RCX, 8 * (PASS_ROWS + kind)));
        Code.Label called = new Code.Label();
        for (int rows = 1; rows <= passes.size(); rows++) {
            Code.Label other = new Code.Label();
            g.cmp(RAX, rows);
            g.jnz(other);
            g.call(passes.get(rows - 1));
            g.jmp(called);
            code.place(other);
        }
        code.place(called);
        g.add(RBP, at(RCX, 8 * (X_PASS + kind)));
        g.mov(RAX, at(RCX, 8 * Y_NOW));
        g.add(RAX, at(RCX, 8 * (Y_PASS + kind)));
        g.mov(at(RCX, 8 * Y_NOW), RAX);
        g.sub(R14, 1);
        g.jnz(next);
        code.place(end);
    }
}
