// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.product;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R10;
import static org.lxt.asm.x86.General.R8;
import static org.lxt.asm.x86.General.R9;
import static org.lxt.asm.x86.General.RAX;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;

import org.lxt.asm.kernel.emit.Loads;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;

/** Rounds rows to bfloat16 and puts 32 neighbours each to where {@link MatrixTileCode} has a row of a block. AVX512-BF16. */
final class MatrixRowCode {
    /** Numbers: rows; blocks; bytes from row to row of the source; where source and result begin. */
    static final int ROWS = 0;

    static final int BLOCKS = 1;
    static final int STEP = 2;
    static final int FROM = 3;
    static final int TO = 4;
    static final int NUMBERS = 5;

    private MatrixRowCode() {}

    static void write(Code code, Encoding encoding) {
        GeneralCode g = new GeneralCode(code);
        VectorCode v = new VectorCode(code);
        Loads loads = new Loads(v, encoding);
        VectorRegister pairs = VectorRegister.zmm(0);
        g.add(RDI, at(RCX, 8 * FROM));
        g.add(RDX, at(RCX, 8 * TO));
        g.mov(R8, at(RCX, 8 * ROWS));
        Code.Label row = code.here();
        g.mov(RAX, RDI);
        g.mov(R9, RDX);
        g.mov(R10, at(RCX, 8 * BLOCKS));
        Code.Label block = code.here();
        loads.pairs(pairs, at(RAX), VectorRegister.zmm(1));
        v.vmovups(at(R9), pairs);
        g.add(RAX, MatrixTileCode.STEPS * encoding.bytes());
        g.add(R9, MatrixTileCode.BLOCK_BYTES);
        g.sub(R10, 1);
        g.jnz(block);
        g.add(RDI, at(RCX, 8 * STEP));
        g.add(RDX, MatrixTileCode.BLOCK_BYTES / MatrixTileCode.SIDE);
        g.sub(R8, 1);
        g.jnz(row);
    }
}
