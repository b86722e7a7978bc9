// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R8;

import org.lxt.asm.x86.Address;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.IntegerCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;

/**
 * Writes code that decodes a block of an encoding, in two steps: first its integers and scales go to {@link BlockMemory}, in
 * whatever way the encoding has them; then each register of integers is converted and scaled. Numbers are those of {@link
 * org.lxt.tensor.weight.BlockValues}, to the bit.
 */
abstract class BlockCode {
    /** The first six registers are used for decoding, and this one in the first step. */
    static final int USED = 7;

    private static final int SCALE = 0;
    private static final int MINIMUM = 1;
    private static final int FIRST_VALUE = 2;
    private static final int VALUES = 4;

    final VectorCode v;
    final IntegerCode i;
    final BlockMemory memory;
    final Encoding encoding;
    final int bits;

    BlockCode(Code code, int bits, BlockMemory memory, Encoding encoding) {
        this.v = new VectorCode(code);
        this.i = new IntegerCode(code);
        this.bits = bits;
        this.memory = memory;
        this.encoding = encoding;
    }

    /** A byte of the block that is decoded. */
    @FunctionalInterface
    interface Place {
        Address at(int offset);
    }

    /** What becomes of a register of elements, the first of which is number {@code element} of the block. */
    @FunctionalInterface
    interface Sink {
        void take(VectorRegister values, int element);
    }

    /** What is done with a minimum. */
    enum Minimum {
        NONE,
        ADDED,
        SUBTRACTED
    }

    /** Writes a block's integers and scales to the memory. */
    abstract void unpack(Place block);

    /** Elements that share a scale; 32 or 16. */
    abstract int group();

    /** Where the scale of a group is in the memory. */
    int scaleAt(int group) {
        return BlockMemory.SCALES + 4 * group;
    }

    /** Whether a group has a minimum. */
    Minimum minimum() {
        return Minimum.NONE;
    }

    /** Where it is in the memory. */
    int minimumAt(int group) {
        return BlockMemory.MINIMUMS + 4 * group;
    }

    /** Where the integers are that begin with an element. */
    Address integersAt(Place block, int element) {
        return at(R8, BlockMemory.INTEGERS + element);
    }

    /** Writes the decoding of a block; registers are handed over in the order of elements. */
    void block(Place block, Sink sink) {
        unpack(block);
        VectorRegister scale = register(SCALE);
        VectorRegister minimum = register(MINIMUM);
        int lanes = bits / 32;
        for (int element = 0; element < encoding.blockElements(); element += lanes) {
            if (element % group() == 0) {
                v.vbroadcastss(scale, at(R8, scaleAt(element / group())));
                if (minimum() != Minimum.NONE) {
                    v.vbroadcastss(minimum, at(R8, minimumAt(element / group())));
                }
            }
            VectorRegister value = register(FIRST_VALUE + element / lanes % VALUES);
            i.vpmovsxbd(value, integersAt(block, element));
            i.vcvtdq2ps(value, value);
            switch (minimum()) {
                case NONE -> v.vmulps(value, value, scale);
                case ADDED -> v.vfmadd213ps(value, scale, minimum);
                case SUBTRACTED -> v.vfmsub213ps(value, scale, minimum);
            }
            sink.take(value, element);
        }
    }

    final VectorRegister register(int number) {
        return new VectorRegister(number, bits);
    }

    static VectorRegister y(int number) {
        return VectorRegister.ymm(number);
    }

    static VectorRegister x(int number) {
        return VectorRegister.xmm(number);
    }

    /** {@code to} gets the binary16 number that is the last of sixteen bytes, or one before it, in all lanes. */
    final void half(VectorRegister to, VectorRegister free, VectorRegister read, int lane) {
        v.vmovups(free, memory.integers(lane));
        i.vpermps(to, free, read);
    }

    /** Stores 32 integers, or 16 of a shorter register. */
    final void store(int element, VectorRegister integers) {
        v.vmovups(at(R8, BlockMemory.INTEGERS + element), integers);
    }

    /** The upper halves of bytes, in all but the place of the lower ones. */
    final void upper(VectorRegister to, VectorRegister from) {
        i.vpsrlw(to, from, 4);
        i.vandps(to, to, memory.all(15));
    }

    /** Moves a bit or two of each byte from one position to another and clears the others. */
    final void bits(VectorRegister to, VectorRegister from, int position, int count, int newPosition) {
        if (newPosition > position) {
            i.vpsllw(to, from, newPosition - position);
        } else if (newPosition < position) {
            i.vpsrlw(to, from, position - newPosition);
        }
        i.vandps(to, newPosition == position ? from : to, memory.all(((1 << count) - 1) << newPosition));
    }
}
