// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.product;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R10;
import static org.lxt.asm.x86.General.R8;
import static org.lxt.asm.x86.General.R9;
import static org.lxt.asm.x86.General.RAX;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;
import static org.lxt.asm.x86.General.RSI;

import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;

/**
 * {@code c += a b} for tiles one below the other, which share the panel of columns. Each sum starts from what c holds and adds
 * the steps in order, each product and sum rounded once: any tile shape has the same bits. Elements are floats, or pairs of
 * bfloat16, which are two steps: then the second product of a pair is added first.
 */
final class TileCode {
    /** Numbers: steps; tiles; bytes from tile to tile in a and in c; where a, b and c begin. */
    static final int DEPTH = 0;

    static final int TILES = 1;
    static final int A_STEP = 2;
    static final int C_STEP = 3;
    static final int A_OFFSET = 4;
    static final int B_OFFSET = 5;
    static final int C_OFFSET = 6;

    /** Steps in one round of the inner loop. */
    private static final int UNROLLED = 4;

    /** Steps of the left operand that are fetched to the second-level cache ahead of their use: two tiles of most products. */
    private static final int AHEAD = 512;

    private final TileShape shape;
    private final int rows;
    private final boolean pairs;
    private final GeneralCode g;
    private final VectorCode v;
    private final Code code;

    private TileCode(Code code, TileShape shape, int rows, boolean pairs) {
        this.code = code;
        this.shape = shape;
        this.rows = rows;
        this.pairs = pairs;
        this.g = new GeneralCode(code);
        this.v = new VectorCode(code);
    }

    /**
     * Writes it.
     *
     * @param rows rows of a tile that are computed, at most the shape's; the panels have the shape's all the same
     * @param pairs whether elements are pairs of bfloat16; with registers of 512 bits, AVX512-BF16
     */
    static void write(Code code, TileShape shape, int rows, boolean pairs) {
        new TileCode(code, shape, rows, pairs).write();
    }

    private void write() {
        g.add(RDI, at(RCX, 8 * A_OFFSET));
        g.add(RSI, at(RCX, 8 * B_OFFSET));
        g.add(RDX, at(RCX, 8 * C_OFFSET));
        g.mov(R8, at(RCX, 8 * TILES));
        Code.Label tile = code.here();
        g.mov(RAX, RDI);
        g.mov(R9, RSI);
        for (int i = 0; i < rows * shape.vectors(); i++) {
            v.vmovups(sum(i), at(RDX, i * shape.bits() / 8));
        }
        steps();
        for (int i = 0; i < rows * shape.vectors(); i++) {
            v.vmovups(at(RDX, i * shape.bits() / 8), sum(i));
        }
        g.add(RDI, at(RCX, 8 * A_STEP));
        g.add(RDX, at(RCX, 8 * C_STEP));
        g.sub(R8, 1);
        g.jnz(tile);
    }

    private void steps() {
        Code.Label rest = new Code.Label();
        Code.Label end = new Code.Label();
        g.mov(R10, at(RCX, 8 * DEPTH));
        g.sub(R10, UNROLLED);
        g.jl(rest);
        code.align();
        Code.Label many = code.here();
        for (int i = 0; i < UNROLLED; i++) {
            step(i);
        }
        g.add(RAX, UNROLLED * aBytes());
        g.add(R9, UNROLLED * bBytes());
        g.sub(R10, UNROLLED);
        g.jge(many);
        code.place(rest);
        g.add(R10, UNROLLED);
        g.jz(end);
        Code.Label one = code.here();
        step(0);
        g.add(RAX, aBytes());
        g.add(R9, bBytes());
        g.sub(R10, 1);
        g.jnz(one);
        code.place(end);
    }

    /** A row of the right operand times each element of a column of the left one. */
    private void step(int index) {
        int vectors = shape.vectors();
        for (int j = 0; j < vectors; j++) {
            v.vmovups(shape.register(j), at(R9, index * bBytes() + j * shape.bits() / 8));
        }
        g.prefetcht1(at(RAX, (index + AHEAD) * aBytes()));
        for (int i = 0; i < rows; i++) {
            VectorRegister element = shape.register(vectors + i % elements());
            v.vbroadcastss(element, at(RAX, index * aBytes() + 4 * i));
            for (int j = 0; j < vectors; j++) {
                if (pairs) {
                    v.vdpbf16ps(sum(i * vectors + j), shape.register(j), element);
                } else {
                    v.vfmadd231ps(sum(i * vectors + j), shape.register(j), element);
                }
            }
        }
    }

    /** Registers for elements of the left operand. */
    private int elements() {
        return shape.registers() - shape.vectors() - shape.rows() * shape.vectors();
    }

    private VectorRegister sum(int index) {
        return shape.register(shape.registers() - shape.rows() * shape.vectors() + index);
    }

    private int aBytes() {
        return 4 * shape.rows();
    }

    private int bBytes() {
        return 4 * shape.columns();
    }
}
