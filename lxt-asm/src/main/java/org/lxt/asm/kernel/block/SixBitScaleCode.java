// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R8;

import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;

/**
 * Q4_K and Q5_K: eight units of 32 elements with scales and minimums of six bits, which are multiplied by two binary16 numbers.
 * Two units share 32 bytes, one has the lower halves, the other the upper ones; a fifth bit is in 32 bytes before them.
 */
final class SixBitScaleCode extends BlockCode {
    private static final int UNITS = 8;

    /** Where elements begin, or their fifth bits. */
    private static final int FIRST = 16;

    /** Registers of 512 bits. */
    private static final int TABLE = 0;

    private static final int MINIMUM = 1;
    private static final int BOTH = 2;
    private static final int INTEGERS = 4;
    private static final int VALUE = 5;

    SixBitScaleCode(Code code, int bits, BlockMemory memory, Encoding encoding) {
        super(code, bits, memory, encoding);
    }

    @Override
    void unpack(Place block) {
        scales(block);
        boolean hasFifth = encoding == Encoding.Q5_K;
        if (hasFifth) {
            v.vmovups(y(3), block.at(FIRST));
        }
        for (int unit = 0; unit < UNITS; unit += 2) {
            v.vmovups(y(0), block.at((hasFifth ? FIRST + 32 : FIRST) + FIRST * unit));
            i.vandps(y(1), y(0), memory.all(15));
            upper(y(0), y(0));
            if (hasFifth) {
                bits(y(2), y(3), unit, 1, 4);
                i.vorps(y(1), y(1), y(2));
                bits(y(2), y(3), unit + 1, 1, 4);
                i.vorps(y(0), y(0), y(2));
            }
            store(32 * unit, y(1));
            store(32 * unit + 32, y(0));
        }
    }

    /**
     * With registers of 512 bits what the sixteen integers of a unit of Q4_K stand for is computed once, and looked up, of which
     * only the lowest four bits count.
     */
    @Override
    void block(Place block, Sink sink) {
        if (bits != 512 || encoding != Encoding.Q4_K) {
            super.block(block, sink);
            return;
        }
        scales(block);
        VectorRegister integers = register(INTEGERS);
        i.vpmovzxbd(integers, memory.bytes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
        i.vcvtdq2ps(integers, integers);
        VectorRegister table = register(TABLE);
        VectorRegister minimum = register(MINIMUM);
        for (int unit = 0; unit < UNITS; unit++) {
            v.vbroadcastss(table, at(R8, scaleAt(unit)));
            v.vbroadcastss(minimum, at(R8, minimumAt(unit)));
            v.vfmsub213ps(table, integers, minimum);
            for (int half = 0; half < 2; half++) {
                VectorRegister both = register(BOTH + half);
                if (unit % 2 == 0) {
                    i.vpmovzxbd(both, block.at(FIRST + FIRST * unit + 16 * half));
                } else {
                    i.vpsrld(both, both, 4);
                }
                VectorRegister value = register(VALUE + 2 * (unit % 2) + half);
                i.vpermps(value, both, table);
                sink.take(value, 32 * unit + 16 * half);
            }
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
    int group() {
        return 32;
    }

    @Override
    int scaleAt(int unit) {
        return BlockMemory.SCALES + 4 * (unit < 4 ? unit : unit + 4);
    }

    @Override
    Minimum minimum() {
        return Minimum.SUBTRACTED;
    }

    @Override
    int minimumAt(int unit) {
        return scaleAt(unit) + 16;
    }
}
