// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.x86;

import static org.lxt.asm.x86.Operands.high;

/**
 * Writes the instructions on vectors that the kernels use: in the encoding of AVX (VEX) where it can say them, else in that of
 * AVX-512 (EVEX). The destination comes first, as in Intel's manual.
 */
public final class VectorCode {
    private static final VectorRegister NONE = VectorRegister.xmm(0);

    private final Code code;
    private final VectorEncoder encoder;

    /** Writes to the end of this code. */
    public VectorCode(Code code) {
        this.code = code;
        this.encoder = new VectorEncoder(code);
    }

    // ---- moving

    /** Loads a whole register, wherever it lies. */
    public void vmovups(VectorRegister to, Address from) {
        memory(VectorOpcode.VMOVUPS_LOAD, to, NONE, from, Mask.ALL);
    }

    /** Loads the lanes whose bit in mask register k is set, the others become 0. */
    public void vmovups(VectorRegister to, Address from, int k) {
        memory(VectorOpcode.VMOVUPS_LOAD, to, NONE, from, new Mask(k, true));
    }

    /** Stores a whole register. */
    public void vmovups(Address to, VectorRegister from) {
        memory(VectorOpcode.VMOVUPS_STORE, from, NONE, to, Mask.ALL);
    }

    /** Stores the lanes whose bit in mask register k is set. */
    public void vmovups(Address to, VectorRegister from, int k) {
        memory(VectorOpcode.VMOVUPS_STORE, from, NONE, to, new Mask(k, false));
    }

    /** Copies a register. */
    public void vmovups(VectorRegister to, VectorRegister from) {
        registers(VectorOpcode.VMOVUPS_LOAD, to, NONE, from);
    }

    /** Loads one float into all lanes. */
    public void vbroadcastss(VectorRegister to, Address from) {
        memory(VectorOpcode.VBROADCASTSS, to, NONE, from, Mask.ALL);
    }

    /** Copies the lowest lane to all lanes. */
    public void vbroadcastss(VectorRegister to, VectorRegister from) {
        registers(VectorOpcode.VBROADCASTSS, to, NONE, from);
    }

    /** Loads 16-bit integers without sign into 32-bit lanes. */
    public void vpmovzxwd(VectorRegister to, Address from) {
        memory(VectorOpcode.VPMOVZXWD, to, NONE, from, Mask.ALL);
    }

    /** Loads binary16 numbers into float32 lanes. */
    public void vcvtph2ps(VectorRegister to, Address from) {
        memory(VectorOpcode.VCVTPH2PS, to, NONE, from, Mask.ALL);
    }

    /** The same of the lanes whose bit in mask register k is set; the others become 0, and their memory is not touched. */
    public void vpmovzxwd(VectorRegister to, Address from, int k) {
        memory(VectorOpcode.VPMOVZXWD, to, NONE, from, new Mask(k, true));
    }

    /** The same of the lanes whose bit in mask register k is set; the others become 0, and their memory is not touched. */
    public void vcvtph2ps(VectorRegister to, Address from, int k) {
        memory(VectorOpcode.VCVTPH2PS, to, NONE, from, new Mask(k, true));
    }

    /** Loads the lanes whose highest bit in the mask is set; the others become 0, and their memory is not touched. */
    public void vmaskmovps(VectorRegister to, VectorRegister mask, Address from) {
        memory(VectorOpcode.VMASKMOVPS_LOAD, to, mask, from, Mask.ALL);
    }

    /** Stores the lanes whose highest bit in the mask is set; the memory of the others is not touched. */
    public void vmaskmovps(Address to, VectorRegister mask, VectorRegister from) {
        memory(VectorOpcode.VMASKMOVPS_STORE, from, mask, to, Mask.ALL);
    }

    /** Stores the lowest lane. */
    public void vmovss(Address to, VectorRegister from) {
        memory(VectorOpcode.VMOVSS_STORE, from.ofBits(128), NONE, to, Mask.ALL);
    }

    // ---- arithmetic

    /** {@code to = a + b}. */
    public void vaddps(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VADDPS, to, a, b);
    }

    /** {@code to = a + [b]}. */
    public void vaddps(VectorRegister to, VectorRegister a, Address b) {
        memory(VectorOpcode.VADDPS, to, a, b, Mask.ALL);
    }

    /** {@code to = a - b}. */
    public void vsubps(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VSUBPS, to, a, b);
    }

    /** {@code to = a b}, lane by lane. */
    public void vmulps(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VMULPS, to, a, b);
    }

    /** {@code to = a [b]}, lane by lane. */
    public void vmulps(VectorRegister to, VectorRegister a, Address b) {
        memory(VectorOpcode.VMULPS, to, a, b, Mask.ALL);
    }

    /** {@code to = a / b}. */
    public void vdivps(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VDIVPS, to, a, b);
    }

    /** The square root of each lane. */
    public void vsqrtps(VectorRegister to, VectorRegister from) {
        registers(VectorOpcode.VSQRTPS, to, NONE, from);
    }

    /** The greater of each two lanes; b's where one is no number. */
    public void vmaxps(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VMAXPS, to, a, b);
    }

    /** The lesser of each two lanes; b's where one is no number. */
    public void vminps(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VMINPS, to, a, b);
    }

    /** {@code to += a b}, rounded once. */
    public void vfmadd231ps(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VFMADD231PS, to, a, b);
    }

    /** {@code to += a [b]}, rounded once. */
    public void vfmadd231ps(VectorRegister to, VectorRegister a, Address b) {
        memory(VectorOpcode.VFMADD231PS, to, a, b, Mask.ALL);
    }

    /** {@code to = a to + b}, rounded once. */
    public void vfmadd213ps(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VFMADD213PS, to, a, b);
    }

    /** {@code to = a to - b}, rounded once. */
    public void vfmsub213ps(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VFMSUB213PS, to, a, b);
    }

    /** {@code to += a b} of pairs of bfloat16, a pair's two products to one lane. AVX512-BF16. */
    public void vdpbf16ps(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VDPBF16PS, to, a, b);
    }

    /** Rounds a's floats to bfloat16 in the upper half, b's in the lower one. AVX512-BF16. */
    public void vcvtne2ps2bf16(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VCVTNE2PS2BF16, to, a, b);
    }

    // ---- comparing

    /** All bits of a lane set where a and b compare as Intel's manual numbers the ways to, else none. */
    public void vcmpps(VectorRegister to, VectorRegister a, VectorRegister b, int predicate) {
        registers(VectorOpcode.VCMPPS, to, a, b);
        code.put(predicate);
    }

    /** The same, with a bit of mask register k for each lane. AVX-512. */
    public void vcmpps(int k, VectorRegister a, VectorRegister b, int predicate) {
        evexRegisters(VectorOpcode.VCMPPS, new VectorRegister(k, a.bits()), a, b);
        code.put(predicate);
    }

    /** b's lanes where the mask's highest bit is set, a's where it is not. Only in the first 16 registers. */
    public void vblendvps(VectorRegister to, VectorRegister a, VectorRegister b, VectorRegister mask) {
        registers(VectorOpcode.VBLENDVPS, to, a, b);
        code.put(mask.number() << 4);
    }

    /** b's lanes where the bit of mask register k is set, a's where it is not. AVX-512. */
    public void vblendmps(VectorRegister to, VectorRegister a, VectorRegister b, int k) {
        encoder.evex(VectorOpcode.VBLENDMPS, to, a, b.number() >> 4, b.number() >> 3 & 1, new Mask(k, false));
        Operands.registers(code, to.number(), b.number());
    }

    // ---- bits

    /** {@code to = a and b}, bit by bit; with 512 bits AVX512-DQ. */
    public void vandps(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VANDPS, to, a, b);
    }

    /** {@code to = a xor b}, bit by bit; with 512 bits AVX512-DQ. */
    public void vxorps(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VXORPS, to, a, b);
    }

    /** Shifts the bits of each 32-bit lane to the left. */
    public void vpslld(VectorRegister to, VectorRegister from, int by) {
        // the destination is where another instruction has its second operand
        registers(VectorOpcode.VPSHIFTD, VectorRegister.xmm(6).ofBits(to.bits()), to, from);
        code.put(by);
    }

    /** {@code to = a + b} of 32-bit integers. */
    public void vpaddd(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VPADDD, to, a, b);
    }

    // ---- lanes

    /** The lower two lanes of each four of a and b, in turn. */
    public void vunpcklps(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VUNPCKLPS, to, a, b);
    }

    /** The upper two lanes of each four of a and b, in turn. */
    public void vunpckhps(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VUNPCKHPS, to, a, b);
    }

    /** The lower pair of each four lanes of a, then that of b. */
    public void vunpcklpd(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VUNPCKLPD, to, a, b);
    }

    /** The upper pair of each four lanes of a, then that of b. */
    public void vunpckhpd(VectorRegister to, VectorRegister a, VectorRegister b) {
        registers(VectorOpcode.VUNPCKHPD, to, a, b);
    }

    /** Two of the four halves of a and b, of 128 bits each. */
    public void vperm2f128(VectorRegister to, VectorRegister a, VectorRegister b, int choice) {
        registers(VectorOpcode.VPERM2F128, to, a, b);
        code.put(choice);
    }

    /** Two of the quarters of a, then two of those of b, of 128 bits each. */
    public void vshuff32x4(VectorRegister to, VectorRegister a, VectorRegister b, int choice) {
        evexRegisters(VectorOpcode.VSHUFF32X4, to, a, b);
        code.put(choice);
    }

    /** Of each four lanes: two of a, then two of b, by the four pairs of bits of the choice. */
    public void vshufps(VectorRegister to, VectorRegister a, VectorRegister b, int choice) {
        registers(VectorOpcode.VSHUFPS, to, a, b);
        code.put(choice);
    }

    /** Stores 128 bits of a register of 256 bits, the lower or the upper ones. */
    public void vextractf128(Address to, VectorRegister from, int part) {
        memory(VectorOpcode.VEXTRACTF128, from, NONE, to, Mask.ALL);
        code.put(part);
    }

    /** Stores 128 bits of a register of 512 bits, a quarter of it. AVX-512. */
    public void vextractf32x4(Address to, VectorRegister from, int part) {
        memory(VectorOpcode.VEXTRACTF128, from, NONE, to, Mask.ALL);
        code.put(part);
    }

    /** Each 16-bit lane of {@code to} becomes the one of {@code from} that {@code lanes} names. AVX512-BW. */
    public void vpermw(VectorRegister to, VectorRegister lanes, VectorRegister from) {
        registers(VectorOpcode.VPERMW, to, lanes, from);
    }

    // ---- state

    /** Clears all but the lower 128 bits of the first 16 registers: other code is slow if it is left out. */
    public void vzeroupper() {
        code.put(0xc5);
        code.put(0xf8);
        code.put(0x77);
    }

    /** Sets mask register k to the lower 16 bits of a general one. AVX-512. */
    public void kmovw(int k, General from) {
        if (high(from) == 0) {
            code.put(0xc5);
            code.put(0xf8);
        } else {
            code.put(0xc4);
            code.put(0xc1);
            code.put(0x78);
        }
        code.put(0x92);
        Operands.registers(code, k, from.number());
    }

    private void registers(VectorOpcode op, VectorRegister reg, VectorRegister second, VectorRegister rm) {
        encoder.registers(op, reg, second, rm);
    }

    private void evexRegisters(VectorOpcode op, VectorRegister reg, VectorRegister second, VectorRegister rm) {
        encoder.evexRegisters(op, reg, second, rm);
    }

    private void memory(VectorOpcode op, VectorRegister reg, VectorRegister second, Address address, Mask mask) {
        encoder.memory(op, reg, second, address, mask);
    }
}
