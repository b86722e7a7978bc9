// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.product;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.lxt.tensor.weight.Bfloat16;

/**
 * Runs machine code of AMX step by step, as Intel's manual describes the instructions: those of {@link MatrixTileCode}, no others.
 * Each operand of the function is a region of memory of its own, so that an address out of range is an error.
 */
final class MatrixEmulator {
    private static final int REGION = 40;
    private static final int RCX = 1;
    private static final int RDX = 2;
    private static final int RSI = 6;
    private static final int RDI = 7;

    private final byte[] code;
    private final MemorySegment[] regions;
    private final long[] registers = new long[16];
    private final int[][][] tiles = new int[8][][];
    private int at;
    private boolean zero;

    /** From row to row of the last address that had an index. */
    private long stride;

    private MatrixEmulator(byte[] code, MemorySegment... regions) {
        this.code = code;
        this.regions = regions;
        registers[RDI] = 1L << REGION;
        registers[RSI] = 2L << REGION;
        registers[RDX] = 3L << REGION;
        registers[RCX] = 4L << REGION;
    }

    /** Runs the body of a function. */
    static void run(byte[] code, MemorySegment a, MemorySegment b, MemorySegment c, MemorySegment numbers) {
        MatrixEmulator emulator = new MatrixEmulator(code, a, b, c, numbers);
        while (emulator.at < code.length) {
            emulator.step();
        }
        for (int[][] tile : emulator.tiles) {
            if (tile != null) {
                throw new IllegalStateException("the tiles were not released");
            }
        }
    }

    private int next() {
        return code[at++] & 0xff;
    }

    private int nextInt() {
        return next() | next() << 8 | next() << 16 | next() << 24;
    }

    private void step() {
        int first = next();
        if (first == 0xc4) {
            matrix();
        } else if (first == 0x0f && next() == 0x85) {
            int distance = nextInt();
            at += zero ? 0 : distance;
        } else if ((first & 0xf8) == 0x48) {
            general(first);
        } else {
            throw new IllegalStateException("not known: " + Integer.toHexString(first) + " before " + at);
        }
    }

    private void general(int rex) {
        int opcode = next();
        if (opcode == 0x05) {
            result(0, registers[0] + nextInt());
            return;
        }
        int modrm = next();
        int reg = modrm >> 3 & 7 | (rex & 4) << 1;
        int rm = modrm & 7 | (rex & 1) << 3;
        switch (opcode) {
            case 0x89 -> registers[direct(modrm, rm)] = registers[reg];
            case 0xc7 -> registers[direct(modrm, rm)] = nextInt();
            case 0x8b -> registers[reg] = load(address(modrm, rex), 8);
            case 0x03 -> result(reg, registers[reg] + load(address(modrm, rex), 8));
            case 0x81, 0x83 -> {
                int value = opcode == 0x83 ? (byte) next() : nextInt();
                switch (reg & 7) {
                    case 0 -> result(direct(modrm, rm), registers[rm] + value);
                    case 5 -> result(direct(modrm, rm), registers[rm] - value);
                    default -> throw new IllegalStateException("operation " + reg);
                }
            }
            default -> throw new IllegalStateException("opcode " + Integer.toHexString(opcode));
        }
    }

    private static int direct(int modrm, int rm) {
        if (modrm >> 6 != 3) {
            throw new IllegalStateException("a register was expected");
        }
        return rm;
    }

    private void result(int register, long value) {
        registers[register] = value;
        zero = value == 0;
    }

    /** An address of base and displacement; one with an index leaves the index to {@link #stride}. */
    private long address(int modrm, int rex) {
        int rm = modrm & 7;
        int base = rm;
        if (rm == 4) {
            int sib = next();
            base = sib & 7;
            stride = registers[sib >> 3 & 7 | (rex & 2) << 2] << (sib >> 6);
        }
        int displacement = switch (modrm >> 6) {
            case 0 -> 0;
            case 1 -> (byte) next();
            case 2 -> nextInt();
            default -> throw new IllegalStateException("an address was expected");
        };
        return registers[base | (rex & 1) << 3] + displacement;
    }

    private long load(long address, int bytes) {
        MemorySegment region = regions[(int) (address >> REGION) - 1];
        long offset = address & (1L << REGION) - 1;
        return bytes == 8
                ? region.get(ValueLayout.JAVA_LONG_UNALIGNED, offset)
                : region.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
    }

    private void store(long address, int value) {
        regions[(int) (address >> REGION) - 1].set(ValueLayout.JAVA_INT_UNALIGNED, address & (1L << REGION) - 1, value);
    }

    private void matrix() {
        int second = next();
        int third = next();
        int opcode = next();
        int modrm = next();
        int rex = (second & 0x80) == 0 ? 4 : 0;
        rex |= (second & 0x40) == 0 ? 2 : 0;
        rex |= (second & 0x20) == 0 ? 1 : 0;
        int reg = modrm >> 3 & 7;
        int prefix = third & 3;
        if (opcode == 0x49 && prefix == 0 && modrm >> 6 == 3) {
            Arrays.fill(tiles, null);
        } else if (opcode == 0x49 && prefix == 0) {
            configure(address(modrm, rex));
        } else if (opcode == 0x4b) {
            long from = address(modrm, rex);
            for (int i = 0; i < 16; i++) {
                for (int j = 0; j < 16; j++) {
                    long element = from + i * stride + 4L * j;
                    if (prefix == 3) {
                        tiles[reg][i][j] = (int) load(element, 4);
                    } else {
                        store(element, tiles[reg][i][j]);
                    }
                }
            }
        } else if (opcode == 0x5c && prefix == 2) {
            multiply(tiles[reg], tiles[modrm & 7], tiles[~third >> 3 & 15]);
        } else {
            throw new IllegalStateException("opcode " + Integer.toHexString(opcode) + " of AMX");
        }
    }

    /** Palette 1, of which all registers must have 16 rows of 64 bytes. */
    private void configure(long from) {
        boolean right = load(from, 8) == 1 && load(from + 8, 8) == 0;
        for (int i = 0; i < 8; i++) {
            right &= (load(from + 16 + 2 * i, 4) & 0xffff) == 64 && (load(from + 48 + i, 4) & 0xff) == 16;
            tiles[i] = new int[16][16];
        }
        if (!right) {
            throw new IllegalStateException("the shapes are not those of whole registers");
        }
    }

    private static void multiply(int[][] c, int[][] a, int[][] b) {
        for (int i = 0; i < 16; i++) {
            for (int k = 0; k < 16; k++) {
                for (int j = 0; j < 16; j++) {
                    float sum = Float.intBitsToFloat(c[i][j]);
                    sum += Bfloat16.value((short) a[i][k]) * Bfloat16.value((short) b[k][j]);
                    sum += Bfloat16.value((short) (a[i][k] >> 16)) * Bfloat16.value((short) (b[k][j] >> 16));
                    c[i][j] = Float.floatToRawIntBits(sum);
                }
            }
        }
    }
}
