// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block.unpack;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R8;

import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;

/** Q2_K, Q3_K and Q6_K: 256 elements, of which each 16 have a scale that is an integer times a binary16 number at the block's end. */
final class SixteensCode extends BlockCode {
    SixteensCode(Code code, int bits, BlockMemory memory, Encoding encoding) {
        super(code, bits, memory, encoding);
    }

    @Override
    public void header(Place block) {
        v.vcvtph2ps(y(2), block.at(encoding.blockBytes() - 16));
        switch (encoding) {
            case Q2_K -> scalesOf2(block);
            case Q3_K -> scalesOf3(block);
            default -> {
                for (int part = 0; part < 2; part++) {
                    i.vpmovsxbd(y(part), block.at(192 + 8 * part));
                }
                scaled(BlockMemory.SCALES, y(0), y(1), 7);
            }
        }
    }

    @Override
    void integers(Place block, int unit, boolean first) {
        if (encoding == Encoding.Q6_K) {
            sixBits(block, unit, first);
        } else {
            twoBits(block, unit, first);
        }
    }

    /** Multiplies sixteen integers by one of the block's last numbers, and stores them. */
    private void scaled(int to, VectorRegister low, VectorRegister high, int lane) {
        half(y(3), y(4), y(2), lane);
        VectorRegister[] parts = {low, high};
        for (int part = 0; part < 2; part++) {
            i.vcvtdq2ps(parts[part], parts[part]);
            v.vmulps(parts[part], parts[part], y(3));
            v.vmovups(at(R8, to + 32 * part), parts[part]);
        }
    }

    /** Bytes whose lower halves are scales and whose upper ones are minimums. */
    private void scalesOf2(Place block) {
        for (int part = 0; part < 2; part++) {
            i.vpmovzxbd(y(part), block.at(8 * part));
            i.vpsrld(y(5 + part), y(part), 4);
            i.vandps(y(part), y(part), memory.integers(15));
        }
        scaled(BlockMemory.SCALES, y(0), y(1), 6);
        scaled(BlockMemory.MINIMUMS, y(5), y(6), 7);
    }

    /** Four bits of each scale in the halves of eight bytes, two in four more bytes. They are the first of the block's last 14. */
    private void scalesOf3(Place block) {
        v.vmovups(x(0), block.at(94));
        i.vpshufb(x(1), x(0), memory.bytes(10, 11, 12, 13));
        i.vpsrlvd(x(1), x(1), memory.integers(0, 2, 4, 6));
        i.vandps(x(1), x(1), memory.all(3));
        i.vpslld(x(1), x(1), 4);
        i.vpshufb(x(0), x(0), memory.bytes(2, 3, 4, 5, 6, 7, 8, 9));
        i.vpsrlvd(x(0), x(0), memory.integers(0, 0, 4, 4));
        i.vandps(x(0), x(0), memory.all(15));
        i.vorps(x(0), x(0), x(1));
        i.vpaddb(x(0), x(0), memory.all(-32));
        store(0, x(0));
        i.vpmovsxbd(y(0), at(R8, BlockMemory.INTEGERS));
        i.vpmovsxbd(y(1), at(R8, BlockMemory.INTEGERS + 8));
        scaled(BlockMemory.SCALES, y(0), y(1), 7);
    }

    /** Four units share 32 bytes, two bits each; Q3_K has a third one in y3. */
    private void twoBits(Place block, int unit, boolean first) {
        boolean hasThird = encoding == Encoding.Q3_K;
        if (hasThird && first) {
            v.vmovups(y(3), block.at(0));
        }
        if (first || unit % 4 == 0) {
            v.vmovups(y(0), block.at((hasThird ? 32 : 16) + 32 * (unit / 4)));
        }
        bits(y(1), y(0), 2 * (unit % 4), 2, 0);
        if (hasThird) {
            bits(y(4), y(3), unit, 1, 2);
            i.vorps(y(1), y(1), y(4));
            i.vpaddb(y(1), y(1), memory.all(-4));
        }
        store(UNIT * unit, y(1));
    }

    /** Of each half of the block four units share 64 bytes, four bits each, and 32 bytes, two bits each. */
    private void sixBits(Place block, int unit, boolean first) {
        int within = unit % 4;
        int half = unit / 4;
        if (first || within == 0) {
            v.vmovups(y(0), block.at(64 * half));
            v.vmovups(y(1), block.at(64 * half + 32));
            v.vmovups(y(2), block.at(128 + 32 * half));
        }
        bits(y(3), y(2), 2 * within, 2, 4);
        if (within < 2) {
            i.vandps(y(4), y(within), memory.all(15));
        } else {
            upper(y(4), y(within - 2));
        }
        i.vorps(y(3), y(3), y(4));
        i.vpaddb(y(3), y(3), memory.all(-32));
        store(UNIT * unit, y(3));
    }

    @Override
    int group() {
        return 16;
    }

    @Override
    Second second() {
        return encoding == Encoding.Q2_K ? Second.SUBTRACTED : Second.NONE;
    }
}
