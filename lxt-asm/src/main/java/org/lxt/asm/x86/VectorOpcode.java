// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.x86;

/** How the instructions on vectors are encoded: prefix, map and opcode, as Intel's manual has them. */
enum VectorOpcode {
    VMOVUPS_LOAD(Prefix.NONE, 1, 0x10),
    VMOVUPS_STORE(Prefix.NONE, 1, 0x11),
    VMOVSS_STORE(Prefix.F3, 1, 0x11, false, Memory.SCALAR),
    VUNPCKLPS(Prefix.NONE, 1, 0x14),
    VUNPCKHPS(Prefix.NONE, 1, 0x15),
    VUNPCKLPD(Prefix.P66, 1, 0x14, true, Memory.FULL),
    VUNPCKHPD(Prefix.P66, 1, 0x15, true, Memory.FULL),
    VSQRTPS(Prefix.NONE, 1, 0x51),
    VANDPS(Prefix.NONE, 1, 0x54),
    VORPS(Prefix.NONE, 1, 0x56),
    VXORPS(Prefix.NONE, 1, 0x57),
    VADDPS(Prefix.NONE, 1, 0x58),
    VMULPS(Prefix.NONE, 1, 0x59),
    VCVTDQ2PS(Prefix.NONE, 1, 0x5b),
    VSUBPS(Prefix.NONE, 1, 0x5c),
    VMINPS(Prefix.NONE, 1, 0x5d),
    VDIVPS(Prefix.NONE, 1, 0x5e),
    VMAXPS(Prefix.NONE, 1, 0x5f),
    VPSHIFTW(Prefix.P66, 1, 0x71),
    VPSHIFTD(Prefix.P66, 1, 0x72),
    VPCMPEQB(Prefix.P66, 1, 0x74),
    VCMPPS(Prefix.NONE, 1, 0xc2),
    VSHUFPS(Prefix.NONE, 1, 0xc6),
    VPADDB(Prefix.P66, 1, 0xfc),
    VPADDD(Prefix.P66, 1, 0xfe),
    VPSHUFB(Prefix.P66, 2, 0x00),
    VCVTPH2PS(Prefix.P66, 2, 0x13, false, Memory.HALF),
    VPERMPS(Prefix.P66, 2, 0x16),
    VBROADCASTSS(Prefix.P66, 2, 0x18, false, Memory.SCALAR),
    VMASKMOVPS_LOAD(Prefix.P66, 2, 0x2c),
    VMASKMOVPS_STORE(Prefix.P66, 2, 0x2e),
    VPMOVSXBD(Prefix.P66, 2, 0x21, false, Memory.FOURTH),
    VPMOVZXBD(Prefix.P66, 2, 0x31, false, Memory.FOURTH),
    VPMOVZXWD(Prefix.P66, 2, 0x33, false, Memory.HALF),
    VPSRLVD(Prefix.P66, 2, 0x45),
    VPSLLVD(Prefix.P66, 2, 0x47),
    VFMADD213PS(Prefix.P66, 2, 0xa8),
    VFMSUB213PS(Prefix.P66, 2, 0xaa),
    VFMADD231PS(Prefix.P66, 2, 0xb8),
    VDPBF16PS(Prefix.F3, 2, 0x52),
    VCVTNE2PS2BF16(Prefix.F2, 2, 0x72),
    VPERMW(Prefix.P66, 2, 0x8d, true, Memory.FULL),
    VBLENDMPS(Prefix.P66, 2, 0x65),
    VPERM2F128(Prefix.P66, 3, 0x06),
    VBLENDVPS(Prefix.P66, 3, 0x4a),
    VEXTRACTF128(Prefix.P66, 3, 0x19, false, Memory.QUARTER),
    VSHUFF32X4(Prefix.P66, 3, 0x23);

    /** What an operand in memory is. */
    enum Memory {
        /** As much as the register. */
        FULL,
        /** Half as much. */
        HALF,
        /** A fourth of it. */
        FOURTH,
        /** 128 bits. */
        QUARTER,
        /** One float. */
        SCALAR
    }

    /** The old prefix that the encoding has in two bits. */
    static final class Prefix {
        static final int NONE = 0;
        static final int P66 = 1;
        static final int F3 = 2;
        static final int F2 = 3;

        private Prefix() {}
    }

    final int prefix;
    final int map;
    final int opcode;

    /** Whether the long encoding sets the bit for elements of 64 bits. */
    final boolean wide;

    private final Memory memory;

    VectorOpcode(int prefix, int map, int opcode) {
        this(prefix, map, opcode, false, Memory.FULL);
    }

    VectorOpcode(int prefix, int map, int opcode, boolean wide, Memory memory) {
        this.prefix = prefix;
        this.map = map;
        this.opcode = opcode;
        this.wide = wide;
        this.memory = memory;
    }

    /** Bytes of the operand in memory, of which displacements in the long encoding are multiples. */
    int memoryBytes(int bits) {
        return switch (memory) {
            case FULL -> bits / 8;
            case HALF -> bits / 16;
            case FOURTH -> bits / 32;
            case QUARTER -> 16;
            case SCALAR -> 4;
        };
    }
}
