// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R10;
import static org.lxt.asm.x86.General.R11;
import static org.lxt.asm.x86.General.R12;
import static org.lxt.asm.x86.General.R8;
import static org.lxt.asm.x86.General.R9;
import static org.lxt.asm.x86.General.RAX;
import static org.lxt.asm.x86.General.RBP;
import static org.lxt.asm.x86.General.RBX;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;
import static org.lxt.asm.x86.General.RSI;

import org.lxt.asm.kernel.block.unpack.BlockCode;
import org.lxt.asm.kernel.block.unpack.BlockCodes;
import org.lxt.asm.kernel.block.unpack.BlockMemory;
import org.lxt.asm.kernel.emit.Saved;
import org.lxt.asm.x86.Address;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.General;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;

/**
 * Dot products of one row of x with groups of four rows of blocks, whose elements are multiplied in the registers that they are
 * decoded to.
 */
final class BlockDotCode {
    /** Rows of w that go together, so that their sums do not wait for each other. */
    static final int GROUP = 4;

    /** Numbers: groups; blocks of a row; bytes from row to row of w; where w, x and y begin. */
    static final int GROUPS = 0;

    static final int BLOCKS = 1;
    static final int W_STEP = 2;
    static final int W = 3;
    static final int X = 4;
    static final int Y = 5;
    static final int NUMBERS = 6;

    private static final int LINE = 64;

    private final Code code;
    private final int bits;
    private final Encoding encoding;
    private final GeneralCode g;
    private final VectorCode v;
    private final BlockCode block;

    private BlockDotCode(Code code, int bits, Encoding encoding, BlockMemory memory) {
        this.code = code;
        this.bits = bits;
        this.encoding = encoding;
        this.g = new GeneralCode(code);
        this.v = new VectorCode(code);
        this.block = BlockCodes.of(encoding, code, bits, memory);
    }

    static void write(Code code, int bits, Encoding encoding, BlockMemory memory) {
        BlockDotCode dots = new BlockDotCode(code, bits, encoding, memory);
        Saved.around(dots.g, dots::write);
    }

    private void write() {
        g.add(RDI, at(RCX, 8 * W));
        g.add(RSI, at(RCX, 8 * X));
        g.add(RDX, at(RCX, 8 * Y));
        g.mov(R9, at(RCX, 8 * W_STEP));
        g.lea(R10, at(R9, R9, 2, 0));
        g.mov(R11, at(RCX, 8 * GROUPS));
        Code.Label group = code.here();
        for (int j = 0; j < GROUP; j++) {
            v.vxorps(sum(j), sum(j), sum(j));
        }
        g.mov(RAX, RDI);
        g.lea(R12, at(RDI, R9, 4, 0));
        g.mov(RBX, RSI);
        g.mov(RBP, at(RCX, 8 * BLOCKS));
        code.align();
        Code.Label next = code.here();
        for (int j = 0; j < GROUP; j++) {
            int row = j;
            for (int bytes = 0; bytes < encoding.blockBytes(); bytes += LINE) {
                // the same place in the next group
                g.prefetcht0(row(R12, row).plus(bytes));
            }
            block.block(
                    offset -> row(RAX, row).plus(offset),
                    (values, element) -> v.vfmadd231ps(sum(row), values, at(RBX, 4 * element)));
        }
        g.add(RAX, encoding.blockBytes());
        g.add(R12, encoding.blockBytes());
        g.add(RBX, 4 * encoding.blockElements());
        g.sub(RBP, 1);
        g.jnz(next);
        reduce();
        g.lea(RDI, at(RDI, R9, 4, 0));
        g.add(RDX, 4 * GROUP);
        g.sub(R11, 1);
        g.jnz(group);
    }

    private static Address row(General base, int j) {
        return switch (j) {
            case 0 -> at(base);
            case 3 -> at(base, R10);
            default -> at(base, R9, j, 0);
        };
    }

    /** Adds the upper half of each sum's lanes to the lower one until four are left, by way of memory; then those of all four. */
    private void reduce() {
        for (int j = 0; j < GROUP; j++) {
            int at = BlockMemory.INTEGERS + j * bits / 8;
            v.vmovups(at(R8, at), sum(j));
            for (int half = bits / 256; half > 0; half /= 2) {
                for (int part = 0; part < half; part++) {
                    if (half == bits / 256) {
                        v.vmovups(quarter(part), at(R8, at + 16 * part));
                        v.vaddps(quarter(part), quarter(part), at(R8, at + 16 * (part + half)));
                    } else {
                        v.vaddps(quarter(part), quarter(part), quarter(part + half));
                    }
                }
            }
            v.vmovups(four(j), quarter(0));
        }
        addPairs(four(0), four(1));
        addPairs(four(2), four(3));
        v.vshufps(quarter(0), four(0), four(2), 0x88);
        v.vshufps(quarter(1), four(0), four(2), 0xdd);
        v.vaddps(quarter(0), quarter(0), quarter(1));
        v.vmovups(at(RDX), quarter(0));
    }

    /** The upper two of a's lanes and of b's added to the lower two, in a. */
    private void addPairs(VectorRegister a, VectorRegister b) {
        v.vunpcklpd(quarter(0), a, b);
        v.vunpckhpd(quarter(1), a, b);
        v.vaddps(a, quarter(0), quarter(1));
    }

    private static VectorRegister quarter(int index) {
        return VectorRegister.xmm(index);
    }

    private static VectorRegister four(int j) {
        return VectorRegister.xmm(2 + j);
    }

    /** After those that decoding uses. */
    private VectorRegister sum(int j) {
        return new VectorRegister((bits == 512 ? 32 : 16) - GROUP + j, bits);
    }
}
