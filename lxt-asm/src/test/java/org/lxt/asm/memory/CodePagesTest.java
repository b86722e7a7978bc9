// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.RAX;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;
import static org.lxt.asm.x86.General.RSI;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.lxt.asm.cpu.Processor;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.GeneralCode;

class CodePagesTest {
    /** {@code numbers[1] = a[0] + b[0] + c[0] + numbers[0]}. */
    private static void sum(Code code) {
        GeneralCode g = new GeneralCode(code);
        g.mov(RAX, at(RDI));
        g.add(RAX, at(RSI));
        g.add(RAX, at(RDX));
        g.add(RAX, at(RCX));
        g.mov(at(RCX, 8), RAX);
    }

    @Test
    void functionsReadAndWriteArrays() throws CodePagesException {
        assumeTrue(Processor.isOfThisKind(), "the code is for x86-64");
        Functions functions = new Functions();
        int first = functions.addPlain(CodePagesTest::sum);
        int second = functions.addPlain(CodePagesTest::sum);
        List<Function> loaded = functions.load();
        for (int index : new int[] {first, second}) {
            long[] numbers = {4, 0};
            loaded.get(index).call(array(1), array(20), array(300), MemorySegment.ofArray(numbers));
            assertThat(numbers).containsExactly(4, 325);
        }
    }

    private static MemorySegment array(long value) {
        return MemorySegment.ofArray(new long[] {value});
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void noPageIsWritableAndExecutable() throws Exception {
        assumeTrue(Processor.isOfThisKind(), "the code is for x86-64");
        Functions functions = new Functions();
        functions.addPlain(CodePagesTest::sum);
        functions.load();
        MemorySegment pages = CodePages.load(new byte[] {(byte) 0xc3});
        String start = "%08x".formatted(pages.address());
        List<String> maps = Files.readAllLines(Path.of("/proc/self/maps"));
        assertThat(maps).anySatisfy(map -> assertThat(map).matches("[0-9a-f]+-[0-9a-f]+ r-xp .*"));
        assertThat(maps.stream().filter(map -> contains(map, pages.address())))
                .as("the page at %s", start)
                .singleElement()
                .asString()
                .contains(" r-xp ");
    }

    private static boolean contains(String map, long address) {
        String[] range = map.substring(0, map.indexOf(' ')).split("-");
        return Long.parseUnsignedLong(range[0], 16) <= address && address < Long.parseUnsignedLong(range[1], 16);
    }

    @Test
    void loadedCodeCannotBeWrittenFromJava() throws CodePagesException {
        MemorySegment pages = CodePages.load(new byte[] {(byte) 0xc3});
        assertThat(pages.isReadOnly()).isTrue();
    }

    @Test
    void refusesNoCode() {
        assertThatThrownBy(() -> CodePages.load(new byte[0])).hasMessage("code of 0 bytes");
    }
}
