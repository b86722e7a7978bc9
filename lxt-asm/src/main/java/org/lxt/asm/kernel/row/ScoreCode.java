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

import java.util.List;
import org.lxt.asm.kernel.emit.CurveMath;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;

/** Softmax of attention's scores and its gradient, a register of columns after the other or row by row. */
final class ScoreCode {
    /** Numbers: rows; bytes of a row; where the matrices begin; where what is known of rows begins; the scale; the sink. */
    static final int ROWS = 0;

    static final int ROW_BYTES = 1;
    static final int MATRIX = 2;
    static final int KNOWN = 3;
    static final int SCALE = 4;
    static final int SINK = 5;
    static final int CONSTANTS = 6;

    /** What is computed. */
    enum Kind {
        SOFTMAX,
        GRADIENT,
        VISIBLE_DOTS,
        PROBABILITIES,
        GRADIENT_ROWS
    }

    private final Code code;
    private final int bytes;
    private final GeneralCode g;
    private final VectorCode v;
    private final CurveMath m;
    private final VectorRegister first;
    private final VectorRegister second;
    private final VectorRegister x;
    private final VectorRegister y;
    private final VectorRegister scale;

    private ScoreCode(Code code, int bits) {
        this.code = code;
        this.bytes = bits / 8;
        this.g = new GeneralCode(code);
        this.v = new VectorCode(code);
        this.m = new CurveMath(v, bits, RCX, CONSTANTS);
        this.first = m.register(CurveMath.Use.FREE);
        this.second = m.register(CurveMath.Use.FREE + 1);
        this.x = m.register(CurveMath.Use.FREE + 2);
        this.y = m.register(CurveMath.Use.FREE + 3);
        this.scale = m.register(CurveMath.Use.FREE + 4);
    }

    /**
     * Writes it. The first two places are the matrices, the other two what is known or found of columns or rows.
     *
     * @return the bits of the constants that must follow the numbers
     */
    static List<Integer> write(Code code, int bits, Kind kind) {
        ScoreCode scores = new ScoreCode(code, bits);
        scores.write(kind);
        return scores.m.constants();
    }

    private void write(Kind kind) {
        g.add(RDI, at(RCX, 8 * MATRIX));
        g.add(RSI, at(RCX, 8 * MATRIX));
        g.add(RDX, at(RCX, 8 * KNOWN));
        g.add(R8, at(RCX, 8 * KNOWN));
        g.mov(R9, at(RCX, 8 * ROW_BYTES));
        v.vbroadcastss(scale, at(RCX, 8 * SCALE));
        switch (kind) {
            case SOFTMAX -> columns(this::softmax);
            case GRADIENT -> columns(this::gradient);
            case VISIBLE_DOTS -> columns(this::visibleDots);
            case PROBABILITIES -> rows(this::probabilities, true);
            case GRADIENT_ROWS -> rows(this::gradientRow, false);
        }
    }

    /** Does it for one register of columns after the other, r10 bytes from the first. */
    private void columns(Runnable body) {
        g.mov(R10, 0);
        Code.Label column = code.here();
        body.run();
        g.add(R10, bytes);
        g.cmp(R10, R9);
        g.jl(column);
    }

    /** Does it for all rows of these columns, rax bytes from the first element. */
    private void down(Runnable body) {
        g.mov(RAX, R10);
        g.mov(R11, at(RCX, 8 * ROWS));
        code.align();
        Code.Label row = code.here();
        body.run();
        g.add(RAX, R9);
        g.sub(R11, 1);
        g.jnz(row);
    }

    private void softmax() {
        VectorRegister max = first;
        VectorRegister sum = second;
        v.vmovups(max, at(RDI, R10));
        down(() -> {
            v.vmovups(x, at(RDI, RAX));
            // the second operand is the result where one is no number
            v.vmaxps(max, x, max);
        });
        v.vbroadcastss(x, at(RCX, 8 * SINK));
        v.vmaxps(max, x, max);
        v.vmovups(at(RDX, R10), max);
        exponential();
        v.vmovups(sum, y);
        down(() -> {
            v.vmovups(x, at(RDI, RAX));
            exponential();
            v.vmovups(at(RDI, RAX), y);
            v.vaddps(sum, sum, y);
        });
        m.invert(sum, sum);
        v.vmovups(at(R8, R10), sum);
    }

    /** To y, of what x has less than the largest. */
    private void exponential() {
        v.vsubps(x, x, first);
        v.vmulps(x, x, scale);
        m.exp(y, x);
    }

    private void gradient() {
        VectorRegister inverse = first;
        VectorRegister mean = second;
        v.vmovups(inverse, at(RDX, R10));
        v.vxorps(mean, mean, mean);
        down(() -> {
            v.vmovups(x, at(RDI, RAX));
            v.vfmadd231ps(mean, x, at(RSI, RAX));
        });
        v.vmulps(mean, mean, inverse);
        v.vmovups(at(R8, R10), mean);
        down(() -> {
            v.vmovups(y, at(RSI, RAX));
            v.vsubps(y, y, mean);
            v.vmovups(x, at(RDI, RAX));
            v.vmulps(x, x, inverse);
            v.vmulps(x, x, y);
            v.vmovups(at(RSI, RAX), x);
        });
    }

    private void visibleDots() {
        VectorRegister sum = first;
        VectorRegister hidden = second;
        VectorRegister zero = y;
        v.vxorps(sum, sum, sum);
        v.vxorps(zero, zero, zero);
        m.set(hidden, Float.NEGATIVE_INFINITY);
        down(() -> {
            v.vmovups(x, at(RDI, RAX));
            m.chooseIfEqual(x, zero, x, hidden);
            v.vfmadd231ps(sum, x, at(RSI, RAX));
        });
        v.vmovups(at(RDX, R10), sum);
    }

    /** Does it for one row after the other, with what is known of each in all lanes. */
    private void rows(Runnable body, boolean both) {
        g.mov(R11, at(RCX, 8 * ROWS));
        Code.Label row = code.here();
        v.vbroadcastss(first, at(RDX));
        if (both) {
            v.vbroadcastss(second, at(R8));
        }
        g.mov(RAX, 0);
        code.align();
        Code.Label column = code.here();
        body.run();
        g.add(RAX, bytes);
        g.cmp(RAX, R9);
        g.jl(column);
        g.add(RDI, R9);
        g.add(RSI, R9);
        g.add(RDX, Float.BYTES);
        g.add(R8, Float.BYTES);
        g.sub(R11, 1);
        g.jnz(row);
    }

    private void probabilities() {
        v.vmovups(x, at(RDI, RAX));
        exponential();
        v.vmulps(y, y, second);
        v.vmovups(at(RDI, RAX), y);
    }

    private void gradientRow() {
        v.vmovups(y, at(RSI, RAX));
        v.vsubps(y, y, first);
        v.vmulps(y, y, at(RDI, RAX));
        v.vmovups(at(RSI, RAX), y);
    }
}
