// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block.unpack;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R8;

import org.lxt.asm.x86.Address;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;

/**
 * Q4_K and Q5_K: eight units of 32 elements with scales and minimums of six bits, which are multiplied by two binary16 numbers.
 * Two units share 32 bytes, one has the lower halves, the other the upper ones; a fifth bit is in 32 bytes before them.
 */
final class SixBitScaleCode extends BlockCode {
    /** Where elements begin, or their fifth bits. */
    private static final int FIRST = 16;

    /** Registers of 512 bits. */
    private static final int INTEGERS = 4;

    private static final int VALUE = 5;

    SixBitScaleCode(Code code, int bits, BlockMemory memory, Encoding encoding) {
        super(code, bits, memory, encoding);
    }

    @Override
    public void header(Place block) {
        scales(block);
    }

    @Override
    void integers(Place block, int unit, boolean first) {
        boolean hasFifth = encoding == Encoding.Q5_K;
        if (hasFifth && first) {
            v.vmovups(y(3), block.at(FIRST));
        }
        if (first || unit % 2 == 0) {
            v.vmovups(y(0), block.at((hasFifth ? FIRST + 32 : FIRST) + 32 * (unit / 2)));
        }
        if (unit % 2 == 0) {
            i.vandps(y(1), y(0), memory.all(15));
        } else {
            upper(y(1), y(0));
        }
        if (hasFifth) {
            bits(y(2), y(3), unit, 1, 4);
            i.vorps(y(1), y(1), y(2));
        }
        store(UNIT * unit, y(1));
    }

    @Override
    public void block(Place block, Sink sink) {
        if (!looksUp()) {
            super.block(block, sink);
            return;
        }
        header(block);
        for (int unit = 0; unit < units(); unit++) {
            lookUp(block, unit, unit == 0, sink);
        }
    }

    @Override
    public void unit(Place block, int unit, Sink sink) {
        if (looksUp()) {
            lookUp(block, unit, true, sink);
        } else {
            super.unit(block, unit, sink);
        }
    }

    private boolean looksUp() {
        return bits == 512 && encoding == Encoding.Q4_K;
    }

    /**
     * With registers of 512 bits what the sixteen integers of a unit of Q4_K stand for is computed once, and looked up, of which
     * only the lowest four bits count.
     */
    private void lookUp(Place block, int unit, boolean first, Sink sink) {
        VectorRegister integers = register(INTEGERS);
        VectorRegister table = register(SCALE);
        VectorRegister minimum = register(SECOND);
        if (first) {
            v.vmovups(integers, memory.sixteen(Tables.floats(encoding)));
        }
        v.vbroadcastss(table, scale(block, unit));
        v.vbroadcastss(minimum, second(block, unit));
        v.vfmsub213ps(table, integers, minimum);
        for (int half = 0; half < 2; half++) {
            VectorRegister both = register(FIRST_VALUE + half);
            if (first || unit % 2 == 0) {
                i.vpmovzxbd(both, block.at(FIRST + 32 * (unit / 2) + 16 * half));
            }
            if (unit % 2 == 1) {
                i.vpsrld(both, both, 4);
            }
            VectorRegister value = register(VALUE + half);
            i.vpermps(value, both, table);
            sink.take(value, UNIT * unit + 16 * half);
        }
    }

    /**
     * The lower four units have six bits of a byte. Of the others four are in halves of four more bytes, and two are those which
     * the first have left over. Four scales and four minimums go together.
     */
    private void scales(Place block) {
        i.vpmovzxbd(y(0), block.at(4));
        v.vbroadcastss(x(1), block.at(12));
        i.vpmovzxbd(y(1), x(1));
        v.vcvtph2ps(x(2), block.at(0));
        v.vmovups(y(3), memory.integers(0, 0, 0, 0, 1, 1, 1, 1));
        i.vpermps(y(2), y(3), y(2));
        i.vandps(y(3), y(0), memory.integers(63));
        i.vpsrld(y(0), y(0), 6);
        i.vpslld(y(0), y(0), 4);
        i.vpsrlvd(y(1), y(1), memory.integers(0, 0, 0, 0, 4, 4, 4, 4));
        i.vandps(y(1), y(1), memory.integers(15));
        i.vorps(y(1), y(1), y(0));
        i.vcvtdq2ps(y(3), y(3));
        i.vcvtdq2ps(y(1), y(1));
        v.vmulps(y(3), y(3), y(2));
        v.vmulps(y(1), y(1), y(2));
        v.vmovups(at(R8, BlockMemory.SCALES), y(3));
        v.vmovups(at(R8, BlockMemory.SCALES + 32), y(1));
    }

    @Override
    Address scale(Place block, int unit) {
        return at(R8, BlockMemory.SCALES + 4 * (unit < 4 ? unit : unit + 4));
    }

    @Override
    Second second() {
        return Second.SUBTRACTED;
    }

    @Override
    Address second(Place block, int unit) {
        return scale(block, unit).plus(16);
    }
}
