// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block.unpack;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R8;

import org.lxt.asm.x86.Address;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.IntegerCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.processor.BlockRuns;
import org.lxt.tensor.weight.Encoding;

/**
 * Writes code that decodes a block of an encoding, in two steps: first its integers and scales go to {@link BlockMemory}, in
 * whatever way the encoding has them; then each register of integers is converted and scaled. Numbers are those of {@link
 * org.lxt.tensor.weight.BlockValues}, to the bit. A block is decoded as a whole, or some of its units.
 */
public abstract class BlockCode {
    /** The first seven registers are used for decoding. */
    static final int USED = 7;

    /** Elements of a unit. */
    static final int UNIT = BlockRuns.UNIT;

    static final int SCALE = 0;
    static final int SECOND = 1;
    static final int FIRST_VALUE = 2;
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

    /** What is decoded. */
    public final Encoding encoding() {
        return encoding;
    }

    /** A byte of the block that is decoded. */
    @FunctionalInterface
    public interface Place {
        Address at(int offset);
    }

    /** What becomes of a register of elements, the first of which is number {@code element} of the block. */
    @FunctionalInterface
    public interface Sink {
        void take(VectorRegister values, int element);
    }

    /** What is done with the second number of a group, if it has one. */
    enum Second {
        NONE,
        /** Added to the scaled elements. */
        ADDED,
        /** Subtracted from them. */
        SUBTRACTED,
        /** Subtracted from elements before they are scaled. */
        ZERO_POINT,
        /** Multiplied by the scaled elements. */
        MULTIPLIED
    }

    /** Writes what all units of a block need to the memory: scales. */
    public abstract void header(Place block);

    /**
     * Writes a unit's integers to the memory.
     *
     * @param first whether nothing is in registers that the units before it left there
     */
    abstract void integers(Place block, int unit, boolean first);

    /** Elements that share a scale; 32 or 16. */
    int group() {
        return UNIT;
    }

    /** Where the scale of a group is. */
    Address scale(Place block, int group) {
        return at(R8, BlockMemory.SCALES + 4 * group);
    }

    /** What groups have beside a scale. */
    Second second() {
        return Second.NONE;
    }

    /** Where it is. */
    Address second(Place block, int group) {
        return at(R8, BlockMemory.MINIMUMS + 4 * group);
    }

    /** Loads a register of integers that begin with an element. */
    void load(VectorRegister to, Place block, int element) {
        i.vpmovsxbd(to, at(R8, BlockMemory.INTEGERS + element));
    }

    /** Writes the decoding of a block; registers are handed over in the order of elements. */
    public void block(Place block, Sink sink) {
        header(block);
        int units = units();
        for (int unit = 0; unit < units; unit++) {
            integers(block, unit, unit == 0);
        }
        for (int unit = 0; unit < units; unit++) {
            values(block, unit, sink);
        }
    }

    /** Writes the decoding of a unit by itself, after the {@link #header}. */
    public void unit(Place block, int unit, Sink sink) {
        integers(block, unit, true);
        values(block, unit, sink);
    }

    /** How many a block has. */
    public final int units() {
        return encoding.blockElements() / UNIT;
    }

    /** Converts a unit's integers, and scales them. */
    void values(Place block, int unit, Sink sink) {
        VectorRegister scale = register(SCALE);
        VectorRegister second = register(SECOND);
        int lanes = bits / 32;
        for (int element = UNIT * unit; element < UNIT * (unit + 1); element += lanes) {
            if (element % group() == 0) {
                v.vbroadcastss(scale, scale(block, element / group()));
                if (second() != Second.NONE) {
                    v.vbroadcastss(second, second(block, element / group()));
                }
            }
            VectorRegister value = register(FIRST_VALUE + element / lanes % VALUES);
            load(value, block, element);
            i.vcvtdq2ps(value, value);
            scaled(value, scale, second);
            sink.take(value, element);
        }
    }

    private void scaled(VectorRegister value, VectorRegister scale, VectorRegister second) {
        switch (second()) {
            case NONE -> v.vmulps(value, value, scale);
            case ADDED -> v.vfmadd213ps(value, scale, second);
            case SUBTRACTED -> v.vfmsub213ps(value, scale, second);
            case ZERO_POINT -> {
                v.vsubps(value, value, second);
                v.vmulps(value, value, scale);
            }
            case MULTIPLIED -> {
                v.vmulps(value, value, scale);
                v.vmulps(value, value, second);
            }
        }
    }

    /**
     * With registers of 512 bits: looks a unit up in sixteen numbers, the first half by the lower halves of bytes. Only the lowest
     * four bits of a lane count.
     */
    final void lookUp(Address halves, VectorRegister table, int element, Sink sink) {
        VectorRegister both = register(FIRST_VALUE);
        VectorRegister value = register(FIRST_VALUE + 1);
        i.vpmovzxbd(both, halves);
        i.vpermps(value, both, table);
        sink.take(value, element);
        i.vpsrld(both, both, 4);
        i.vpermps(both, both, table);
        sink.take(both, element + UNIT / 2);
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
