// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.row;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R8;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;
import static org.lxt.asm.x86.General.RSI;

import java.util.List;
import java.util.function.Consumer;
import org.lxt.asm.kernel.emit.CurveMath;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.IntegerCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.kernel.Elementary;

/** An activation, or a gradient times its derivative, of whole registers. */
final class CurveCode {
    /** Numbers: registers; where x, g and the result begin; then the constants. */
    static final int COUNT = 0;

    static final int X = 1;
    static final int G = 2;
    static final int D = 3;
    static final int CONSTANTS = 4;

    private static final float CUBIC = 0.044715f;
    private static final float TWICE_SQRT_2_OVER_PI = 1.595769f;

    /** Farther out the derivative of GELU's approximation is 0 or 1, and the powers in it would overflow. */
    private static final float FAR = 12;

    /** Farther out the normal distribution function is 0 or 1. */
    private static final float FAR_NORMAL = 10;

    /** Of the normal distribution function, from the highest power on. */
    private static final float[] NORMAL = {
        -0.0002782657f,
        -0.0008009518f,
        0.001992521f,
        0.0025799843f,
        -0.023789117f,
        0.06829367f,
        -0.11927283f,
        0.12964654f,
        -0.04756227f,
        -0.13562115f,
        1.253008f
    };

    private final VectorCode v;
    private final CurveMath m;
    private final VectorRegister x;
    private final VectorRegister y;

    private CurveCode(VectorCode v, CurveMath m) {
        this.v = v;
        this.m = m;
        this.x = free(0);
        this.y = free(1);
    }

    /**
     * Writes it.
     *
     * @return the bits of the constants that must follow the numbers
     */
    static List<Integer> write(Code code, int bits, Activation f, boolean gradient) {
        return write(code, bits, gradient, curve -> curve.compute(f, gradient));
    }

    /** Writes an elementary function, likewise. */
    static List<Integer> write(Code code, int bits, Elementary f) {
        return write(code, bits, false, curve -> {
            switch (f) {
                case EXP -> curve.m.exp(curve.y, curve.x);
                case LOG -> new LogarithmCode(curve.v, new IntegerCode(code), curve.m).write(curve.y, curve.x);
                case SQRT -> curve.v.vsqrtps(curve.y, curve.x);
            }
        });
    }

    private static List<Integer> write(Code code, int bits, boolean gradient, Consumer<CurveCode> function) {
        GeneralCode g = new GeneralCode(code);
        VectorCode v = new VectorCode(code);
        CurveMath math = new CurveMath(v, bits, RCX, CONSTANTS);
        CurveCode curve = new CurveCode(v, math);
        g.add(RDI, at(RCX, 8 * X));
        g.add(RSI, at(RCX, 8 * G));
        g.add(RDX, at(RCX, 8 * D));
        g.mov(R8, at(RCX, 8 * COUNT));
        Code.Label loop = code.here();
        v.vmovups(curve.x, at(RDI));
        function.accept(curve);
        if (gradient) {
            v.vmulps(curve.y, curve.y, at(RSI));
            g.add(RSI, bits / 8);
        }
        v.vmovups(at(RDX), curve.y);
        g.add(RDI, bits / 8);
        g.add(RDX, bits / 8);
        g.sub(R8, 1);
        g.jnz(loop);
        return math.constants();
    }

    private void compute(Activation f, boolean gradient) {
        switch (f) {
            case SILU -> {
                if (gradient) {
                    m.sigmoidProductDerivative(y, x, x, free(2), free(3));
                } else {
                    m.sigmoid(y, x, free(2));
                    v.vmulps(y, x, y);
                }
            }
            case GELU_TANH -> {
                if (gradient) {
                    geluTanhDerivative();
                } else {
                    VectorRegister u = free(3);
                    v.vmulps(u, x, x);
                    argument(u);
                    m.sigmoid(y, u, free(2));
                    v.vmulps(y, x, y);
                }
            }
            case GELU -> gelu(gradient);
            case RELU -> relu(gradient);
            case TANH -> {
                if (gradient) {
                    bell(2, 4);
                } else {
                    m.tanh(y, x, free(2), free(3), free(4));
                }
            }
            case SIGMOID -> {
                if (gradient) {
                    bell(1, 1);
                } else {
                    m.sigmoid(y, x, free(2));
                }
            }
        }
    }

    private void relu(boolean gradient) {
        VectorRegister zero = free(2);
        v.vxorps(zero, zero, zero);
        if (gradient) {
            v.vmovups(y, zero);
            m.chooseIfLess(y, m.set(free(3), 1), zero, x);
        } else {
            // the second operand is the result where one is no number, and of two zeros, one of which may be negative
            v.vmaxps(y, zero, x);
            v.vaddps(y, y, zero);
        }
    }

    /** {@code height e / (1 + e)^2} with {@code e = exp(-slope |x|)}, the slope being 1 or 2. */
    private void bell(int slope, float height) {
        VectorRegister e = free(2);
        VectorRegister r = free(3);
        m.abs(r, x);
        if (slope == 2) {
            v.vaddps(r, r, r);
        }
        m.negate(r, r);
        m.exp(e, r);
        m.add(r, e, 1);
        m.invert(r, r);
        if (height != 1) {
            m.multiply(e, e, height);
        }
        v.vmulps(y, e, r);
        v.vmulps(y, y, r);
    }

    /** From the square of x. */
    private void argument(VectorRegister u) {
        v.vfmadd213ps(u, m.set(free(2), CUBIC), m.set(m.register(CurveMath.Use.CONSTANT), 1));
        v.vmulps(u, u, x);
        m.multiply(u, u, TWICE_SQRT_2_OVER_PI);
    }

    private void geluTanhDerivative() {
        VectorRegister slope = free(3);
        VectorRegister u = free(4);
        // of these instructions the second operand is the result where one is no number
        v.vminps(x, m.set(free(2), FAR), x);
        v.vmaxps(x, m.set(free(2), -FAR), x);
        v.vmulps(u, x, x);
        v.vmovups(slope, u);
        argument(u);
        v.vfmadd213ps(slope, m.set(free(2), 3 * CUBIC), m.set(m.register(CurveMath.Use.CONSTANT), 1));
        m.multiply(slope, slope, TWICE_SQRT_2_OVER_PI);
        v.vmulps(slope, x, slope);
        m.sigmoidProductDerivative(y, u, slope, free(2), free(5));
    }

    private void gelu(boolean gradient) {
        VectorRegister density = free(2);
        v.vmulps(y, x, x);
        m.multiply(y, y, -0.5f);
        m.exp(density, y);
        normal(density);
        if (gradient) {
            v.vmulps(density, x, density);
            v.vfmadd231ps(y, density, m.set(free(3), 0.3989423f));
        } else {
            v.vmulps(y, x, y);
        }
    }

    /** To y the normal distribution function of x, given {@code exp(-x^2 / 2)}. */
    private void normal(VectorRegister density) {
        VectorRegister a = free(3);
        VectorRegister plus = free(4);
        VectorRegister line = free(5);
        VectorRegister inverse = free(6);
        VectorRegister u = free(7);
        m.abs(a, x);
        m.multiply(a, a, 0.70710677f);
        v.vminps(a, m.set(u, FAR_NORMAL), a);
        m.add(plus, a, 3);
        v.vaddps(line, a, a);
        m.add(line, line, 1);
        v.vmulps(inverse, plus, line);
        m.invert(inverse, inverse);
        v.vmulps(line, line, inverse);
        v.vsubps(u, a, m.set(u, 3));
        v.vmulps(u, u, line);
        m.set(y, NORMAL[0]);
        for (int i = 1; i < NORMAL.length; i++) {
            m.fma(y, u, NORMAL[i]);
        }
        v.vmulps(plus, plus, inverse);
        v.vmulps(y, y, plus);
        v.vmulps(y, y, density);
        m.multiply(y, y, 0.5f);
        VectorRegister right = a;
        v.vsubps(right, m.set(right, 1), y);
        VectorRegister zero = u;
        v.vxorps(zero, zero, zero);
        m.chooseIfLess(y, right, zero, x);
    }

    private VectorRegister free(int index) {
        return m.register(CurveMath.Use.FREE + index);
    }
}
