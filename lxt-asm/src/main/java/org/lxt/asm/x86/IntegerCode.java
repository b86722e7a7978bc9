// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.x86;

/** Writes the instructions on integers in vector registers that kernels decode stored elements with, as {@link VectorCode} does. */
public final class IntegerCode {
    private static final VectorRegister NONE = VectorRegister.xmm(0);

    /** What a shift by a constant does, in the place of a register. */
    private static final int RIGHT = 2;

    private static final int RIGHT_WITH_SIGN = 4;

    private static final int LEFT = 6;

    private final Code code;
    private final VectorEncoder encoder;

    /** Writes to the end of this code. */
    public IntegerCode(Code code) {
        this.code = code;
        this.encoder = new VectorEncoder(code);
    }

    // ---- widening

    /** Loads bytes with a sign into 32-bit lanes. */
    public void vpmovsxbd(VectorRegister to, Address from) {
        memory(VectorOpcode.VPMOVSXBD, to, NONE, from);
    }

    /** Loads bytes without sign into 32-bit lanes. */
    public void vpmovzxbd(VectorRegister to, Address from) {
        memory(VectorOpcode.VPMOVZXBD, to, NONE, from);
    }

    /** Takes the lowest bytes of a register, without sign, into 32-bit lanes. */
    public void vpmovzxbd(VectorRegister to, VectorRegister from) {
        registers(VectorOpcode.VPMOVZXBD, to, NONE, from);
    }

    /** Integers of 32 bits with a sign as floats. */
    public void vcvtdq2ps(VectorRegister to, VectorRegister from) {
        registers(VectorOpcode.VCVTDQ2PS, to, NONE, from);
    }

    // ---- shifting

    /** Shifts the bits of each 32-bit lane to the left. */
    public void vpslld(VectorRegister to, VectorRegister from, int by) {
        shift(VectorOpcode.VPSHIFTD, LEFT, to, from, by);
    }

    /** Shifts the bits of each 32-bit lane to the right, filled up with 0. */
    public void vpsrld(VectorRegister to, VectorRegister from, int by) {
        shift(VectorOpcode.VPSHIFTD, RIGHT, to, from, by);
    }

    /** Shifts the bits of each 32-bit lane to the right, filled up with the sign. */
    public void vpsrad(VectorRegister to, VectorRegister from, int by) {
        shift(VectorOpcode.VPSHIFTD, RIGHT_WITH_SIGN, to, from, by);
    }

    /** Shifts the bits of each 16-bit lane to the left. */
    public void vpsllw(VectorRegister to, VectorRegister from, int by) {
        shift(VectorOpcode.VPSHIFTW, LEFT, to, from, by);
    }

    /** Shifts the bits of each 16-bit lane to the right, filled up with 0. */
    public void vpsrlw(VectorRegister to, VectorRegister from, int by) {
        shift(VectorOpcode.VPSHIFTW, RIGHT, to, from, by);
    }

    /** The destination is where another instruction has its second operand, and what is done where it has its first. */
    private void shift(VectorOpcode op, int operation, VectorRegister to, VectorRegister from, int by) {
        registers(op, new VectorRegister(operation, to.bits()), to, from);
        code.put(by);
    }

    /** Shifts each 32-bit lane to the left by what the lane of {@code by} says. */
    public void vpsllvd(VectorRegister to, VectorRegister from, VectorRegister by) {
        registers(VectorOpcode.VPSLLVD, to, from, by);
    }

    /** Shifts each 32-bit lane to the right, filled up with 0, by what the lane of {@code [by]} says. */
    public void vpsrlvd(VectorRegister to, VectorRegister from, Address by) {
        memory(VectorOpcode.VPSRLVD, to, from, by);
    }

    // ---- arithmetic

    /** {@code to = a + [b]} of 32-bit integers. */
    public void vpaddd(VectorRegister to, VectorRegister a, Address b) {
        memory(VectorOpcode.VPADDD, to, a, b);
    }

    /** {@code to = a + [b]} of bytes. */
    public void vpaddb(VectorRegister to, VectorRegister a, Address b) {
        memory(VectorOpcode.VPADDB, to, a, b);
    }

    /** {@code to = a and [b]}, bit by bit; with 512 bits AVX512-DQ. */
    public void vandps(VectorRegister to, VectorRegister a, Address b) {
        memory(VectorOpcode.VANDPS, to, a, b);
    }

    /** {@code to = a or b}, bit by bit; with 512 bits AVX512-DQ. */
    public void vorps(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VORPS, to, a, b);
    }

    /** {@code to = a or [b]}, bit by bit; with 512 bits AVX512-DQ. */
    public void vorps(VectorRegister to, VectorRegister a, Address b) {
        memory(VectorOpcode.VORPS, to, a, b);
    }

    /** All bits of a byte set where a and [b] are equal, else none. Of 256 bits at most, in the first 16 registers. */
    public void vpcmpeqb(VectorRegister to, VectorRegister a, Address b) {
        memory(VectorOpcode.VPCMPEQB, to, a, b);
    }

    // ---- lanes

    /** Each lane becomes the one of {@code from} that the lowest bits of {@code lanes} name; 256 bits or more. */
    public void vpermps(VectorRegister to, VectorRegister lanes, VectorRegister from) {
        registers(VectorOpcode.VPERMPS, to, lanes, from);
    }

    /** Each byte becomes that of the same 128 bits of {@code from} that four bits of {@code bytes} name. */
    public void vpshufb(VectorRegister to, VectorRegister from, VectorRegister bytes) {
        registers(VectorOpcode.VPSHUFB, to, from, bytes);
    }

    /** The same with the numbers of the bytes in memory; 0 where the highest bit of one is set. */
    public void vpshufb(VectorRegister to, VectorRegister from, Address bytes) {
        memory(VectorOpcode.VPSHUFB, to, from, bytes);
    }

    private void registers(VectorOpcode op, VectorRegister reg, VectorRegister second, VectorRegister rm) {
        encoder.registers(op, reg, second, rm);
    }

    private void memory(VectorOpcode op, VectorRegister reg, VectorRegister second, Address address) {
        encoder.memory(op, reg, second, address, Mask.ALL);
    }
}
