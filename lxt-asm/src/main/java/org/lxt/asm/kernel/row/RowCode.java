// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.row;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R10;
import static org.lxt.asm.x86.General.R8;
import static org.lxt.asm.x86.General.R9;
import static org.lxt.asm.x86.General.RAX;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;
import static org.lxt.asm.x86.General.RSI;

import java.util.List;
import org.lxt.asm.kernel.emit.CurveMath;
import org.lxt.asm.kernel.emit.Lanes;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.General;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.IntegerCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.processor.RowOperation;

/** An operation on the elements of rows, the last register of a row masked. */
final class RowCode {
    /** Numbers: rows; bytes of a row's whole registers; where a, b, d and c begin, and bytes from row to row of each. */
    static final int ROWS = 0;

    static final int WHOLE = 1;
    static final int A = 2;
    static final int B = 3;
    static final int D = 4;
    static final int C = 5;
    static final int A_STEP = 6;
    static final int B_STEP = 7;
    static final int D_STEP = 8;
    static final int C_STEP = 9;

    /** The operation's p and q, and 1 + p. */
    static final int P = 10;

    static final int Q = 11;
    static final int ONE_AND_P = 12;

    /** Which lanes the last register has, see {@link Lanes}; then the constants. */
    static final int MASK = 13;

    static final int CONSTANTS = MASK + Lanes.NUMBERS;

    /** Bits of a bfloat16. */
    private static final int HALF = 16;

    private final int bits;
    private final RowOperation f;
    private final GeneralCode g;
    private final VectorCode v;
    private final CurveMath m;
    private final Lanes lanes;
    private final IntegerCode integers;

    private RowCode(Code code, int bits, RowOperation f) {
        this.bits = bits;
        this.f = f;
        this.g = new GeneralCode(code);
        this.v = new VectorCode(code);
        this.integers = new IntegerCode(code);
        this.m = new CurveMath(v, bits, RCX, CONSTANTS);
        this.lanes = new Lanes(g, v, bits);
    }

    /**
     * Writes it.
     *
     * @return the bits of the constants that must follow the numbers
     */
    static List<Integer> write(Code code, int bits, RowOperation f) {
        RowCode rows = new RowCode(code, bits, f);
        rows.write(code);
        return rows.m.constants();
    }

    private void write(Code code) {
        g.add(RDI, at(RCX, 8 * A));
        g.add(RSI, at(RCX, 8 * B));
        g.add(RDX, at(RCX, 8 * D));
        g.add(R8, at(RCX, 8 * C));
        lanes.mask(RCX, MASK, RAX);
        g.mov(R9, at(RCX, 8 * WHOLE));
        g.mov(R10, at(RCX, 8 * ROWS));
        Code.Label row = code.here();
        Code.Label rest = new Code.Label();
        Code.Label end = new Code.Label();
        if (f.hasFactor()) {
            v.vbroadcastss(operand(f.operands() - 1), at(start(f.operands() - 1)));
        }
        g.mov(RAX, 0);
        g.cmp(R9, 0);
        g.jz(rest);
        code.align();
        Code.Label loop = code.here();
        for (int i = 0; i < loaded(); i++) {
            v.vmovups(operand(i), at(start(i), RAX));
        }
        compute();
        v.vmovups(at(RDX, RAX), result());
        g.add(RAX, bits / 8);
        g.cmp(RAX, R9);
        g.jl(loop);
        code.place(rest);
        g.mov(RAX, at(RCX, 8 * MASK));
        g.test(RAX);
        g.jz(end);
        for (int i = 0; i < loaded(); i++) {
            lanes.load(operand(i), at(start(i), R9));
        }
        compute();
        lanes.store(at(RDX, R9), result());
        code.place(end);
        g.add(RDI, at(RCX, 8 * A_STEP));
        g.add(RSI, at(RCX, 8 * B_STEP));
        g.add(RDX, at(RCX, 8 * D_STEP));
        g.add(R8, at(RCX, 8 * C_STEP));
        g.sub(R10, 1);
        g.jnz(row);
    }

    /** Operands that have an element for each of the result. */
    private int loaded() {
        return f.hasFactor() ? f.operands() - 1 : f.operands();
    }

    private static General start(int operand) {
        return switch (operand) {
            case 0 -> RDI;
            case 1 -> RSI;
            default -> R8;
        };
    }

    private VectorRegister operand(int index) {
        return m.register(CurveMath.Use.FREE + index);
    }

    private VectorRegister result() {
        return m.register(CurveMath.Use.FREE + 3);
    }

    private void compute() {
        VectorRegister a = operand(0);
        VectorRegister b = operand(1);
        VectorRegister c = operand(2);
        VectorRegister d = result();
        VectorRegister other = m.register(CurveMath.Use.FREE + 4);
        switch (f) {
            case ADD -> v.vaddps(d, a, b);
            case MULTIPLY, SCALE -> v.vmulps(d, a, b);
            case DIVIDE -> v.vdivps(d, a, b);
            case MULTIPLY_SHIFTED -> {
                v.vaddps(d, b, number(P));
                v.vmulps(d, a, d);
            }
            case CENTRED -> {
                v.vsubps(d, b, c);
                v.vmulps(d, a, d);
            }
            case CAP_SLOPE -> {
                v.vmulps(other, b, number(P));
                v.vmulps(other, other, other);
                v.vsubps(d, m.set(d, 1), other);
                v.vmulps(d, a, d);
            }
            case ROUND -> round(d, a, b, other);
            case REPEAT -> v.vmovups(d, a);
            case INVERSE_ROOT -> {
                v.vmulps(d, a, number(P));
                v.vaddps(d, d, number(Q));
                v.vsqrtps(d, d);
                m.invert(d, d);
            }
            case SECANT -> {
                v.vaddps(d, c, number(P));
                v.vdivps(d, b, d);
                v.vmulps(d, d, a);
            }
            case MAGNITUDE -> m.abs(d, a);
            case GAMMA_FACTOR -> {
                m.abs(d, a);
                v.vmulps(d, d, number(ONE_AND_P));
                v.vmulps(other, b, number(P));
                v.vaddps(d, d, other);
                v.vaddps(d, d, number(Q));
                v.vdivps(d, a, d);
            }
            case GAMMA_GRADIENT -> {
                m.abs(other, c);
                v.vmulps(other, other, b);
                v.vmulps(other, other, number(P));
                v.vmulps(d, c, a);
                v.vmulps(d, d, number(ONE_AND_P));
                v.vaddps(d, d, other);
                VectorRegister shift = m.register(CurveMath.Use.FREE + 5);
                VectorRegister negative = m.register(CurveMath.Use.FREE + 6);
                v.vbroadcastss(shift, at(RCX, 8 * Q));
                m.negate(negative, shift);
                v.vxorps(other, other, other);
                m.chooseIfLess(shift, negative, c, other);
                v.vaddps(shift, c, shift);
                v.vdivps(d, d, shift);
            }
        }
    }

    private void round(VectorRegister d, VectorRegister a, VectorRegister bits, VectorRegister quiet) {
        VectorRegister constant = m.register(CurveMath.Use.CONSTANT);
        integers.vpsrld(bits, a, HALF);
        v.vandps(bits, bits, m.setBits(constant, 1));
        v.vpaddd(d, a, m.setBits(constant, 0x7fff));
        v.vpaddd(d, d, bits);
        integers.vorps(quiet, a, m.setBits(constant, 0x00400000));
        m.chooseIfNoNumber(d, quiet, a);
        v.vandps(d, d, m.setBits(constant, 0xffff0000));
    }

    private VectorRegister number(int index) {
        VectorRegister to = m.register(CurveMath.Use.CONSTANT);
        v.vbroadcastss(to, at(RCX, 8 * index));
        return to;
    }
}
