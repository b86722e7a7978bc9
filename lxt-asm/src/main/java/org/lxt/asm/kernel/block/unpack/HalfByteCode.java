// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block.unpack;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R8;

import org.lxt.asm.x86.Address;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;

/**
 * Blocks of 32 elements: a scale, perhaps a minimum or a zero point, perhaps fifth bits, then 16 bytes whose lower halves are the
 * first 16 elements and whose upper halves are the others. Q4_0, Q4_1, Q5_0, Q5_1, IQ4_NL, MXFP4, U4_ZERO; NF4 and FP4 but for what
 * their halves stand for.
 */
class HalfByteCode extends BlockCode {
    private static final int FIFTH = 16;

    /** Where U4_ZERO has its zero point. */
    private static final int ZERO = 4;

    /** Which byte of four has the fifth bit of an element, and the bit. */
    private static final int[] BYTES = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3
    };

    private static final int[] BITS = {1, 2, 4, 8, 16, 32, 64, 128};

    HalfByteCode(Code code, int bits, BlockMemory memory, Encoding encoding) {
        super(code, bits, memory, encoding);
    }

    @Override
    public void header(Place block) {
        if (hasFloatScale()) {
            if (encoding == Encoding.U4_ZERO) {
                zeroPoint(x(0), block);
                v.vmovups(at(R8, BlockMemory.SCALES + 4), x(0));
            }
            return;
        }
        scale(block);
        v.vmovups(at(R8, BlockMemory.SCALES), x(0));
    }

    /** Whether the scale is a float32 at the block's beginning. */
    final boolean hasFloatScale() {
        return encoding == Encoding.U4_ZERO || encoding == Encoding.NF4 || encoding == Encoding.FP4;
    }

    /** The first lane of x0 becomes the scale where it is no float32, the second one the number after it. */
    final void scale(Place block) {
        if (encoding == Encoding.MXFP4) {
            powerOf2(block);
        } else {
            v.vcvtph2ps(x(0), block.at(0));
        }
    }

    /** The first lane becomes the zero point. */
    final void zeroPoint(VectorRegister to, Place block) {
        i.vpmovzxbd(to, block.at(ZERO));
        i.vcvtdq2ps(to, to);
    }

    /** Where halves of bytes begin. */
    final int halves() {
        return encoding.blockBytes() - UNIT / 2;
    }

    @Override
    void integers(Place block, int unit, boolean first) {
        boolean hasFifth = encoding == Encoding.Q5_0 || encoding == Encoding.Q5_1;
        if (hasFifth) {
            v.vbroadcastss(y(3), block.at(halves() - 4));
            i.vpshufb(y(3), y(3), memory.bytes(BYTES));
            i.vandps(y(3), y(3), memory.bytes(BITS));
            i.vpcmpeqb(y(3), y(3), memory.bytes(BITS));
            i.vandps(y(3), y(3), memory.all(FIFTH));
            store(0, y(3));
        }
        v.vmovups(x(1), block.at(halves()));
        upper(x(2), x(1));
        i.vandps(x(1), x(1), memory.all(15));
        if (hasFifth) {
            i.vorps(x(1), x(1), at(R8, BlockMemory.INTEGERS));
            i.vorps(x(2), x(2), at(R8, BlockMemory.INTEGERS + 16));
        }
        finish(x(1));
        finish(x(2));
        store(0, x(1));
        store(16, x(2));
    }

    private void finish(VectorRegister integers) {
        switch (encoding) {
            case Q4_0 -> i.vpaddb(integers, integers, memory.all(-8));
            case Q5_0 -> i.vpaddb(integers, integers, memory.all(-FIFTH));
            case IQ4_NL, MXFP4 -> {
                v.vmovups(x(4), memory.bytes(Tables.bytes(encoding)));
                i.vpshufb(integers, x(4), integers);
            }
            default -> {}
        }
    }

    /** Half of what an E8M0 stands for, since the table of MXFP4 is doubled; the least two are subnormal. */
    private void powerOf2(Place block) {
        i.vpmovzxbd(x(0), block.at(0));
        i.vpaddd(x(1), x(0), memory.integers(-1));
        i.vpslld(x(1), x(1), 23);
        i.vpaddd(x(2), x(0), memory.integers(-2));
        v.vmovups(x(3), memory.integers(0x00200000));
        i.vpsllvd(x(3), x(3), x(0));
        v.vblendvps(x(0), x(1), x(3), x(2));
    }

    @Override
    Address scale(Place block, int group) {
        return hasFloatScale() ? block.at(0) : super.scale(block, group);
    }

    @Override
    Second second() {
        return switch (encoding) {
            case Q4_1, Q5_1 -> Second.ADDED;
            case U4_ZERO -> Second.ZERO_POINT;
            default -> Second.NONE;
        };
    }

    /** The number after the scale. */
    @Override
    Address second(Place block, int group) {
        return at(R8, BlockMemory.SCALES + 4);
    }
}
