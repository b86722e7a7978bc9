// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.x86;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R8;
import static org.lxt.asm.x86.General.R9;
import static org.lxt.asm.x86.General.RAX;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;
import static org.lxt.asm.x86.VectorRegister.xmm;
import static org.lxt.asm.x86.VectorRegister.ymm;
import static org.lxt.asm.x86.VectorRegister.zmm;

import java.util.List;
import java.util.function.Consumer;

/** The instructions on integers in vector registers, as {@link Encodings} has the others. */
final class IntegerEncodings {
    private IntegerEncodings() {}

    private static Encodings.Encoding encoding(String text, String bytes, Consumer<IntegerCode> call) {
        return new Encodings.Encoding(text, bytes, code -> call.accept(new IntegerCode(code)));
    }

    static List<Encodings.Encoding> all() {
        return List.of(
                encoding(
                        "vpmovsxbd ymm3, qword ptr [rax+r9*2+8]",
                        "c4 a2 7d 21 5c 48 08",
                        i -> i.vpmovsxbd(ymm(3), at(RAX, R9, 2, 8))),
                encoding(
                        "vpmovsxbd zmm21, xmmword ptr [r8+32]",
                        "62 c2 7d 48 21 68 02",
                        i -> i.vpmovsxbd(zmm(21), at(R8, 32))),
                encoding(
                        "vpmovzxbd ymm12, qword ptr [rdi+4]",
                        "c4 62 7d 31 67 04",
                        i -> i.vpmovzxbd(ymm(12), at(RDI, 4))),
                encoding(
                        "vpmovzxbd zmm1, xmmword ptr [rdi+rax+16]",
                        "62 f2 7d 48 31 4c 07 01",
                        i -> i.vpmovzxbd(zmm(1), at(RDI, RAX, 1, 16))),
                encoding("vpmovzxbd ymm1, xmm9", "c4 c2 7d 31 c9", i -> i.vpmovzxbd(ymm(1), ymm(9))),
                encoding("vcvtdq2ps ymm3, ymm9", "c4 c1 7c 5b d9", i -> i.vcvtdq2ps(ymm(3), ymm(9))),
                encoding("vcvtdq2ps zmm3, zmm30", "62 91 7c 48 5b de", i -> i.vcvtdq2ps(zmm(3), zmm(30))),
                encoding("vpslld ymm3, ymm9, 28", "c4 c1 65 72 f1 1c", i -> i.vpslld(ymm(3), ymm(9), 28)),
                encoding("vpslld zmm21, zmm9, 4", "62 d1 55 40 72 f1 04", i -> i.vpslld(zmm(21), zmm(9), 4)),
                encoding("vpsrld xmm3, xmm9, 6", "c4 c1 61 72 d1 06", i -> i.vpsrld(xmm(3), xmm(9), 6)),
                encoding("vpsrld zmm19, zmm25, 4", "62 91 65 40 72 d1 04", i -> i.vpsrld(zmm(19), zmm(25), 4)),
                encoding("vpsrad ymm3, ymm9, 23", "c4 c1 65 72 e1 17", i -> i.vpsrad(ymm(3), ymm(9), 23)),
                encoding("vpsrad zmm19, zmm25, 23", "62 91 65 40 72 e1 17", i -> i.vpsrad(zmm(19), zmm(25), 23)),
                encoding("vpsllw ymm3, ymm9, 4", "c4 c1 65 71 f1 04", i -> i.vpsllw(ymm(3), ymm(9), 4)),
                encoding("vpsrlw ymm10, ymm1, 2", "c5 ad 71 d1 02", i -> i.vpsrlw(ymm(10), ymm(1), 2)),
                encoding("vpsllvd xmm1, xmm2, xmm11", "c4 c2 69 47 cb", i -> i.vpsllvd(xmm(1), xmm(2), xmm(11))),
                encoding(
                        "vpsrlvd ymm1, ymm2, [r8+128]",
                        "c4 c2 6d 45 88 80 00 00 00",
                        i -> i.vpsrlvd(ymm(1), ymm(2), at(R8, 128))),
                encoding(
                        "vpsrlvd zmm1, zmm2, [r8+128]",
                        "62 d2 6d 48 45 48 02",
                        i -> i.vpsrlvd(zmm(1), zmm(2), at(R8, 128))),
                encoding("vpaddd xmm5, xmm6, [r8+64]", "c4 c1 49 fe 68 40", i -> i.vpaddd(xmm(5), xmm(6), at(R8, 64))),
                encoding(
                        "vpaddd zmm5, zmm6, [r8+64]",
                        "62 d1 4d 48 fe 68 01",
                        i -> i.vpaddd(zmm(5), zmm(6), at(R8, 64))),
                encoding("vpaddb ymm5, ymm6, [r8]", "c4 c1 4d fc 28", i -> i.vpaddb(ymm(5), ymm(6), at(R8))),
                encoding(
                        "vandps ymm7, ymm8, [r8+192]",
                        "c4 c1 3c 54 b8 c0 00 00 00",
                        i -> i.vandps(ymm(7), ymm(8), at(R8, 192))),
                encoding("vorps ymm7, ymm8, ymm9", "c4 c1 3c 56 f9", i -> i.vorps(ymm(7), ymm(8), ymm(9))),
                encoding("vorps zmm7, zmm8, zmm9", "62 d1 3c 48 56 f9", i -> i.vorps(zmm(7), zmm(8), zmm(9))),
                encoding("vorps xmm7, xmm8, [r8+rcx]", "c4 c1 38 56 3c 08", i -> i.vorps(xmm(7), xmm(8), at(R8, RCX))),
                encoding("vpcmpeqb ymm2, ymm3, [rdx]", "c5 e5 74 12", i -> i.vpcmpeqb(ymm(2), ymm(3), at(RDX))),
                encoding("vpermps ymm1, ymm2, ymm13", "c4 c2 6d 16 cd", i -> i.vpermps(ymm(1), ymm(2), ymm(13))),
                encoding("vpermps zmm1, zmm20, zmm13", "62 d2 5d 40 16 cd", i -> i.vpermps(zmm(1), zmm(20), zmm(13))),
                encoding("vpshufb ymm1, ymm2, ymm13", "c4 c2 6d 00 cd", i -> i.vpshufb(ymm(1), ymm(2), ymm(13))),
                encoding(
                        "vpshufb xmm1, xmm2, [r8+64]",
                        "c4 c2 69 00 48 40",
                        i -> i.vpshufb(xmm(1), xmm(2), at(R8, 64))));
    }
}
