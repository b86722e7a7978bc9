// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What {@code ./lxt} keeps to start faster, and that it starts in silence. */
@EnabledOnOs(OS.LINUX)
class StartupArchiveTest {
    private static final String JDK = System.getProperty("java.home");
    private static final String WARNING = "WARNING: Using incubator modules: jdk.incubator.vector";
    private static final String VERSION = "lxt 0.1.0-SNAPSHOT\n";

    @TempDir
    private static Path folder;

    private static Installation installation;
    private static JsonNode withoutArchive;
    private static Path archive;
    private static byte[] fitting;

    @TempDir
    Path scratch;

    /** Installs the application, explains without an archive, and lets a first run make one. */
    @BeforeAll
    static void install(@TempDir Path scratch) throws Exception {
        installation = Installation.in(folder);
        withoutArchive =
                explained(scratch, Map.of("LXT_JAVA_OPTS", "-Xshare:off --add-modules=jdk.incubator.vector"), WARNING);
        assertThat(installation.files(".jsa")).isEmpty();
        assertPlain(installation.lxt(scratch, Map.of(), "--version"));
        assertThat(installation.files(".jsa")).hasSize(1);
        assertThat(installation.files(".quiet")).hasSize(1);
        archive = installation.files(".jsa").getFirst();
        fitting = Files.readAllBytes(archive);
    }

    @BeforeEach
    void restoreArchive() throws IOException {
        Files.write(archive, fitting);
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        try (Stream<Path> all = Files.list(installation.app())) {
            assertThat(all.filter(Files::isDirectory)).isEmpty();
        }
    }

    @Test
    void theArchiveIsUsedAndTheNumbersAreTheSameToTheBit() throws Exception {
        Path loaded = scratch.resolve("loaded");
        JsonNode with = explained(scratch, Map.of("LXT_JAVA_OPTS", "-Xlog:class+load:file=" + loaded));
        assertThat(Files.readAllLines(loaded))
                .anyMatch(line -> line.contains("org.lxt.cli.Main source: shared objects file"));
        assertThat(with).isEqualTo(withoutArchive);
        assertThat(archive).hasBinaryContent(fitting);
    }

    @Test
    void anArchiveThatDoesNotFitIsPassedOverInSilence() throws Exception {
        Path jar = installation.files(".jar").getFirst();
        FileTime modified = Files.getLastModifiedTime(jar);
        try {
            // Not the jar that the archive was made from, but older, so that the launcher sees no reason for a new
            // archive.
            Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
            assertPlain(version(Map.of()));
            assertThat(archive).hasBinaryContent(fitting);
            // those who ask are told
            assertThat(version(Map.of("LXT_JAVA_OPTS", "-Xlog:aot*=warning:stdout -Xlog:cds*=warning:stdout"))
                            .out())
                    .endsWith(VERSION)
                    .hasSizeGreaterThan(VERSION.length());
        } finally {
            Files.setLastModifiedTime(jar, modified);
        }
    }

    @Test
    void aBrokenArchiveIsPassedOverInSilence() throws Exception {
        byte[] rubbish = "no archive at all".getBytes(StandardCharsets.UTF_8);
        for (byte[] broken : List.of(rubbish, Arrays.copyOf(fitting, fitting.length / 3))) {
            Files.write(archive, broken);
            assertPlain(version(Map.of()));
            assertThat(archive).hasBinaryContent(broken);
        }
    }

    @Test
    void aJarThatIsNewerMakesANewArchive() throws Exception {
        Files.write(archive, new byte[] {1});
        Files.setLastModifiedTime(archive, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        assertPlain(version(Map.of()));
        assertThat(installation.files(".jsa")).containsExactly(archive);
        assertThat(Files.size(archive)).isGreaterThan(1_000_000);
    }

    @Test
    void aJdkThatMakesNoArchiveIsTriedOnceAndRunsWithout() throws Exception {
        Files.delete(archive);
        Path calls = scratch.resolve("calls");
        String real = "'" + JDK + "/bin/java'";
        Map<String, String> jdk = jdk("echo \"$1\" >>'" + calls + "'\n"
                + "case \"$1\" in -XX:Archive*) echo unknown option; exit 1 ;; esac\n"
                + "exec " + real + " \"$@\"");
        assertPlain(version(jdk));
        assertPlain(version(jdk));
        assertThat(Files.readAllLines(calls))
                .hasSize(4)
                .filteredOn(call -> call.startsWith("-XX:"))
                .singleElement()
                .asString()
                .startsWith("-XX:ArchiveClassesAtExit=");
        assertThat(archive).isEmptyFile();
    }

    @Test
    void aJdkThatDoesNotAddTheModuleHasItAddedByItsOption() throws Exception {
        Path calls = scratch.resolve("calls");
        Path quiet = installation.files(".quiet").getFirst();
        Files.delete(archive);
        String real = "'" + JDK + "/bin/java'";
        Map<String, String> jdk = jdk("echo \"$*\" >>'" + calls + "'\n"
                + "case \"$*\" in *VectorModule*) exit 1 ;; esac\n"
                + "exec " + real + " \"$@\"");
        try {
            for (int run = 0; run < 2; run++) {
                JavaProcess.Result result = version(jdk);
                assertThat(result.out()).isEqualTo(VERSION);
                assertThat(result.err()).isEqualTo(WARNING + "\n");
                assertThat(quiet).doesNotExist();
            }
            assertThat(Files.readAllLines(calls))
                    .filteredOn(call -> call.contains("org.lxt.cli.Main"))
                    .hasSize(3)
                    .allMatch(call -> call.contains("--add-modules=jdk.incubator.vector"));
        } finally {
            Files.createFile(quiet);
        }
    }

    @Test
    void theVectorBackendComputesAndNothingIsWarnedOf() throws Exception {
        JavaProcess.Result result = installation.lxt(scratch, Map.of(), "explain");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("LlamaForCausalLM, attnlrp, vector (");
    }

    @Test
    void theQuickCompilerIsAloneWhereKernelsInMachineCodeCompute() throws Exception {
        String here = installation.lxt(scratch, Map.of(), "doctor").out();
        boolean kernels = here.contains("used by the backend vector\n");
        assertThat(here)
                .contains("compilers      the quick " + (kernels ? "one of the JVM alone" : "and the optimising one"));
        String without = installation
                .lxt(scratch, Map.of("LXT_JAVA_OPTS", "-Dlxt.kernels=none"), "doctor")
                .out();
        assertThat(without)
                .contains("compilers      the quick and the optimising one")
                .doesNotContain("used by the backend vector");
    }

    private JavaProcess.Result version(Map<String, String> environment) throws Exception {
        return installation.lxt(scratch, environment, "--version");
    }

    /** What the sample's explanation says, but for the time that it took. */
    private static JsonNode explained(Path scratch, Map<String, String> environment, String... warnings)
            throws Exception {
        Path json = scratch.resolve("explained.json");
        JavaProcess.Result result = installation.lxt(scratch, environment, "explain", "--json", json.toString());
        assertThat(result.code()).isZero();
        assertThat(result.err().lines()).containsExactly(warnings);
        ObjectNode explanation = (ObjectNode)
                JsonMapper.builder().build().readTree(Files.readString(json)).at("/attributions/0");
        explanation.remove("seconds");
        assertThat(explanation.at("/tokens/0/relevance").isNumber()).isTrue();
        return explanation;
    }

    /** A JDK whose {@code java} is the given script. */
    private Map<String, String> jdk(String java) throws IOException {
        Path bin = Files.createDirectories(scratch.resolve("jdk/bin"));
        Files.copy(Path.of(JDK, "release"), scratch.resolve("jdk/release"));
        Installation.executable(bin.resolve("javac"), "exit 1");
        Installation.executable(bin.resolve("java"), java);
        return Map.of("JAVA_HOME", scratch.resolve("jdk").toString());
    }

    private static void assertPlain(JavaProcess.Result result) {
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(VERSION);
        assertThat(result.code()).isZero();
    }
}
