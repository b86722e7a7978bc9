// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.emit;

import static org.lxt.asm.x86.Address.at;

import java.util.ArrayList;
import java.util.List;
import org.lxt.asm.x86.General;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;

/**
 * Writes pieces of activations. The functions, their constants and the order of operations are those of the kernels of the
 * Vector API, so the bits are the same. Constants are loaded from the array of numbers, where they follow the others.
 */
public final class CurveMath {
    /** How two numbers compare, as Intel's manual numbers it; both are false where one is no number. */
    private static final int LESS = 0x11;

    private static final int AT_MOST = 0x12;
    private static final int EQUAL = 0;

    /** True where one of both is no number. */
    private static final int UNORDERED = 3;

    /** Adding it leaves the sum's nearest integer in the low bits, above nine zeros of its own. */
    private static final float ROUNDER = 0x1.8p23f;

    private static final int SIGN = 0x8000_0000;

    /** Of tanh(x) / x in powers of x^2, from the highest one on. */
    private static final float[] TANH = {-0.006610228f, 0.021309389f, -0.05390943f, 0.13333113f, -0.3333333f};

    private final VectorCode v;
    private final int bits;
    private final General numbers;
    private final int first;
    private final List<Integer> constants = new ArrayList<>();

    /** For registers of so many bits, with constants from index {@code first} of the numbers on. */
    public CurveMath(VectorCode v, int bits, General numbers, int first) {
        this.v = v;
        this.bits = bits;
        this.numbers = numbers;
        this.first = first;
    }

    /** The bits of all constants, in their order. */
    public List<Integer> constants() {
        return List.copyOf(constants);
    }

    public VectorRegister register(int number) {
        return new VectorRegister(number, bits);
    }

    /** Loads a constant to all lanes. */
    public VectorRegister set(VectorRegister to, float value) {
        return setBits(to, Float.floatToRawIntBits(value));
    }

    /** The same of its bits. */
    public VectorRegister setBits(VectorRegister to, int value) {
        int index = constants.indexOf(value);
        if (index < 0) {
            index = constants.size();
            constants.add(value);
        }
        v.vbroadcastss(to, at(numbers, 8 * (first + index)));
        return to;
    }

    /** {@code to = |x|}. */
    public void abs(VectorRegister to, VectorRegister x) {
        v.vandps(to, x, setBits(register(Use.CONSTANT), ~SIGN));
    }

    /** {@code to = -x}. */
    public void negate(VectorRegister to, VectorRegister x) {
        v.vxorps(to, x, setBits(register(Use.CONSTANT), SIGN));
    }

    /** {@code to = to by + plus}. */
    public void fma(VectorRegister to, VectorRegister by, float plus) {
        v.vfmadd213ps(to, by, set(register(Use.CONSTANT), plus));
    }

    /** {@code to = x by}. */
    public void multiply(VectorRegister to, VectorRegister x, float by) {
        v.vmulps(to, x, set(register(Use.CONSTANT), by));
    }

    /** {@code to = x + plus}. */
    public void add(VectorRegister to, VectorRegister x, float plus) {
        v.vaddps(to, x, set(register(Use.CONSTANT), plus));
    }

    /** {@code to = 1 / x}. */
    public void invert(VectorRegister to, VectorRegister x) {
        v.vdivps(to, set(register(Use.CONSTANT), 1), x);
    }

    /** {@code to = p} where {@code a < b}, else what it was. */
    public void chooseIfLess(VectorRegister to, VectorRegister p, VectorRegister a, VectorRegister b) {
        choose(to, p, a, b, LESS);
    }

    /** {@code to = p} where {@code a = b}, else what it was. */
    public void chooseIfEqual(VectorRegister to, VectorRegister p, VectorRegister a, VectorRegister b) {
        choose(to, p, a, b, EQUAL);
    }

    /** {@code to = p} where a is no number, else what it was. */
    public void chooseIfNoNumber(VectorRegister to, VectorRegister p, VectorRegister a) {
        choose(to, p, a, a, UNORDERED);
    }

    private void choose(VectorRegister to, VectorRegister p, VectorRegister a, VectorRegister b, int predicate) {
        if (bits == 512) {
            v.vcmpps(1, a, b, predicate);
            v.vblendmps(to, to, p, 1);
        } else {
            VectorRegister mask = register(Use.MASK);
            v.vcmpps(mask, a, b, predicate);
            v.vblendvps(to, to, p, mask);
        }
    }

    /** {@code to = exp(x)}, which must be another register and stays as it is. */
    public void exp(VectorRegister to, VectorRegister x) {
        VectorRegister shifted = register(Use.SHIFTED);
        VectorRegister r = register(Use.REST);
        VectorRegister constant = register(Use.CONSTANT);
        set(shifted, ROUNDER);
        v.vfmadd231ps(shifted, x, set(constant, 1.442695f));
        v.vsubps(to, shifted, set(constant, ROUNDER));
        v.vmovups(r, x);
        v.vfmadd231ps(r, to, set(constant, -0x1.62e4p-1f));
        v.vfmadd231ps(r, to, set(constant, -0x1.7f7d1cp-20f));
        set(to, 1f / 5040);
        fma(to, r, 1f / 720);
        fma(to, r, 1f / 120);
        fma(to, r, 1f / 24);
        fma(to, r, 1f / 6);
        fma(to, r, 0.5f);
        v.vmulps(to, to, r);
        v.vfmadd213ps(to, r, r);
        add(to, to, 1);
        v.vpslld(shifted, shifted, 23);
        v.vpaddd(shifted, to, shifted);
        multiply(to, x, Float.MAX_VALUE);
        choose(to, shifted, x, set(constant, 88.72283f), AT_MOST);
        VectorRegister zero = register(Use.REST);
        v.vxorps(zero, zero, zero);
        choose(to, zero, x, set(constant, -87.33654f), LESS);
    }

    /** {@code to = 1 / (1 + exp(-x))}; x stays, and the second register is used. */
    public void sigmoid(VectorRegister to, VectorRegister x, VectorRegister used) {
        negate(used, x);
        exp(to, used);
        add(to, to, 1);
        invert(to, to);
    }

    /**
     * {@code to = s + factor s (1 - s)} with {@code s = sigmoid(u)}.
     *
     * @param used two registers more
     */
    public void sigmoidProductDerivative(
            VectorRegister to, VectorRegister u, VectorRegister factor, VectorRegister used, VectorRegister larger) {
        abs(used, u);
        negate(used, used);
        exp(to, used);
        add(larger, to, 1);
        invert(larger, larger);
        VectorRegister smaller = used;
        v.vmulps(smaller, to, larger);
        v.vmovups(to, larger);
        VectorRegister zero = register(Use.REST);
        v.vxorps(zero, zero, zero);
        chooseIfLess(to, smaller, u, zero);
        v.vmulps(smaller, factor, smaller);
        v.vfmadd231ps(to, smaller, larger);
    }

    /**
     * {@code to = tanh(x)}, x stays.
     *
     * @param used three registers more
     */
    public void tanh(VectorRegister to, VectorRegister x, VectorRegister... used) {
        VectorRegister size = used[0];
        VectorRegister other = used[1];
        VectorRegister p = used[2];
        abs(size, x);
        v.vaddps(other, size, size);
        exp(to, other);
        add(to, to, 1);
        v.vdivps(to, set(other, 2), to);
        v.vsubps(to, set(other, 1), to);
        negate(other, to);
        VectorRegister zero = register(Use.REST);
        v.vxorps(zero, zero, zero);
        chooseIfLess(to, other, x, zero);
        // near 0 the quotient would cancel
        VectorRegister z = other;
        v.vmulps(z, x, x);
        set(p, TANH[0]);
        for (int i = 1; i < TANH.length; i++) {
            fma(p, z, TANH[i]);
        }
        v.vmulps(p, p, z);
        v.vfmadd213ps(p, x, x);
        chooseIfLess(to, p, size, set(z, 0.55f));
    }

    /** The registers that these pieces use for themselves; from {@link #FREE} on they leave them alone. */
    public static final class Use {
        public static final int CONSTANT = 0;
        static final int SHIFTED = 1;
        static final int REST = 2;
        static final int MASK = 3;
        public static final int FREE = 4;

        private Use() {}
    }
}
