// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.row;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R10;
import static org.lxt.asm.x86.General.R9;
import static org.lxt.asm.x86.General.RAX;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;
import static org.lxt.asm.x86.General.RSI;

import java.util.List;
import org.lxt.asm.kernel.emit.CurveMath;
import org.lxt.asm.kernel.emit.Lanes;
import org.lxt.asm.x86.Address;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.General;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;

/** Exponentials of what rows have less than their largest elements: a pass for the largest one, and one for the others. */
final class RowExponentialCode {
    /** Numbers: rows; bytes of a row's whole registers; where a, the largest ones and d begin, and their steps; the scale. */
    static final int ROWS = 0;

    static final int WHOLE = 1;
    static final int A = 2;
    static final int LARGEST = 3;
    static final int D = 4;
    static final int A_STEP = 5;
    static final int LARGEST_STEP = 6;
    static final int D_STEP = 7;
    static final int SCALE = 8;

    /** Which lanes the last register has, see {@link Lanes}; then the constants. */
    static final int MASK = 9;

    static final int CONSTANTS = MASK + Lanes.NUMBERS;

    private final Code code;
    private final int bits;
    private final GeneralCode g;
    private final VectorCode v;
    private final CurveMath m;
    private final Lanes lanes;
    private final VectorRegister max;
    private final VectorRegister x;
    private final VectorRegister y;
    private final VectorRegister scale;

    private RowExponentialCode(Code code, int bits) {
        this.code = code;
        this.bits = bits;
        this.g = new GeneralCode(code);
        this.v = new VectorCode(code);
        this.m = new CurveMath(v, bits, RCX, CONSTANTS);
        this.lanes = new Lanes(g, v, bits);
        this.max = m.register(CurveMath.Use.FREE);
        this.x = m.register(CurveMath.Use.FREE + 1);
        this.y = m.register(CurveMath.Use.FREE + 2);
        this.scale = m.register(CurveMath.Use.FREE + 3);
    }

    /**
     * Writes it. The places are a, the largest ones and d.
     *
     * @return the bits of the constants that must follow the numbers
     */
    static List<Integer> write(Code code, int bits) {
        RowExponentialCode rows = new RowExponentialCode(code, bits);
        rows.write();
        return rows.m.constants();
    }

    private void write() {
        g.add(RDI, at(RCX, 8 * A));
        g.add(RSI, at(RCX, 8 * LARGEST));
        g.add(RDX, at(RCX, 8 * D));
        lanes.mask(RCX, MASK, RAX);
        v.vbroadcastss(scale, at(RCX, 8 * SCALE));
        g.mov(R9, at(RCX, 8 * WHOLE));
        g.mov(R10, at(RCX, 8 * ROWS));
        Code.Label row = code.here();
        v.vbroadcastss(max, at(RSI));
        // the second operand is the result where one is no number
        along(
                from -> {
                    v.vmovups(x, from);
                    v.vmaxps(max, x, max);
                },
                from -> {
                    lanes.load(x, from);
                    lanes.fill(x, max);
                    v.vmaxps(max, x, max);
                });
        largestLane();
        v.vmovss(at(RSI), max);
        along(
                from -> {
                    v.vmovups(x, from);
                    exponential();
                    v.vmovups(of(RDX, from), y);
                },
                from -> {
                    lanes.load(x, from);
                    exponential();
                    lanes.store(of(RDX, from), y);
                });
        g.add(RDI, at(RCX, 8 * A_STEP));
        g.add(RSI, at(RCX, 8 * LARGEST_STEP));
        g.add(RDX, at(RCX, 8 * D_STEP));
        g.sub(R10, 1);
        g.jnz(row);
    }

    @FunctionalInterface
    private interface Step {
        void write(Address from);
    }

    /** Writes a step for whole registers of a, and one for what is left. */
    private void along(Step whole, Step rest) {
        Code.Label left = new Code.Label();
        Code.Label end = new Code.Label();
        g.mov(RAX, 0);
        g.test(R9);
        g.jz(left);
        code.align();
        Code.Label loop = code.here();
        whole.write(at(RDI, RAX));
        g.add(RAX, bits / 8);
        g.cmp(RAX, R9);
        g.jl(loop);
        code.place(left);
        g.mov(RAX, at(RCX, 8 * MASK));
        g.test(RAX);
        g.jz(end);
        rest.write(at(RDI, R9));
        code.place(end);
    }

    private static Address of(General row, Address like) {
        return new Address(row, like.index(), like.scale(), like.displacement());
    }

    private void exponential() {
        v.vsubps(x, x, max);
        v.vmulps(x, x, scale);
        m.exp(y, x);
    }

    /** To all lanes the largest of them. */
    private void largestLane() {
        if (bits == 512) {
            v.vshuff32x4(x, max, max, 0x4e);
            v.vmaxps(max, x, max);
            v.vshuff32x4(x, max, max, 0xb1);
        } else {
            v.vperm2f128(x, max, max, 0x01);
        }
        v.vmaxps(max, x, max);
        v.vshufps(x, max, max, 0x4e);
        v.vmaxps(max, x, max);
        v.vshufps(x, max, max, 0xb1);
        v.vmaxps(max, x, max);
    }
}
