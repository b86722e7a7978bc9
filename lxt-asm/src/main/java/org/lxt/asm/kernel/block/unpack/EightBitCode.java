// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block.unpack;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R8;

import org.lxt.asm.x86.Address;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.ScaledValues;

/** Blocks of 32 integers as they are needed, after a scale: Q8_0 in binary16, I8_ABSMAX and U8_ZERO in float32. */
final class EightBitCode extends BlockCode {
    /** Where U8_ZERO has its zero point, two bytes with a sign. */
    private static final int ZERO = 4;

    private static final int UPPER = 0xffff0000;
    private static final float LOWER = 0x1p-16f;

    EightBitCode(Code code, int bits, BlockMemory memory, Encoding encoding) {
        super(code, bits, memory, encoding);
    }

    @Override
    public void header(Place block) {
        if (encoding == Encoding.Q8_0) {
            v.vcvtph2ps(x(0), block.at(0));
            v.vmovups(at(R8, BlockMemory.SCALES), x(0));
        } else if (encoding == Encoding.U8_ZERO) {
            v.vbroadcastss(x(0), block.at(ZERO - 2));
            i.vandps(x(0), x(0), memory.integers(UPPER));
            i.vcvtdq2ps(x(0), x(0));
            v.vmulps(x(0), x(0), memory.floats(LOWER));
            v.vmovups(at(R8, BlockMemory.MINIMUMS), x(0));
        }
    }

    @Override
    void integers(Place block, int unit, boolean first) {
        // they are read where they are
    }

    @Override
    void load(VectorRegister to, Place block, int element) {
        Address integers = block.at(encoding.blockBytes() - UNIT + element);
        if (encoding == Encoding.U8_ZERO) {
            i.vpmovzxbd(to, integers);
        } else {
            i.vpmovsxbd(to, integers);
        }
    }

    @Override
    Address scale(Place block, int group) {
        return encoding == Encoding.Q8_0 ? super.scale(block, group) : block.at(0);
    }

    @Override
    Second second() {
        return switch (encoding) {
            case U8_ZERO -> Second.ZERO_POINT;
            case I8_ABSMAX -> Second.MULTIPLIED;
            default -> Second.NONE;
        };
    }

    @Override
    Address second(Place block, int group) {
        return encoding == Encoding.I8_ABSMAX ? memory.floats(ScaledValues.ONE_OF_127) : super.second(block, group);
    }
}
