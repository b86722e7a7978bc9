// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R10;
import static org.lxt.asm.x86.General.R11;
import static org.lxt.asm.x86.General.R9;
import static org.lxt.asm.x86.General.RAX;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;
import static org.lxt.asm.x86.General.RSI;

import org.lxt.asm.kernel.block.unpack.BlockCode;
import org.lxt.asm.kernel.block.unpack.BlockCodes;
import org.lxt.asm.kernel.block.unpack.BlockMemory;
import org.lxt.asm.x86.Address;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.tensor.weight.Encoding;

/** Decodes rows of blocks to rows of float32. */
final class WidenCode {
    /** Numbers: rows; blocks of a row; bytes from row to row of w and the result; where they begin. */
    static final int ROWS = 0;

    static final int BLOCKS = 1;
    static final int W_STEP = 2;
    static final int D_STEP = 3;
    static final int W = 4;
    static final int D = 5;
    static final int NUMBERS = 6;

    private static final int LINE = 64;

    /** Rows. */
    private static final int AHEAD = 2;

    private WidenCode() {}

    static void write(Code code, int bits, Encoding encoding, BlockMemory memory) {
        GeneralCode g = new GeneralCode(code);
        g.add(RDI, at(RCX, 8 * W));
        g.add(RDX, at(RCX, 8 * D));
        g.mov(R9, at(RCX, 8 * ROWS));
        g.mov(RSI, at(RCX, 8 * W_STEP));
        rows(code, bits, encoding, memory, at(RCX, 8 * BLOCKS), at(RCX, 8 * D_STEP));
    }

    /**
     * The loop by itself: r9 rows from rdi on, rsi apart, to rdx. Changes rax, r10 and r11, too; rdi is after the last row then.
     *
     * @param blocks where their number is
     * @param step where the bytes from row to row of the result are
     */
    static void rows(Code code, int bits, Encoding encoding, BlockMemory memory, Address blocks, Address step) {
        GeneralCode g = new GeneralCode(code);
        VectorCode v = new VectorCode(code);
        BlockCode block = BlockCodes.of(encoding, code, bits, memory);
        Code.Label row = code.here();
        g.mov(RAX, RDI);
        g.mov(R10, RDX);
        g.mov(R11, blocks);
        code.align();
        Code.Label next = code.here();
        prefetch(g, encoding);
        block.block(offset -> at(RAX, offset), (values, element) -> v.vmovups(at(R10, 4 * element), values));
        g.add(RAX, encoding.blockBytes());
        g.add(R10, 4 * encoding.blockElements());
        g.sub(R11, 1);
        g.jnz(next);
        g.add(RDI, RSI);
        g.add(RDX, step);
        g.sub(R9, 1);
        g.jnz(row);
    }

    /** Fetches the block that is in the same place some rows after rax, since the row after this one may be too near. */
    static void prefetch(GeneralCode g, Encoding encoding) {
        for (int bytes = 0; bytes < encoding.blockBytes(); bytes += LINE) {
            g.prefetcht0(at(RAX, RSI, AHEAD, bytes));
        }
    }
}
