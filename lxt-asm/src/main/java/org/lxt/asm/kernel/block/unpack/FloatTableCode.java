// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block.unpack;

import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;

/** NF4 and FP4 with registers of 256 bits: the numbers are in two of them, and the fourth bit says in which. */
final class FloatTableCode extends HalfByteCode {
    private static final int LANES = 8;

    /** Registers. */
    private static final int LOWER = 1;

    private static final int UPPER = 6;
    private static final int WHICH = 2;
    private static final int VALUE = 3;
    private static final int OTHER = 5;

    FloatTableCode(Code code, BlockMemory memory, Encoding encoding) {
        super(code, 256, memory, encoding);
    }

    @Override
    void values(Place block, int unit, Sink sink) {
        v.vbroadcastss(y(SCALE), block.at(0));
        v.vmovups(y(LOWER), memory.sixteen(Tables.floats(encoding)));
        v.vmovups(y(UPPER), memory.sixteen(Tables.floats(encoding)).plus(4 * LANES));
        for (int element = 0; element < UNIT; element += LANES) {
            VectorRegister value = y(VALUE + element / LANES % 2);
            load(y(WHICH), block, element);
            i.vpermps(value, y(WHICH), y(LOWER));
            i.vpermps(y(OTHER), y(WHICH), y(UPPER));
            i.vpslld(y(WHICH), y(WHICH), 28);
            v.vblendvps(value, value, y(OTHER), y(WHICH));
            v.vmulps(value, value, y(SCALE));
            sink.take(value, element);
        }
    }
}
