// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block.unpack;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R8;

import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;

/**
 * F8_E4M3: a scale in float32, then 32 numbers with four bits of exponent and three of mantissa. As the last bits of the exponent
 * and the first of the mantissa of a float32 they are the number divided by 2 to the 120th, subnormal ones included.
 */
final class FloatByteCode extends BlockCode {
    private static final int FIRST = 4;
    private static final int MAGNITUDE = 0x7f;

    /** From the last mantissa bit of a byte to that of three in a float32. */
    private static final int SHIFT = 20;

    /** What belongs to the number after the shift of a byte with its sign. */
    private static final int OWN = 0x87f00000;

    /** Registers. */
    private static final int OWN_BITS = 1;

    private static final int POWER = 6;
    private static final int VALUE = 2;
    private static final int NAN = 4;

    FloatByteCode(Code code, int bits, BlockMemory memory) {
        super(code, bits, memory, Encoding.F8_E4M3);
    }

    @Override
    public void header(Place block) {
        // the scale is read where it is
    }

    /** All bits of those that are no numbers, none of the others. */
    @Override
    void integers(Place block, int unit, boolean first) {
        v.vmovups(y(0), block.at(FIRST));
        i.vandps(y(0), y(0), memory.all(MAGNITUDE));
        i.vpcmpeqb(y(0), y(0), memory.all(MAGNITUDE));
        store(0, y(0));
    }

    @Override
    void values(Place block, int unit, Sink sink) {
        VectorRegister scale = register(SCALE);
        VectorRegister own = register(OWN_BITS);
        VectorRegister power = register(POWER);
        v.vbroadcastss(scale, block.at(0));
        v.vbroadcastss(own, memory.integers(OWN));
        v.vbroadcastss(power, memory.floats(0x1p120f));
        int lanes = bits / 32;
        for (int element = 0; element < UNIT; element += lanes) {
            VectorRegister value = register(VALUE + element / lanes % 2);
            VectorRegister nan = register(NAN + element / lanes % 2);
            i.vpmovsxbd(value, block.at(FIRST + element));
            i.vpslld(value, value, SHIFT);
            v.vandps(value, value, own);
            v.vmulps(value, value, power);
            i.vpmovsxbd(nan, at(R8, BlockMemory.INTEGERS + element));
            i.vorps(value, value, nan);
            v.vmulps(value, value, scale);
            sink.take(value, element);
        }
    }
}
