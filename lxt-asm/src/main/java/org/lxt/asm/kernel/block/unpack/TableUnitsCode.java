// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block.unpack;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R8;

import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;

/**
 * IQ4_XS: a binary16 number, two bits of each of eight scales, four bits of each, then eight units of 16 bytes whose halves
 * choose from a table.
 */
final class TableUnitsCode extends BlockCode {
    private static final int FIRST = 8;

    /** A register of 512 bits. */
    private static final int TABLE = 4;

    TableUnitsCode(Code code, int bits, BlockMemory memory) {
        super(code, bits, memory, Encoding.IQ4_XS);
    }

    @Override
    public void header(Place block) {
        v.vbroadcastss(y(0), block.at(4));
        i.vpsrlvd(y(0), y(0), memory.integers(0, 4, 8, 12, 16, 20, 24, 28));
        i.vandps(y(0), y(0), memory.integers(15));
        v.vbroadcastss(y(1), block.at(0));
        i.vpsrlvd(y(1), y(1), memory.integers(16, 18, 20, 22, 24, 26, 28, 30));
        i.vandps(y(1), y(1), memory.integers(3));
        i.vpslld(y(1), y(1), 4);
        i.vorps(y(0), y(0), y(1));
        i.vpaddd(y(0), y(0), memory.integers(-32));
        i.vcvtdq2ps(y(0), y(0));
        v.vcvtph2ps(x(1), block.at(0));
        v.vbroadcastss(y(1), y(1));
        v.vmulps(y(0), y(0), y(1));
        v.vmovups(at(R8, BlockMemory.SCALES), y(0));
    }

    @Override
    void integers(Place block, int unit, boolean first) {
        if (first) {
            v.vmovups(x(2), memory.bytes(Tables.bytes(encoding)));
        }
        v.vmovups(x(0), block.at(FIRST + 16 * unit));
        i.vandps(x(1), x(0), memory.all(15));
        upper(x(0), x(0));
        i.vpshufb(x(1), x(2), x(1));
        i.vpshufb(x(0), x(2), x(0));
        store(UNIT * unit, x(1));
        store(UNIT * unit + 16, x(0));
    }

    @Override
    public void block(Place block, Sink sink) {
        if (bits != 512) {
            super.block(block, sink);
            return;
        }
        header(block);
        for (int unit = 0; unit < units(); unit++) {
            unit(block, unit, sink);
        }
    }

    /** With registers of 512 bits what the sixteen integers of a unit stand for is computed once, and looked up. */
    @Override
    public void unit(Place block, int unit, Sink sink) {
        if (bits != 512) {
            super.unit(block, unit, sink);
            return;
        }
        VectorRegister scale = register(SCALE);
        VectorRegister table = register(TABLE);
        v.vbroadcastss(scale, scale(block, unit));
        v.vmovups(table, memory.sixteen(Tables.floats(encoding)));
        v.vmulps(table, table, scale);
        lookUp(block.at(FIRST + 16 * unit), table, UNIT * unit, sink);
    }
}
