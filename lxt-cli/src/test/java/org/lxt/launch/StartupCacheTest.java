package org.lxt.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
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

/** The launcher {@code ./lxt} on an application that is built, in a folder of its own whose name has a space. */
@EnabledOnOs(OS.LINUX)
class StartupCacheTest {
    private static final Path ROOT = Path.of(System.getProperty("lxt.root"));
    private static final String JDK = System.getProperty("java.home");
    private static final String VERSION = "lxt 0.1.0-SNAPSHOT\n";

    @TempDir
    private static Path installation;

    private static Path root;
    private static Path app;
    private static JsonNode withoutCache;
    private static Path cache;
    private static byte[] fitting;

    @TempDir
    Path scratch;

    /** Installs the application, explains without a cache, and lets a first run make one. */
    @BeforeAll
    static void install(@TempDir Path scratch) throws Exception {
        root = Files.createDirectories(installation.resolve("a checkout"));
        app = Files.createDirectories(root.resolve("lxt-cli/target/app"));
        for (String script : List.of("lxt", "startup-cache.sh", "find-jdk.sh")) {
            Files.copy(ROOT.resolve(script), root.resolve(script));
        }
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        int folders = 0;
        for (Path entry : AppPath.entries()) {
            if (Files.isDirectory(entry)) {
                String file = app.resolve("classes-" + folders++ + ".jar").toString();
                assertThat(jar.run(System.out, System.err, "--create", "--file", file, "-C", entry.toString(), "."))
                        .isZero();
            } else {
                Files.copy(entry, app.resolve(entry.getFileName()));
            }
        }
        Files.createFile(app.resolve(".built"));
        withoutCache = explained(scratch, Map.of("LXT_JAVA_OPTS", "-Xshare:off"));
        assertThat(files(".aot")).isEmpty();
        assertPlain(lxt(scratch, Map.of(), "--version"));
        assertThat(files(".aot")).hasSize(1);
        cache = files(".aot").getFirst();
        fitting = Files.readAllBytes(cache);
    }

    @BeforeEach
    void restoreCache() throws IOException {
        Files.write(cache, fitting);
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        try (Stream<Path> all = Files.list(app)) {
            assertThat(all.filter(Files::isDirectory)).isEmpty();
        }
    }

    @Test
    void theCacheIsUsedAndTheNumbersAreTheSameToTheBit() throws Exception {
        Path loaded = scratch.resolve("loaded");
        JsonNode with = explained(scratch, Map.of("LXT_JAVA_OPTS", "-Xlog:class+load:file=" + loaded));
        assertThat(Files.readAllLines(loaded))
                .anyMatch(line -> line.contains("org.lxt.cli.Main source: shared objects file"));
        assertThat(with).isEqualTo(withoutCache);
        assertThat(cache).hasBinaryContent(fitting);
    }

    @Test
    void aCacheThatDoesNotFitIsPassedOverInSilence() throws Exception {
        Path jar = files(".jar").getFirst();
        FileTime modified = Files.getLastModifiedTime(jar);
        try {
            // Not the jar that the cache was made from, but older, so that the launcher sees no reason for a new cache.
            Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
            assertPlain(version(Map.of()));
            assertThat(cache).hasBinaryContent(fitting);
            // those who ask are told
            assertThat(version(Map.of("LXT_JAVA_OPTS", "-Xlog:aot=warning:stdout -Xlog:cds=warning:stdout"))
                            .out())
                    .endsWith(VERSION)
                    .hasSizeGreaterThan(VERSION.length());
        } finally {
            Files.setLastModifiedTime(jar, modified);
        }
    }

    @Test
    void aBrokenCacheIsPassedOverInSilence() throws Exception {
        byte[] rubbish = "no cache at all".getBytes(StandardCharsets.UTF_8);
        for (byte[] broken : List.of(rubbish, Arrays.copyOf(fitting, fitting.length / 3))) {
            Files.write(cache, broken);
            assertPlain(version(Map.of()));
            assertThat(cache).hasBinaryContent(broken);
        }
    }

    @Test
    void aJarThatIsNewerMakesANewCache() throws Exception {
        Files.write(cache, new byte[] {1});
        Files.setLastModifiedTime(cache, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        assertPlain(version(Map.of()));
        assertThat(files(".aot")).containsExactly(cache);
        assertThat(Files.size(cache)).isGreaterThan(1_000_000);
    }

    @Test
    void aJdkThatMakesNoCacheIsTriedOnceAndRunsWithout() throws Exception {
        Files.delete(cache);
        Path calls = scratch.resolve("calls");
        Path bin = Files.createDirectories(scratch.resolve("jdk/bin"));
        Files.copy(Path.of(JDK, "release"), scratch.resolve("jdk/release"));
        executable(bin.resolve("javac"), "exit 1");
        String real = "'" + JDK + "/bin/java'";
        executable(
                bin.resolve("java"),
                "echo \"$1\" >>'" + calls + "'\n"
                        + "case \"$1\" in -XX:AOT*) echo unknown option; exit 1 ;; esac\n"
                        + "exec " + real + " \"$@\"");
        Map<String, String> jdk = Map.of("JAVA_HOME", scratch.resolve("jdk").toString());
        assertPlain(version(jdk));
        assertPlain(version(jdk));
        assertThat(Files.readAllLines(calls))
                .hasSize(3)
                .filteredOn(call -> call.startsWith("-XX:AOT"))
                .singleElement()
                .asString()
                .startsWith("-XX:AOTCacheOutput=");
        assertThat(cache).isEmptyFile();
    }

    @Test
    void theKernelsThatTheLauncherHasCompiledEarlyExist() throws IOException {
        Matcher pattern = Pattern.compile("org\\.lxt\\.tensor\\.vector\\.(\\w+)\\*::")
                .matcher(Files.readString(ROOT.resolve("lxt")));
        assertThat(pattern.find()).isTrue();
        String kernels = "org/lxt/tensor/vector/" + pattern.group(1);
        boolean found = false;
        for (ModuleReference module : AppPath.modules()) {
            try (ModuleReader reader = module.open()) {
                found |= reader.list().anyMatch(f -> f.startsWith(kernels) && f.endsWith(".class"));
            }
        }
        assertThat(found).isTrue();
    }

    private JavaProcess.Result version(Map<String, String> environment) throws Exception {
        return lxt(scratch, environment, "--version");
    }

    /** What the sample's explanation says, but for the time that it took. */
    private static JsonNode explained(Path scratch, Map<String, String> environment) throws Exception {
        Path json = scratch.resolve("explained.json");
        JavaProcess.Result result = lxt(scratch, environment, "explain", "--json", json.toString());
        assertThat(result.code()).isZero();
        assertThat(warnings(result)).isEmpty();
        ObjectNode explanation = (ObjectNode)
                JsonMapper.builder().build().readTree(Files.readString(json)).at("/attributions/0");
        explanation.remove("seconds");
        assertThat(explanation.at("/tokens/0/relevance").isNumber()).isTrue();
        return explanation;
    }

    private static JavaProcess.Result lxt(Path scratch, Map<String, String> environment, String... arguments)
            throws Exception {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", root.resolve("lxt").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("LXT_JAVA_OPTS", "_JAVA_OPTIONS"));
        builder.environment().put("JAVA_HOME", JDK);
        builder.environment().putAll(environment);
        return JavaProcess.runCommand(scratch, builder);
    }

    private static void assertPlain(JavaProcess.Result result) {
        assertThat(warnings(result)).isEmpty();
        assertThat(result.out()).isEqualTo(VERSION);
        assertThat(result.code()).isZero();
    }

    /** All but the line that the JVM always prints. */
    private static List<String> warnings(JavaProcess.Result result) {
        return result.err()
                .lines()
                .filter(line -> !line.equals("WARNING: Using incubator modules: jdk.incubator.vector"))
                .toList();
    }

    private static List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(app)) {
            return files.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
        }
    }

    private static void executable(Path file, String lines) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
