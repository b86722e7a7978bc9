// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InstructionTest {
    static List<Encodings.Encoding> all() {
        return Stream.concat(Encodings.all().stream(), IntegerEncodings.all().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void hasTheBytesThatTheGnuAssemblerWrites(Encodings.Encoding encoding) {
        assertThat(encoding.written()).isEqualTo(encoding.expected());
    }

    /** Every method that writes an instruction is in the list: one that is not would be untested. */
    @Test
    void noInstructionIsMissing() {
        List<String> written = all().stream().map(e -> e.text().split(" ")[0]).toList();
        Stream.of(GeneralCode.class, VectorCode.class, IntegerCode.class, MatrixCode.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !name.startsWith("j") && !name.equals("call"))
                .forEach(name -> assertThat(written).contains(name));
    }

    /** The committed bytes are those of the assembler on this machine too. */
    @Test
    void assemblesAsHere(@TempDir Path folder) throws Exception {
        assumeTrue(isThere("as") && isThere("objcopy"), "the GNU assembler is not installed here");
        String text = all().stream().map(Encodings.Encoding::text).collect(Collectors.joining("\n"));
        byte[] here = assemble(folder, text);
        Code code = new Code();
        for (Encodings.Encoding encoding : all()) {
            encoding.call().accept(code);
        }
        assertThat(code.toBytes()).isEqualTo(here);
    }

    /** Jumps forwards and back land where those of the GNU assembler do, which is told not to shorten them. */
    @Test
    void jumpsAsHere(@TempDir Path folder) throws Exception {
        assumeTrue(isThere("as") && isThere("objcopy"), "the GNU assembler is not installed here");
        byte[] here = assemble(folder, """
                1: sub rcx, 1
                {disp32} jz 2f
                {disp32} jl 2f
                {disp32} jge 1b
                {disp32} jnz 1b
                {disp32} jmp 1b
                call 1b
                2: ret
                """);
        assertThat(loop()).isEqualTo(here);
    }

    @Test
    void jumpsGoToTheirLabels() {
        assertThat(loop())
                .inHexadecimal()
                .containsExactly(
                        0x48, 0x83, 0xe9, 0x01, 0x0f, 0x84, 0x1c, 0, 0, 0, 0x0f, 0x8c, 0x16, 0, 0, 0, 0x0f, 0x8d, 0xea,
                        0xff, 0xff, 0xff, 0x0f, 0x85, 0xe4, 0xff, 0xff, 0xff, 0xe9, 0xdf, 0xff, 0xff, 0xff, 0xe8, 0xda, 0xff,
                        0xff, 0xff, 0xc3);
    }

    private static byte[] loop() {
        Code code = new Code();
        GeneralCode g = new GeneralCode(code);
        Code.Label end = new Code.Label();
        Code.Label start = code.here();
        g.sub(General.RCX, 1);
        g.jz(end);
        g.jl(end);
        g.jge(start);
        g.jnz(start);
        g.jmp(start);
        g.call(start);
        code.place(end);
        g.ret();
        return code.toBytes();
    }

    @Test
    void refusesALabelThatIsNowhereAndOneThatIsTwice() {
        Code code = new Code();
        Code.Label label = new Code.Label();
        new GeneralCode(code).jmp(label);
        assertThatThrownBy(code::toBytes).hasMessage("a jump goes to a label that was never placed");
        code.place(label);
        assertThatThrownBy(() -> code.place(label)).hasMessage("a label was placed twice");
    }

    @Test
    void refusesWhatTheProcessorCannotSay() {
        assertThatThrownBy(() -> Address.at(General.RAX, General.RSP)).hasMessage("rsp cannot be an index");
        assertThatThrownBy(() -> Address.at(General.RAX, General.RCX, 3, 0))
                .hasMessage("an index is scaled by 1, 2, 4 or 8, not by 3");
        assertThatThrownBy(() -> VectorRegister.zmm(32)).hasMessage("no vector register 32 of 512 bits");
    }

    @Test
    void alignsToALineOfTheCache() {
        Code code = new Code();
        new GeneralCode(code).ret();
        code.align();
        assertThat(code.size()).isEqualTo(64);
    }

    private static byte[] assemble(Path folder, String text) throws IOException, InterruptedException {
        Path source = folder.resolve("code.s");
        Path object = folder.resolve("code.o");
        Path binary = folder.resolve("code.bin");
        Files.writeString(source, ".intel_syntax noprefix\n" + text + "\n");
        run("as", source.toString(), "-o", object.toString());
        run("objcopy", "-O", "binary", "-j", ".text", object.toString(), binary.toString());
        return Files.readAllBytes(binary);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static boolean isThere(String command) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
