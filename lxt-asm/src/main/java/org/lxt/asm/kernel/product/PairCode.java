// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.product;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R10;
import static org.lxt.asm.x86.General.R11;
import static org.lxt.asm.x86.General.R8;
import static org.lxt.asm.x86.General.R9;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;
import static org.lxt.asm.x86.General.RSI;

import org.lxt.asm.kernel.emit.Loads;
import org.lxt.asm.x86.Address;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;

/**
 * Rounds two rows at a time to bfloat16 and pairs their elements: a lane of the result has one of the first row and the one below
 * it. A row has up to two registers. AVX512-BF16.
 */
final class PairCode {
    /** Numbers: pairs of rows; bytes from row to row; where source and result begin; a bit for each element of the two registers. */
    static final int PAIRS = 0;

    static final int STEP = 1;
    static final int FROM = 2;
    static final int TO = 3;
    static final int FIRST = 4;
    static final int SECOND = 5;
    static final int NUMBERS = 6;

    private static final int REGISTERS = 2;
    private static final VectorRegister UPPER = VectorRegister.zmm(0);
    private static final VectorRegister LOWER = VectorRegister.zmm(1);
    private static final VectorRegister TURNS = VectorRegister.zmm(2);

    private PairCode() {}

    /** The lanes of 16 bits that the second operand of the function has, from its beginning: of both halves in turn. */
    static short[] turns() {
        short[] lanes = new short[32];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = (short) (i / 2 + i % 2 * 16);
        }
        return lanes;
    }

    static void write(Code code, Encoding encoding) {
        GeneralCode g = new GeneralCode(code);
        VectorCode v = new VectorCode(code);
        Loads loads = new Loads(v, encoding);
        g.add(RDI, at(RCX, 8 * FROM));
        g.add(RDX, at(RCX, 8 * TO));
        g.mov(R8, at(RCX, 8 * PAIRS));
        g.mov(R10, at(RCX, 8 * STEP));
        for (int i = 0; i < REGISTERS; i++) {
            g.mov(R11, at(RCX, 8 * (FIRST + i)));
            v.kmovw(1 + i, R11);
        }
        v.vmovups(TURNS, at(RSI));
        Code.Label pair = code.here();
        g.lea(R9, at(RDI, R10));
        for (int i = 0; i < REGISTERS; i++) {
            int from = i * 16 * encoding.bytes();
            load(v, loads, encoding, at(RDI, from), at(R9, from), 1 + i);
            v.vmovups(at(RDX, 64 * i), UPPER);
        }
        g.lea(RDI, at(R9, R10));
        g.add(RDX, 64 * REGISTERS);
        g.sub(R8, 1);
        g.jnz(pair);
    }

    private static void load(VectorCode v, Loads loads, Encoding encoding, Address upper, Address lower, int mask) {
        if (encoding == Encoding.BF16) {
            v.vpmovzxwd(UPPER, upper, mask);
            v.vpmovzxwd(LOWER, lower, mask);
            v.vpslld(LOWER, LOWER, 16);
            v.vpaddd(UPPER, UPPER, LOWER);
        } else {
            loads.masked(UPPER, upper, mask);
            loads.masked(LOWER, lower, mask);
            v.vcvtne2ps2bf16(UPPER, LOWER, UPPER);
            v.vpermw(UPPER, TURNS, UPPER);
        }
    }
}
