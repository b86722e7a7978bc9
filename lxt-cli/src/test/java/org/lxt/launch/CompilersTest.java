// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With which of the two files of options {@code launch/compilers.sh} starts the JVM, on machines that are made up. */
@DisabledOnOs(OS.WINDOWS)
class CompilersTest {
    private static final Path SCRIPT = Path.of(System.getProperty("lxt.root"), "launch/compilers.sh");
    private static final String QUICK = "jvm-options-quick";
    private static final String USUAL = "jvm-options";
    private static final String JARS = "/some where/lxt-asm-0.1.0.jar:/some where/lxt-cli-0.1.0.jar";

    @TempDir
    private Path scratch;

    private String jars = JARS;

    @BeforeEach
    void aMachineWithKernels() throws IOException {
        // as Linux writes them
        processor("flags\t\t: fpu sse4_1 avx f16c fma avx2 avx512f");
        architecture("x86_64");
    }

    private void processor(String line) throws IOException {
        Files.writeString(
                scratch.resolve("cpuinfo"),
                "processor\t: 0\nmodel name\t: None such\n" + line + "\nbugs\t\t: avx2 fma f16c\n\nprocessor\t: 1\n");
    }

    private void architecture(String name) throws IOException {
        Files.writeString(
                scratch.resolve("release"), "JAVA_VERSION=\"25.0.3\"\nOS_ARCH=\"" + name + "\"\nOS_NAME=\"Linux\"\n");
    }

    private String chosen(String... arguments) throws Exception {
        return chosen(Map.of(), arguments);
    }

    private String chosen(Map<String, String> environment, String... arguments) throws Exception {
        String script = Files.readString(SCRIPT)
                .replace("/proc/cpuinfo", scratch.resolve("cpuinfo").toString());
        assertThat(script).contains(scratch.toString());
        Path launcher = scratch.resolve("launcher");
        Files.writeString(
                launcher,
                "set -eu\nfolder=/somewhere java='" + scratch + "' jars='" + jars + "'\n" + script
                        + "\necho \"$options\"\n");
        List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("LXT_JAVA_OPTS", "_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        JavaProcess.Result result = JavaProcess.runCommand(scratch, builder);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        return result.out().strip().replaceFirst("^/somewhere/", "");
    }

    @Test
    void whereKernelsRunTheQuickCompilerIsAlone() throws Exception {
        assertThat(chosen("explain")).isEqualTo(QUICK);
        assertThat(chosen("explain", "--kernels", "avx2", "--backend", "vector", "Not without a prompt, or @home"))
                .isEqualTo(QUICK);
        assertThat(chosen("bench", "--backend=vector", "--kernels=auto", "--tokens", "32"))
                .isEqualTo(QUICK);
        assertThat(chosen(Map.of("LXT_JAVA_OPTS", "-Xmx2g -Dlxt.color=no"), "evaluate"))
                .isEqualTo(QUICK);
        architecture("amd64");
        assertThat(chosen("explain")).isEqualTo(QUICK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unheard-of",
                "pull some/model",
                "verify --model x",
                "explain --kernels none x",
                "explain --kernels=none",
                "explain --backend scalar",
                "explain --backend=scalar-f64",
                "bench --backend cuda:1",
                "explain @arguments"
            })
    void whatComputesOtherwiseIsStartedAsEver(String line) throws Exception {
        assertThat(chosen(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(USUAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Dlxt.kernels=none",
                "-Xmx1g -XX:TieredStopAtLevel=4",
                "-XX:-TieredCompilation",
                "-XX:CompilationMode=high-only",
                "-Xint",
                "@options"
            })
    void whoChoosesCompilersHasThem(String options) throws Exception {
        assertThat(chosen(Map.of("LXT_JAVA_OPTS", options), "explain")).isEqualTo(USUAL);
        assertThat(chosen(Map.of("_JAVA_OPTIONS", options), "explain")).isEqualTo(USUAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flags\t\t: fpu avx f16c fma",
                "flags\t\t: fpu avx avx2x f16c fma",
                "flags\t\t: fpu avx2 fma",
                "flags\t\t: fpu avx2 f16c",
                "Features\t: fp asimd avx2 fma f16c"
            })
    void aProcessorWithoutTheirInstructionsHasBothCompilers(String line) throws Exception {
        processor(line);
        assertThat(chosen("explain")).isEqualTo(USUAL);
        assertThat(chosen("--version")).isEqualTo(QUICK);
    }

    @Test
    void whatCannotBeToldCountsAsMissing() throws Exception {
        Files.delete(scratch.resolve("cpuinfo"));
        assertThat(chosen("explain")).isEqualTo(USUAL);
        aMachineWithKernels();
        architecture("aarch64");
        assertThat(chosen("explain")).isEqualTo(USUAL);
        Files.delete(scratch.resolve("release"));
        assertThat(chosen("explain")).isEqualTo(USUAL);
    }

    @Test
    void withoutTheJarOfTheKernelsThereAreBothCompilers() throws Exception {
        jars = "/home/lxt-asm/lib/lxt-cli-0.1.0.jar";
        assertThat(chosen("explain")).isEqualTo(USUAL);
    }
}
