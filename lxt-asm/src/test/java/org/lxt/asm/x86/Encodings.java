// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.x86;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R10;
import static org.lxt.asm.x86.General.R11;
import static org.lxt.asm.x86.General.R12;
import static org.lxt.asm.x86.General.R13;
import static org.lxt.asm.x86.General.R14;
import static org.lxt.asm.x86.General.R15;
import static org.lxt.asm.x86.General.R8;
import static org.lxt.asm.x86.General.R9;
import static org.lxt.asm.x86.General.RAX;
import static org.lxt.asm.x86.General.RBP;
import static org.lxt.asm.x86.General.RBX;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;
import static org.lxt.asm.x86.General.RSI;
import static org.lxt.asm.x86.General.RSP;
import static org.lxt.asm.x86.VectorRegister.xmm;
import static org.lxt.asm.x86.VectorRegister.ymm;
import static org.lxt.asm.x86.VectorRegister.zmm;

import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** Every instruction that the assembler writes, with the bytes that the GNU assembler (binutils 2.40) makes of its text. */
final class Encodings {
    /** One instruction: Intel's text for it, its bytes in hexadecimal, and the call that writes it. */
    record Encoding(String text, String bytes, Consumer<Code> call) {
        byte[] expected() {
            return HexFormat.ofDelimiter(" ").parseHex(bytes);
        }

        byte[] written() {
            Code code = new Code();
            call.accept(code);
            return code.toBytes();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @FunctionalInterface
    interface Call {
        void write(GeneralCode g, VectorCode v, MatrixCode m);
    }

    private Encodings() {}

    private static Encoding encoding(String text, String bytes, Call call) {
        return new Encoding(
                text, bytes, code -> call.write(new GeneralCode(code), new VectorCode(code), new MatrixCode(code)));
    }

    static List<Encoding> all() {
        return List.of(
                encoding("mov rax, rdi", "48 89 f8", (g, v, m) -> g.mov(RAX, RDI)),
                encoding("mov r8, r11", "4d 89 d8", (g, v, m) -> g.mov(R8, R11)),
                encoding("mov rax, [rcx+8]", "48 8b 41 08", (g, v, m) -> g.mov(RAX, at(RCX, 8))),
                encoding("mov r9, [r12]", "4d 8b 0c 24", (g, v, m) -> g.mov(R9, at(R12))),
                encoding("mov r9, [rsp+8]", "4c 8b 4c 24 08", (g, v, m) -> g.mov(R9, at(RSP, 8))),
                encoding("mov rdx, [r13]", "49 8b 55 00", (g, v, m) -> g.mov(RDX, at(R13))),
                encoding("mov rdx, [rbp+rax]", "48 8b 54 05 00", (g, v, m) -> g.mov(RDX, at(RBP, RAX))),
                encoding(
                        "mov [rcx+rax*8+640], rsi",
                        "48 89 b4 c1 80 02 00 00",
                        (g, v, m) -> g.mov(at(RCX, RAX, 8, 640), RSI)),
                encoding("mov rax, 1000", "48 c7 c0 e8 03 00 00", (g, v, m) -> g.mov(RAX, 1000)),
                encoding("mov r10, -1", "49 c7 c2 ff ff ff ff", (g, v, m) -> g.mov(R10, -1)),
                encoding("lea r11, [rdx+r9*4-128]", "4e 8d 5c 8a 80", (g, v, m) -> g.lea(R11, at(RDX, R9, 4, -128))),
                encoding(
                        "lea rax, [rdi+r8*1+4096]",
                        "4a 8d 84 07 00 10 00 00",
                        (g, v, m) -> g.lea(RAX, at(RDI, R8, 1, 4096))),
                encoding("add rdi, r8", "4c 01 c7", (g, v, m) -> g.add(RDI, R8)),
                encoding("add rdi, [rcx+16]", "48 03 79 10", (g, v, m) -> g.add(RDI, at(RCX, 16))),
                encoding("add rdi, 48", "48 83 c7 30", (g, v, m) -> g.add(RDI, 48)),
                encoding("add rsi, 128", "48 81 c6 80 00 00 00", (g, v, m) -> g.add(RSI, 128)),
                encoding("add rax, 128", "48 05 80 00 00 00", (g, v, m) -> g.add(RAX, 128)),
                encoding("add r8, 100000", "49 81 c0 a0 86 01 00", (g, v, m) -> g.add(R8, 100000)),
                encoding("sub rax, r10", "4c 29 d0", (g, v, m) -> g.sub(RAX, R10)),
                encoding("sub rcx, 1", "48 83 e9 01", (g, v, m) -> g.sub(RCX, 1)),
                encoding("sub r9, 4", "49 83 e9 04", (g, v, m) -> g.sub(R9, 4)),
                encoding("cmp r9, rax", "49 39 c1", (g, v, m) -> g.cmp(R9, RAX)),
                encoding("cmp rcx, 16", "48 83 f9 10", (g, v, m) -> g.cmp(RCX, 16)),
                encoding("cmp rax, 1024", "48 3d 00 04 00 00", (g, v, m) -> g.cmp(RAX, 1024)),
                encoding("test rax, rax", "48 85 c0", (g, v, m) -> g.test(RAX)),
                encoding("test r9, r9", "4d 85 c9", (g, v, m) -> g.test(R9)),
                encoding("shl rax, 2", "48 c1 e0 02", (g, v, m) -> g.shl(RAX, 2)),
                encoding("shl r11, 4", "49 c1 e3 04", (g, v, m) -> g.shl(R11, 4)),
                encoding("push rbx", "53", (g, v, m) -> g.push(RBX)),
                encoding("push r12", "41 54", (g, v, m) -> g.push(R12)),
                encoding("pop r15", "41 5f", (g, v, m) -> g.pop(R15)),
                encoding("pop rdi", "5f", (g, v, m) -> g.pop(RDI)),
                encoding("ret", "c3", (g, v, m) -> g.ret()),
                encoding("cpuid", "0f a2", (g, v, m) -> g.cpuid()),
                encoding("xgetbv", "0f 01 d0", (g, v, m) -> g.xgetbv()),
                encoding("prefetcht0 [rdi+512]", "0f 18 8f 00 02 00 00", (g, v, m) -> g.prefetcht0(at(RDI, 512))),
                encoding("prefetcht0 [r8+rax]", "41 0f 18 0c 00", (g, v, m) -> g.prefetcht0(at(R8, RAX))),
                encoding("prefetcht1 [rsi+64]", "0f 18 56 40", (g, v, m) -> g.prefetcht1(at(RSI, 64))),
                encoding("vmovups ymm0, [rsi]", "c5 fc 10 06", (g, v, m) -> v.vmovups(ymm(0), at(RSI))),
                encoding("vmovups ymm9, [rsi+32]", "c5 7c 10 4e 20", (g, v, m) -> v.vmovups(ymm(9), at(RSI, 32))),
                encoding(
                        "vmovups ymm3, [r9+rax*4+100]",
                        "c4 c1 7c 10 5c 81 64",
                        (g, v, m) -> v.vmovups(ymm(3), at(R9, RAX, 4, 100))),
                encoding(
                        "vmovups [rdx+r10], ymm15", "c4 21 7c 11 3c 12", (g, v, m) -> v.vmovups(at(RDX, R10), ymm(15))),
                encoding("vmovups xmm2, [rsp]", "c5 f8 10 14 24", (g, v, m) -> v.vmovups(xmm(2), at(RSP))),
                encoding("vmovups [rsp+16], xmm7", "c5 f8 11 7c 24 10", (g, v, m) -> v.vmovups(at(RSP, 16), xmm(7))),
                encoding("vmovups zmm0, [rsi]", "62 f1 7c 48 10 06", (g, v, m) -> v.vmovups(zmm(0), at(RSI))),
                encoding(
                        "vmovups zmm31, [rsi+64]",
                        "62 61 7c 48 10 7e 01",
                        (g, v, m) -> v.vmovups(zmm(31), at(RSI, 64))),
                encoding(
                        "vmovups zmm31, [rsi+8192]",
                        "62 61 7c 48 10 be 00 20 00 00",
                        (g, v, m) -> v.vmovups(zmm(31), at(RSI, 8192))),
                encoding(
                        "vmovups zmm12, [r13+r15*2-64]",
                        "62 11 7c 48 10 64 7d ff",
                        (g, v, m) -> v.vmovups(zmm(12), at(R13, R15, 2, -64))),
                encoding(
                        "vmovups zmm12, [rdi+4]",
                        "62 71 7c 48 10 a7 04 00 00 00",
                        (g, v, m) -> v.vmovups(zmm(12), at(RDI, 4))),
                encoding(
                        "vmovups [rdx+1472], zmm24",
                        "62 61 7c 48 11 42 17",
                        (g, v, m) -> v.vmovups(at(RDX, 1472), zmm(24))),
                encoding("vmovups [r8]{k1}, zmm5", "62 d1 7c 49 11 28", (g, v, m) -> v.vmovups(at(R8), zmm(5), 1)),
                encoding(
                        "vmovups zmm5{k2}{z}, [rax+rdx]",
                        "62 f1 7c ca 10 2c 10",
                        (g, v, m) -> v.vmovups(zmm(5), at(RAX, RDX), 2)),
                encoding("vmovups ymm20, [rdi]", "62 e1 7c 28 10 27", (g, v, m) -> v.vmovups(ymm(20), at(RDI))),
                encoding("vmovups ymm1, ymm2", "c5 fc 10 ca", (g, v, m) -> v.vmovups(ymm(1), ymm(2))),
                encoding("vmovups zmm17, zmm2", "62 e1 7c 48 10 ca", (g, v, m) -> v.vmovups(zmm(17), zmm(2))),
                encoding(
                        "vbroadcastss ymm3, dword ptr [rdi+20]",
                        "c4 e2 7d 18 5f 14",
                        (g, v, m) -> v.vbroadcastss(ymm(3), at(RDI, 20))),
                encoding(
                        "vbroadcastss zmm3, dword ptr [rdi+44]",
                        "62 f2 7d 48 18 5f 0b",
                        (g, v, m) -> v.vbroadcastss(zmm(3), at(RDI, 44))),
                encoding(
                        "vbroadcastss zmm18, dword ptr [r8+516]",
                        "62 c2 7d 48 18 90 04 02 00 00",
                        (g, v, m) -> v.vbroadcastss(zmm(18), at(R8, 516))),
                encoding(
                        "vpmovzxwd ymm4, xmmword ptr [rax]",
                        "c4 e2 7d 33 20",
                        (g, v, m) -> v.vpmovzxwd(ymm(4), at(RAX))),
                encoding(
                        "vpmovzxwd zmm20, ymmword ptr [rax+r9*2+32]",
                        "62 a2 7d 48 33 64 48 01",
                        (g, v, m) -> v.vpmovzxwd(zmm(20), at(RAX, R9, 2, 32))),
                encoding(
                        "vcvtph2ps ymm11, xmmword ptr [r11]",
                        "c4 42 7d 13 1b",
                        (g, v, m) -> v.vcvtph2ps(ymm(11), at(R11))),
                encoding(
                        "vcvtph2ps zmm1, ymmword ptr [rdi+96]",
                        "62 f2 7d 48 13 4f 03",
                        (g, v, m) -> v.vcvtph2ps(zmm(1), at(RDI, 96))),
                encoding("vaddps ymm1, ymm2, ymm3", "c5 ec 58 cb", (g, v, m) -> v.vaddps(ymm(1), ymm(2), ymm(3))),
                encoding(
                        "vaddps zmm1, zmm17, [rdi+128]",
                        "62 f1 74 40 58 4f 02",
                        (g, v, m) -> v.vaddps(zmm(1), zmm(17), at(RDI, 128))),
                encoding("vsubps ymm8, ymm9, ymm10", "c4 41 34 5c c2", (g, v, m) -> v.vsubps(ymm(8), ymm(9), ymm(10))),
                encoding(
                        "vsubps zmm8, zmm19, zmm30",
                        "62 11 64 40 5c c6",
                        (g, v, m) -> v.vsubps(zmm(8), zmm(19), zmm(30))),
                encoding("vmulps ymm1, ymm12, [rdx]", "c5 9c 59 0a", (g, v, m) -> v.vmulps(ymm(1), ymm(12), at(RDX))),
                encoding("vmulps zmm1, zmm2, zmm3", "62 f1 6c 48 59 cb", (g, v, m) -> v.vmulps(zmm(1), zmm(2), zmm(3))),
                encoding("vdivps ymm7, ymm6, ymm5", "c5 cc 5e fd", (g, v, m) -> v.vdivps(ymm(7), ymm(6), ymm(5))),
                encoding(
                        "vmaxps zmm7, zmm26, zmm5",
                        "62 f1 2c 40 5f fd",
                        (g, v, m) -> v.vmaxps(zmm(7), zmm(26), zmm(5))),
                encoding("vminps ymm7, ymm6, ymm5", "c5 cc 5d fd", (g, v, m) -> v.vminps(ymm(7), ymm(6), ymm(5))),
                encoding(
                        "vfmadd231ps ymm4, ymm2, ymm0",
                        "c4 e2 6d b8 e0",
                        (g, v, m) -> v.vfmadd231ps(ymm(4), ymm(2), ymm(0))),
                encoding(
                        "vfmadd231ps ymm15, ymm14, ymm13",
                        "c4 42 0d b8 fd",
                        (g, v, m) -> v.vfmadd231ps(ymm(15), ymm(14), ymm(13))),
                encoding(
                        "vfmadd231ps ymm15, ymm14, [rsi+64]",
                        "c4 62 0d b8 7e 40",
                        (g, v, m) -> v.vfmadd231ps(ymm(15), ymm(14), at(RSI, 64))),
                encoding(
                        "vfmadd231ps zmm8, zmm2, zmm0",
                        "62 72 6d 48 b8 c0",
                        (g, v, m) -> v.vfmadd231ps(zmm(8), zmm(2), zmm(0))),
                encoding(
                        "vfmadd231ps zmm31, zmm30, zmm29",
                        "62 02 0d 40 b8 fd",
                        (g, v, m) -> v.vfmadd231ps(zmm(31), zmm(30), zmm(29))),
                encoding(
                        "vfmadd231ps zmm31, zmm18, [r14+r10*8+192]",
                        "62 02 6d 40 b8 7c d6 03",
                        (g, v, m) -> v.vfmadd231ps(zmm(31), zmm(18), at(R14, R10, 8, 192))),
                encoding(
                        "vfmadd213ps ymm3, ymm4, ymm5",
                        "c4 e2 5d a8 dd",
                        (g, v, m) -> v.vfmadd213ps(ymm(3), ymm(4), ymm(5))),
                encoding(
                        "vfmadd213ps zmm3, zmm20, zmm15",
                        "62 d2 5d 40 a8 df",
                        (g, v, m) -> v.vfmadd213ps(zmm(3), zmm(20), zmm(15))),
                encoding(
                        "vdpbf16ps zmm8, zmm17, zmm3",
                        "62 72 76 40 52 c3",
                        (g, v, m) -> v.vdpbf16ps(zmm(8), zmm(17), zmm(3))),
                encoding(
                        "vcvtne2ps2bf16 zmm1, zmm2, zmm28",
                        "62 92 6f 48 72 cc",
                        (g, v, m) -> v.vcvtne2ps2bf16(zmm(1), zmm(2), zmm(28))),
                encoding(
                        "vpermw zmm17, zmm30, zmm9",
                        "62 c2 8d 40 8d c9",
                        (g, v, m) -> v.vpermw(zmm(17), zmm(30), zmm(9))),
                encoding("vandps ymm1, ymm2, ymm3", "c5 ec 54 cb", (g, v, m) -> v.vandps(ymm(1), ymm(2), ymm(3))),
                encoding(
                        "vandps zmm1, zmm2, zmm16",
                        "62 b1 6c 48 54 c8",
                        (g, v, m) -> v.vandps(zmm(1), zmm(2), zmm(16))),
                encoding(
                        "vxorps ymm14, ymm14, ymm14",
                        "c4 41 0c 57 f6",
                        (g, v, m) -> v.vxorps(ymm(14), ymm(14), ymm(14))),
                encoding("vpslld ymm3, ymm9, 16", "c4 c1 65 72 f1 10", (g, v, m) -> v.vpslld(ymm(3), ymm(9), 16)),
                encoding("vpslld zmm21, zmm9, 16", "62 d1 55 40 72 f1 10", (g, v, m) -> v.vpslld(zmm(21), zmm(9), 16)),
                encoding("vpaddd ymm3, ymm9, ymm1", "c5 b5 fe d9", (g, v, m) -> v.vpaddd(ymm(3), ymm(9), ymm(1))),
                encoding(
                        "vpaddd zmm3, zmm9, zmm22",
                        "62 b1 35 48 fe de",
                        (g, v, m) -> v.vpaddd(zmm(3), zmm(9), zmm(22))),
                encoding("vunpcklps ymm3, ymm4, ymm5", "c5 dc 14 dd", (g, v, m) -> v.vunpcklps(ymm(3), ymm(4), ymm(5))),
                encoding(
                        "vunpckhps zmm3, zmm4, zmm25",
                        "62 91 5c 48 15 d9",
                        (g, v, m) -> v.vunpckhps(zmm(3), zmm(4), zmm(25))),
                encoding("vunpcklpd ymm3, ymm4, ymm5", "c5 dd 14 dd", (g, v, m) -> v.vunpcklpd(ymm(3), ymm(4), ymm(5))),
                encoding(
                        "vunpckhpd ymm3, ymm14, ymm15",
                        "c4 c1 0d 15 df",
                        (g, v, m) -> v.vunpckhpd(ymm(3), ymm(14), ymm(15))),
                encoding(
                        "vunpckhpd zmm3, zmm4, zmm25",
                        "62 91 dd 48 15 d9",
                        (g, v, m) -> v.vunpckhpd(zmm(3), zmm(4), zmm(25))),
                encoding(
                        "vperm2f128 ymm3, ymm4, ymm15, 0x31",
                        "c4 c3 5d 06 df 31",
                        (g, v, m) -> v.vperm2f128(ymm(3), ymm(4), ymm(15), 0x31)),
                encoding(
                        "vshuff32x4 zmm3, zmm14, zmm25, 0xdd",
                        "62 93 0d 48 23 d9 dd",
                        (g, v, m) -> v.vshuff32x4(zmm(3), zmm(14), zmm(25), 0xdd)),
                encoding(
                        "vcmpps ymm3, ymm14, ymm5, 2",
                        "c5 8c c2 dd 02",
                        (g, v, m) -> v.vcmpps(ymm(3), ymm(14), ymm(5), 2)),
                encoding(
                        "vcmpps k2, zmm14, zmm25, 1",
                        "62 91 0c 48 c2 d1 01",
                        (g, v, m) -> v.vcmpps(2, zmm(14), zmm(25), 1)),
                encoding(
                        "vblendvps ymm3, ymm14, ymm5, ymm9",
                        "c4 e3 0d 4a dd 90",
                        (g, v, m) -> v.vblendvps(ymm(3), ymm(14), ymm(5), ymm(9))),
                encoding(
                        "vblendmps zmm3{k2}, zmm14, zmm25",
                        "62 92 0d 4a 65 d9",
                        (g, v, m) -> v.vblendmps(zmm(3), zmm(14), zmm(25), 2)),
                encoding(
                        "vshufps ymm3, ymm14, ymm5, 0xdd",
                        "c5 8c c6 dd dd",
                        (g, v, m) -> v.vshufps(ymm(3), ymm(14), ymm(5), 0xdd)),
                encoding(
                        "vshufps zmm28, zmm14, zmm25, 0x88",
                        "62 01 0c 48 c6 e1 88",
                        (g, v, m) -> v.vshufps(zmm(28), zmm(14), zmm(25), 0x88)),
                encoding(
                        "vextractf128 [r15], ymm12, 1",
                        "c4 43 7d 19 27 01",
                        (g, v, m) -> v.vextractf128(at(R15), ymm(12), 1)),
                encoding(
                        "vextractf32x4 [rdx+r9*4+32], zmm30, 3",
                        "62 23 7d 48 19 74 8a 02 03",
                        (g, v, m) -> v.vextractf32x4(at(RDX, R9, 4, 32), zmm(30), 3)),
                encoding("vzeroupper", "c5 f8 77", (g, v, m) -> v.vzeroupper()),
                encoding("kmovw k1, eax", "c5 f8 92 c8", (g, v, m) -> v.kmovw(1, RAX)),
                encoding("kmovw k3, r9d", "c4 c1 78 92 d9", (g, v, m) -> v.kmovw(3, R9)),
                encoding("ldtilecfg [rax]", "c4 e2 78 49 00", (g, v, m) -> m.ldtilecfg(at(RAX))),
                encoding("ldtilecfg [r9+64]", "c4 c2 78 49 41 40", (g, v, m) -> m.ldtilecfg(at(R9, 64))),
                encoding("tilerelease", "c4 e2 78 49 c0", (g, v, m) -> m.tilerelease()),
                encoding("tilezero tmm5", "c4 e2 7b 49 e8", (g, v, m) -> m.tilezero(5)),
                encoding("tileloadd tmm4, [rdi+r8*1]", "c4 a2 7b 4b 24 07", (g, v, m) -> m.tileloadd(4, at(RDI, R8))),
                encoding(
                        "tileloadd tmm7, [r10+rax*1+1024]",
                        "c4 c2 7b 4b bc 02 00 04 00 00",
                        (g, v, m) -> m.tileloadd(7, at(R10, RAX, 1, 1024))),
                encoding(
                        "tilestored [rdx+r9*1+64], tmm1",
                        "c4 a2 7a 4b 4c 0a 40",
                        (g, v, m) -> m.tilestored(at(RDX, R9, 1, 64), 1)),
                encoding("tdpbf16ps tmm0, tmm4, tmm6", "c4 e2 4a 5c c4", (g, v, m) -> m.tdpbf16ps(0, 4, 6)),
                encoding("tdpbf16ps tmm3, tmm5, tmm7", "c4 e2 42 5c dd", (g, v, m) -> m.tdpbf16ps(3, 5, 7)),
                encoding(
                        "vpmovzxwd zmm20{k1}{z}, ymmword ptr [rax+r9*2+32]",
                        "62 a2 7d c9 33 64 48 01",
                        (g, v, m) -> v.vpmovzxwd(zmm(20), at(RAX, R9, 2, 32), 1)),
                encoding(
                        "vcvtph2ps zmm1{k2}{z}, ymmword ptr [rdi+96]",
                        "62 f2 7d ca 13 4f 03",
                        (g, v, m) -> v.vcvtph2ps(zmm(1), at(RDI, 96), 2)),
                encoding(
                        "vmaskmovps ymm1, ymm12, [rdi+rax]",
                        "c4 e2 1d 2c 0c 07",
                        (g, v, m) -> v.vmaskmovps(ymm(1), ymm(12), at(RDI, RAX))),
                encoding(
                        "vmaskmovps [rdi+rax], ymm12, ymm1",
                        "c4 e2 1d 2e 0c 07",
                        (g, v, m) -> v.vmaskmovps(at(RDI, RAX), ymm(12), ymm(1))),
                encoding(
                        "vmaskmovps [r8+64], ymm3, ymm9",
                        "c4 42 65 2e 48 40",
                        (g, v, m) -> v.vmaskmovps(at(R8, 64), ymm(3), ymm(9))),
                encoding("vmovss dword ptr [rdx], xmm1", "c5 fa 11 0a", (g, v, m) -> v.vmovss(at(RDX), zmm(1))),
                encoding(
                        "vmovss dword ptr [r9+4], xmm12",
                        "c4 41 7a 11 61 04",
                        (g, v, m) -> v.vmovss(at(R9, 4), ymm(12))),
                encoding("vsqrtps ymm1, ymm9", "c4 c1 7c 51 c9", (g, v, m) -> v.vsqrtps(ymm(1), ymm(9))),
                encoding("vsqrtps zmm1, zmm19", "62 b1 7c 48 51 cb", (g, v, m) -> v.vsqrtps(zmm(1), zmm(19))),
                encoding("vbroadcastss ymm4, xmm11", "c4 c2 7d 18 e3", (g, v, m) -> v.vbroadcastss(ymm(4), ymm(11))),
                encoding("vbroadcastss zmm4, xmm25", "62 92 7d 48 18 e1", (g, v, m) -> v.vbroadcastss(zmm(4), zmm(25))),
                encoding(
                        "vfmsub213ps ymm1, ymm2, ymm13",
                        "c4 c2 6d aa cd",
                        (g, v, m) -> v.vfmsub213ps(ymm(1), ymm(2), ymm(13))),
                encoding(
                        "vfmsub213ps zmm1, zmm22, zmm13",
                        "62 d2 4d 40 aa cd",
                        (g, v, m) -> v.vfmsub213ps(zmm(1), zmm(22), zmm(13))));
    }
}
