// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R10;
import static org.lxt.asm.x86.General.R11;
import static org.lxt.asm.x86.General.R8;
import static org.lxt.asm.x86.General.R9;
import static org.lxt.asm.x86.General.RAX;
import static org.lxt.asm.x86.General.RBX;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;
import static org.lxt.asm.x86.General.RSI;
import static org.lxt.asm.x86.General.RSP;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lxt.asm.cpu.Feature;
import org.lxt.asm.cpu.Processor;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;

/** What Windows asks of a function, tried by a caller in machine code on systems of the other convention. */
class RoutineTest {
    private static final int REGISTERS = 16;

    /** Longs of the array of numbers: a float for each register, and where the caller goes on. */
    private static final int RETURN_TO = REGISTERS / 2;

    @BeforeEach
    void needsVectors() throws CodePagesException {
        assumeTrue(
                Processor.isOfThisKind()
                        && CallingConvention.here() == CallingConvention.SYSTEM_V
                        && Processor.own().features().contains(Feature.AVX2),
                "the caller is written for Linux or macOS and AVX");
    }

    @Test
    void keepsWhatIsTheCallersOnWindows() throws CodePagesException {
        Code code = new Code();
        int goesOn = writeCaller(code);
        MemorySegment pages = CodePages.load(code.toBytes());
        long[] numbers = new long[RETURN_TO + 1];
        numbers[RETURN_TO] = pages.address() + goesOn;
        long[] result = new long[1];
        float[] registers = new float[4 * REGISTERS + 4];
        for (int i = 0; i < 4 * REGISTERS; i++) {
            registers[i] = i + 1;
        }
        Function.at(pages)
                .call(
                        MemorySegment.ofArray(result),
                        MemorySegment.ofArray(new long[] {40}),
                        MemorySegment.ofArray(registers),
                        MemorySegment.ofArray(numbers),
                        MemorySegment.ofArray(new long[] {500}));
        assertThat(result)
                .as("arguments in rcx, rdx, r8 and r9 and on the stack")
                .containsExactly(540 + Float.floatToRawIntBits(1) + ((long) Float.floatToRawIntBits(2) << 32));
        float[] kept = new float[4 * 10];
        IntStream.range(0, kept.length).forEach(i -> kept[i] = 4 * 6 + i + 1);
        assertThat(Arrays.copyOfRange(registers, 4 * 6, 4 * REGISTERS))
                .as("xmm6 to xmm15")
                .containsExactly(kept);
        assertThat(Arrays.copyOfRange(registers, 4 * REGISTERS, registers.length))
                .as("changes of rdi and rsi")
                .containsExactly(0, 0, 0, 0);
    }

    /** {@code a[0] = b[0] + d[0] + the first two floats of c}, as integers; changes all registers that it may. */
    private static void body(Code code) {
        GeneralCode g = new GeneralCode(code);
        VectorCode v = new VectorCode(code);
        for (int i = 0; i < REGISTERS; i++) {
            v.vbroadcastss(VectorRegister.ymm(i), at(RCX, 4 * i));
        }
        g.mov(RAX, at(RDX));
        g.add(RAX, at(RSI));
        g.add(RAX, at(R8));
        g.mov(at(RDI), RAX);
        g.mov(RDI, 0);
        g.mov(RSI, 0);
    }

    /**
     * Fills xmm0 to xmm15 from c, hands the arguments on as Windows does, and stores the registers to c, after them by how much
     * rdi and rsi have changed.
     *
     * @return where it goes on after the call
     */
    private static int writeCaller(Code code) {
        GeneralCode g = new GeneralCode(code);
        VectorCode v = new VectorCode(code);
        Code.Label callee = new Code.Label();
        g.push(RBX);
        g.mov(RBX, RDX);
        for (int i = 0; i < REGISTERS; i++) {
            v.vmovups(VectorRegister.xmm(i), at(RBX, 16 * i));
        }
        g.mov(R10, RDI);
        g.mov(R11, RSI);
        g.push(R10);
        g.push(R11);
        // the fifth argument, below it room for the other four
        g.push(R8);
        g.sub(RSP, 4 * 8);
        g.mov(RAX, at(RCX, 8 * RETURN_TO));
        g.push(RAX);
        g.mov(R8, RDX);
        g.mov(R9, RCX);
        g.mov(RCX, RDI);
        g.mov(RDX, RSI);
        g.jmp(callee);
        int goesOn = code.size();
        g.add(RSP, 5 * 8);
        g.pop(R11);
        g.pop(R10);
        for (int i = 0; i < REGISTERS; i++) {
            v.vmovups(at(RBX, 16 * i), VectorRegister.xmm(i));
        }
        g.sub(RDI, R10);
        g.sub(RSI, R11);
        g.mov(at(RBX, 16 * REGISTERS), RDI);
        g.mov(at(RBX, 16 * REGISTERS + 8), RSI);
        g.pop(RBX);
        g.ret();
        code.place(callee);
        Routine.write(code, CallingConvention.WINDOWS, RoutineTest::body);
        return goesOn;
    }
}
