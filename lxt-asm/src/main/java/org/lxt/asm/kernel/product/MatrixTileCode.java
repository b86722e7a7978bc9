// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.product;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R10;
import static org.lxt.asm.x86.General.R11;
import static org.lxt.asm.x86.General.R8;
import static org.lxt.asm.x86.General.R9;
import static org.lxt.asm.x86.General.RAX;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;
import static org.lxt.asm.x86.General.RSI;

import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.MatrixCode;

/**
 * {@code c += a b} by AMX for tiles of 32 x 32 sums, one below the other, which share the panel of columns. A tile is two by two
 * registers of 16 x 16 sums; of the last tile the lower two may be left out. A block of 32 steps has, of a, 32 rows of 64 bytes,
 * and of b 16 pairs of steps of 128 bytes.
 */
final class MatrixTileCode {
    /** Numbers: blocks of steps; tiles; bytes from tile to tile in a; where a, b and c begin; then the shapes of the registers. */
    static final int BLOCKS = 0;

    static final int TILES = 1;
    static final int A_STEP = 2;
    static final int A_OFFSET = 3;
    static final int B_OFFSET = 4;
    static final int C_OFFSET = 5;
    static final int SHAPES = 6;
    static final int NUMBERS = 14;

    /** Rows and columns of a tile. */
    static final int SIDE = 32;

    /** Steps of a block. */
    static final int STEPS = 32;

    /** Bytes of a block of either operand. */
    static final int BLOCK_BYTES = 2048;

    /** Bytes of a row of a block of a, and of half a row of b and c. */
    private static final int ROW = 64;

    private static final int C_BYTES = 4 * SIDE * SIDE;

    private MatrixTileCode() {}

    /** Sets the shapes among the numbers: palette 1, eight registers of 16 rows of 64 bytes. */
    static void shapes(long[] numbers) {
        numbers[SHAPES] = 1;
        numbers[SHAPES + 2] = 0x0040_0040_0040_0040L;
        numbers[SHAPES + 3] = 0x0040_0040_0040_0040L;
        numbers[SHAPES + 6] = 0x1010_1010_1010_1010L;
    }

    /**
     * Writes it.
     *
     * @param halves of a tile that are computed: 2, or 1 for its upper 16 rows
     */
    static void write(Code code, int halves) {
        GeneralCode g = new GeneralCode(code);
        MatrixCode m = new MatrixCode(code);
        m.ldtilecfg(at(RCX, 8 * SHAPES));
        g.add(RDI, at(RCX, 8 * A_OFFSET));
        g.add(RSI, at(RCX, 8 * B_OFFSET));
        g.add(RDX, at(RCX, 8 * C_OFFSET));
        g.mov(R8, at(RCX, 8 * TILES));
        // the index register says how far rows are apart, times its scale
        g.mov(R11, ROW);
        Code.Label tile = code.here();
        g.mov(RAX, RDI);
        g.mov(R9, RSI);
        g.mov(R10, at(RCX, 8 * BLOCKS));
        for (int i = 0; i < 2 * halves; i++) {
            m.tileloadd(i, at(RDX, R11, 2, sum(i)));
        }
        Code.Label block = code.here();
        m.tileloadd(6, at(R9, R11, 2, 0));
        m.tileloadd(7, at(R9, R11, 2, ROW));
        for (int half = 0; half < halves; half++) {
            m.tileloadd(4 + half, at(RAX, R11, 1, half * BLOCK_BYTES / 2));
            m.tdpbf16ps(2 * half, 4 + half, 6);
            m.tdpbf16ps(2 * half + 1, 4 + half, 7);
        }
        g.add(RAX, BLOCK_BYTES);
        g.add(R9, BLOCK_BYTES);
        g.sub(R10, 1);
        g.jnz(block);
        for (int i = 0; i < 2 * halves; i++) {
            m.tilestored(at(RDX, R11, 2, sum(i)), i);
        }
        g.add(RDI, at(RCX, 8 * A_STEP));
        g.add(RDX, C_BYTES);
        g.sub(R8, 1);
        g.jnz(tile);
        m.tilerelease();
    }

    /** Where a register's sums begin in a tile: two side by side, two below them. */
    private static int sum(int register) {
        return register / 2 * C_BYTES / 2 + register % 2 * ROW;
    }
}
