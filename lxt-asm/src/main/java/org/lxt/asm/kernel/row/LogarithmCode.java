// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.row;

import org.lxt.asm.kernel.emit.CurveMath;
import org.lxt.asm.x86.IntegerCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;

/** The natural logarithm: exponent and mantissa are taken apart, and the mantissa's logarithm is a polynomial. */
final class LogarithmCode {
    /** The bits of the square root of 1/2: mantissas are taken from there to the square root of 2, around 1. */
    private static final int SQRT_HALF_BITS = 0x3f3504f3;

    private static final int MANTISSA_BITS = 0x007fffff;

    /** Below the normal numbers the exponent's bits say nothing: such numbers are shifted by so many bits. */
    private static final float SMALLEST_NORMAL = 0x1p-126f;

    private static final int SHIFT = 23;

    /** Of {@code (log(1 + f) - f + f^2 / 2) / f^3}, from the highest power on. */
    private static final float[] TAIL = {
        0.06971612f,
        -0.11479734f,
        0.1168542f,
        -0.12425687f,
        0.14249058f,
        -0.16667803f,
        0.20000716f,
        -0.24999997f,
        0.3333333f
    };

    private final VectorCode v;
    private final IntegerCode i;
    private final CurveMath m;

    LogarithmCode(VectorCode v, IntegerCode i, CurveMath m) {
        this.v = v;
        this.i = i;
        this.m = m;
    }

    /** Writes {@code y = log(x)}; registers after these two are used. */
    void write(VectorRegister y, VectorRegister x) {
        VectorRegister normal = free(0);
        VectorRegister k = free(1);
        VectorRegister f = free(2);
        VectorRegister p = free(3);
        VectorRegister other = free(4);
        VectorRegister constant = m.register(CurveMath.Use.CONSTANT);
        m.multiply(other, x, 0x1p23f);
        v.vmovups(normal, x);
        m.chooseIfLess(normal, other, x, m.set(f, SMALLEST_NORMAL));
        v.vxorps(p, p, p);
        m.chooseIfLess(p, m.set(other, -SHIFT), x, f);
        v.vpaddd(normal, normal, m.setBits(constant, -SQRT_HALF_BITS));
        i.vpsrad(k, normal, SHIFT);
        i.vcvtdq2ps(k, k);
        v.vaddps(k, k, p);
        v.vandps(f, normal, m.setBits(constant, MANTISSA_BITS));
        v.vpaddd(f, f, m.setBits(constant, SQRT_HALF_BITS));
        v.vsubps(f, f, m.set(constant, 1));
        m.set(p, TAIL[0]);
        for (int n = 1; n < TAIL.length; n++) {
            m.fma(p, f, TAIL[n]);
        }
        v.vmulps(p, p, f);
        v.vsubps(p, p, m.set(constant, 0.5f));
        v.vmulps(other, f, f);
        v.vmulps(p, p, other);
        v.vfmadd231ps(p, k, m.set(constant, 0x1.7f7d1cp-20f));
        v.vaddps(p, p, f);
        v.vfmadd231ps(p, k, m.set(constant, 0x1.62e4p-1f));
        VectorRegister zero = f;
        v.vxorps(zero, zero, zero);
        m.chooseIfEqual(p, m.set(other, Float.NEGATIVE_INFINITY), x, zero);
        // comparisons are false for NaN, which therefore stays
        v.vmovups(y, x);
        m.chooseIfLess(y, p, x, m.set(other, Float.POSITIVE_INFINITY));
        m.chooseIfLess(y, m.set(other, Float.NaN), x, zero);
    }

    private VectorRegister free(int index) {
        return m.register(CurveMath.Use.FREE + 2 + index);
    }
}
