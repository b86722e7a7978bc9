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

import org.lxt.asm.kernel.emit.Loads;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;

/**
 * Turns runs of memory into columns, a square block of as many runs and steps as a register has lanes at a time: pairs of
 * runs are interleaved, then pairs of pairs, then halves and quarters of registers change places. A lane is a float, or two
 * neighbours of a run rounded to bfloat16, which count as one step.
 */
public final class TurnCode {
    /**
     * Numbers: blocks of steps; bytes from step to step of the result; where it begins; a bit for each lane that is stored, with
     * pairs only; bytes from a run to one that is wanted next; where each run begins.
     */
    public static final int BLOCKS = 0;

    public static final int STEP = 1;
    public static final int TO = 2;
    public static final int STORED = 3;
    public static final int NEXT = 4;
    public static final int RUNS = 5;

    private final int lanes;
    private final int bits;
    private final Encoding encoding;
    private final boolean pairs;
    private final GeneralCode g;
    private final VectorCode v;
    private final Code code;

    private TurnCode(Code code, int bits, Encoding encoding, boolean pairs) {
        this.code = code;
        this.bits = bits;
        this.lanes = bits / 32;
        this.encoding = encoding;
        this.pairs = pairs;
        this.g = new GeneralCode(code);
        this.v = new VectorCode(code);
    }

    /** Writes it, for floats and registers of 256 or 512 bits. */
    public static void write(Code code, int bits, Encoding encoding) {
        new TurnCode(code, bits, encoding, false).write();
    }

    /** Writes it, for pairs of bfloat16 and registers of 512 bits. AVX512-BF16. */
    public static void writePairs(Code code, Encoding encoding) {
        new TurnCode(code, 512, encoding, true).write();
    }

    private void write() {
        Loads loads = new Loads(v, encoding);
        g.mov(R8, at(RCX, 8 * BLOCKS));
        g.mov(R9, at(RCX, 8 * STEP));
        g.mov(R10, at(RCX, 8 * NEXT));
        g.add(RDX, at(RCX, 8 * TO));
        if (pairs) {
            g.mov(RAX, at(RCX, 8 * STORED));
            v.kmovw(1, RAX);
        }
        Code.Label block = code.here();
        for (int i = 0; i < lanes; i++) {
            g.mov(RAX, at(RCX, 8 * (RUNS + i)));
            if (pairs) {
                loads.pairs(register(i), at(RDI, RAX), register(lanes));
            } else {
                loads.whole(register(i), at(RDI, RAX));
            }
            // runs of a weight are short and far apart: by itself the processor has too few of their lines on the way
            g.add(RAX, R10);
            g.prefetcht0(at(RDI, RAX));
        }
        pairs(0, lanes);
        pairsOfPairs(lanes, 0);
        int from = 0;
        if (bits == 512) {
            quarters();
        } else {
            halves();
            from = lanes;
        }
        for (int i = 0; i < lanes; i++) {
            if (pairs) {
                v.vmovups(at(RDX), register(from + i), 1);
            } else {
                v.vmovups(at(RDX), register(from + i));
            }
            g.add(RDX, R9);
        }
        g.add(RDI, (pairs ? 2 : 1) * lanes * encoding.bytes());
        g.sub(R8, 1);
        g.jnz(block);
    }

    private VectorRegister register(int number) {
        return new VectorRegister(number, bits);
    }

    /** Of each four lanes: elements 0 and 1 of two neighbours in one register, 2 and 3 in the next. */
    private void pairs(int from, int to) {
        for (int i = 0; i < lanes; i += 2) {
            v.vunpcklps(register(to + i), register(from + i), register(from + i + 1));
            v.vunpckhps(register(to + i + 1), register(from + i), register(from + i + 1));
        }
    }

    /** Of each four lanes: element j of four neighbours in the j-th of four registers. */
    private void pairsOfPairs(int from, int to) {
        for (int i = 0; i < lanes; i += 4) {
            v.vunpcklpd(register(to + i), register(from + i), register(from + i + 2));
            v.vunpckhpd(register(to + i + 1), register(from + i), register(from + i + 2));
            v.vunpcklpd(register(to + i + 2), register(from + i + 1), register(from + i + 3));
            v.vunpckhpd(register(to + i + 3), register(from + i + 1), register(from + i + 3));
        }
    }

    /** From registers 0 to 7 to 8 to 15: the lower halves of i and i + 4 are step i, the upper ones step i + 4. */
    private void halves() {
        for (int i = 0; i < 4; i++) {
            v.vperm2f128(register(8 + i), register(i), register(i + 4), 0x20);
            v.vperm2f128(register(12 + i), register(i), register(i + 4), 0x31);
        }
    }

    /** Quarter q of registers i, i + 4, i + 8 and i + 12 is step 4 q + i; by way of registers 16 to 31, and back. */
    private void quarters() {
        int even = 0x88;
        int odd = 0xdd;
        for (int i = 0; i < 4; i++) {
            for (int far = 0; far < 16; far += 8) {
                v.vshuff32x4(register(16 + far + i), register(far + i), register(far + i + 4), even);
                v.vshuff32x4(register(16 + far + i + 4), register(far + i), register(far + i + 4), odd);
            }
        }
        for (int i = 0; i < 4; i++) {
            v.vshuff32x4(register(i), register(16 + i), register(24 + i), even);
            v.vshuff32x4(register(i + 8), register(16 + i), register(24 + i), odd);
            v.vshuff32x4(register(i + 4), register(20 + i), register(28 + i), even);
            v.vshuff32x4(register(i + 12), register(20 + i), register(28 + i), odd);
        }
    }
}
