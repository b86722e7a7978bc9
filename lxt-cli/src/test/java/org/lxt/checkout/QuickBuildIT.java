// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.launch.Installation;
import org.lxt.launch.JavaProcess;

/** The first use of a fresh checkout: {@code ./lxt} builds what it needs. */
@EnabledOnOs(OS.LINUX)
class QuickBuildIT {
    private static final Path ROOT = Path.of(System.getProperty("lxt.root"));
    private static final long SECONDS = 600;

    @TempDir
    Path folder;

    @Test
    void aFreshCheckoutIsBuiltWithoutTestsAndChecksAndSaysHowFarItIs() throws Exception {
        Path checkout = checkout();
        JavaProcess.Result first = lxt(checkout);
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).isEqualTo("lxt 0.1.0-SNAPSHOT\n");
        assertThat(first.err())
                .startsWith("building LXT")
                .containsPattern("(?s)  \\[1/(\\d+)].*  \\[\\d+/\\1] tensors.*  \\[\\1/\\1] command line\n");
        assertThat(folders(checkout, "test-classes")).isEmpty();
        // The full build looks for its own work elsewhere, and finds nothing of this one.
        assertThat(folders(checkout, "classes"))
                .isNotEmpty()
                .allMatch(f -> f.getParent().endsWith("target/quick"));
        assertThat(lxt(checkout).err()).isEmpty();

        Path main = checkout.resolve("lxt-cli/src/main/java/org/lxt/cli/Main.java");
        Files.writeString(main, "no Java");
        Files.setLastModifiedTime(main, FileTime.from(Instant.now().plusSeconds(1)));
        JavaProcess.Result broken = lxt(checkout);
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.err()).contains("Main.java").endsWith("lxt: the build failed, see above\n");
        assertThat(lxt(checkout).code()).isEqualTo(1);
    }

    /** What a checkout has and the command line is built from. */
    private Path checkout() throws IOException {
        Path checkout = Files.createDirectory(folder.resolve("fresh"));
        Installation.copyScripts(checkout);
        for (String file : List.of("pom.xml", "LICENSE", "NOTICE", ".mvn")) {
            copy(ROOT.resolve(file), checkout.resolve(file));
        }
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.filter(m -> m.getFileName().toString().startsWith("lxt-"))
                    .toList()) {
                for (String part : List.of("pom.xml", "src/main")) {
                    if (Files.exists(module.resolve(part))) {
                        copy(
                                module.resolve(part),
                                checkout.resolve(module.getFileName()).resolve(part));
                    }
                }
            }
        }
        return checkout;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private JavaProcess.Result lxt(Path checkout) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(checkout.resolve("lxt").toString(), "--version").directory(folder.toFile());
        builder.environment().keySet().removeAll(List.of("LXT_JAVA_OPTS", "_JAVA_OPTIONS", "MAVEN_ARGS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_HOME", System.getProperty("lxt.maven"));
        builder.environment().put("MAVEN_OPTS", "-Dmaven.repo.local=" + System.getProperty("lxt.repository"));
        return JavaProcess.runCommand(folder, builder, SECONDS);
    }

    private static List<Path> folders(Path checkout, String name) throws IOException {
        try (Stream<Path> all = Files.walk(checkout)) {
            return all.filter(f -> Files.isDirectory(f) && f.endsWith(name)).toList();
        }
    }
}
