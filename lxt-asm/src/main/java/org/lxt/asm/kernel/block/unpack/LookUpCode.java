// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block.unpack;

import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;

/**
 * Blocks of 32 elements of four bits with registers of 512: what the sixteen of them stand for in a block is computed once, and
 * looked up. Q4_0, Q4_1, IQ4_NL, MXFP4, U4_ZERO, NF4, FP4.
 */
final class LookUpCode extends HalfByteCode {
    /** Registers. */
    private static final int TABLE = 4;

    LookUpCode(Code code, BlockMemory memory, Encoding encoding) {
        super(code, 512, memory, encoding);
    }

    @Override
    public void block(Place block, Sink sink) {
        unit(block, 0, sink);
    }

    @Override
    public void header(Place block) {
        // scales are read by what needs them
    }

    @Override
    public void unit(Place block, int unit, Sink sink) {
        VectorRegister scale = register(SCALE);
        VectorRegister second = register(SECOND);
        VectorRegister table = register(TABLE);
        if (hasFloatScale()) {
            v.vbroadcastss(scale, block.at(0));
        } else {
            scale(block);
            v.vbroadcastss(scale, x(SCALE));
        }
        v.vmovups(table, memory.sixteen(Tables.floats(encoding)));
        switch (second()) {
            case ADDED -> {
                v.vcvtph2ps(x(SECOND), block.at(2));
                v.vbroadcastss(second, x(SECOND));
                v.vfmadd213ps(table, scale, second);
            }
            case ZERO_POINT -> {
                zeroPoint(x(SECOND), block);
                v.vbroadcastss(second, x(SECOND));
                v.vsubps(table, table, second);
                v.vmulps(table, table, scale);
            }
            default -> v.vmulps(table, table, scale);
        }
        lookUp(block.at(halves()), table, 0, sink);
    }
}
