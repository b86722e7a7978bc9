// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The part of the launch scripts that finds Maven or fetches it. Maven here is a script that says its name. */
@EnabledOnOs(OS.LINUX)
class FindMavenTest {
    private static final Path LAUNCH = Path.of(System.getProperty("lxt.root"), "launch");
    private static final String VERSION = "0.0.1";

    @TempDir
    Path folder;

    private Path tools;
    private Path home;
    private Path root;

    @BeforeEach
    void offerTools() throws Exception {
        tools = Files.createDirectory(folder.resolve("tools"));
        home = Files.createDirectory(folder.resolve("home"));
        root = Files.createDirectories(folder.resolve("root"));
        Files.createDirectory(root.resolve("launch"));
        Files.copy(LAUNCH.resolve("FetchMaven.java"), root.resolve("launch/FetchMaven.java"));
    }

    @Test
    void theOneOnThePathIsTaken() throws Exception {
        Installation.executable(tools.resolve("mvn"), "echo on the path");
        assertThat(find(Map.of(), "").out()).isEqualTo("on the path\n");
    }

    @Test
    void oneThatAWrapperFetchedIsTaken() throws Exception {
        Path bin =
                Files.createDirectories(home.resolve(".m2/wrapper/dists/apache-maven-3.9.9-bin/abc/apache-maven/bin"));
        Installation.executable(bin.resolve("mvn"), "echo of a wrapper");
        assertThat(find(Map.of(), "").out()).isEqualTo("of a wrapper\n");
    }

    @Test
    void withoutMavenAndRepositoryOneSentenceSaysWhatToDo() throws Exception {
        JavaProcess.Result result = find(Map.of(), "");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .isEqualTo(
                        "LXT for Java is built with Maven 3.8 or newer and found none: install it or set MVNW_REPOURL to"
                                + " the address of a Maven repository, and it is fetched from there.\n");
        Installation.executable(tools.resolve("dnf"), "exit 1");
        assertThat(find(Map.of(), "").err()).contains("install it ('dnf install maven' does it here) or set");
    }

    @Test
    void itIsFetchedOnceFromTheRepositoryOfTheEnvironment() throws Exception {
        String sum = publish("apache-maven-0.0.1/bin/mvn");
        Map<String, String> environment =
                Map.of("MVNW_REPOURL", folder.resolve("repository").toUri() + "/");
        JavaProcess.Result first = find(environment, sum);
        assertThat(first).isEqualTo(new JavaProcess.Result(0, "fetched\n", "fetching Maven 0.0.1 ...\n"));
        assertThat(find(environment, sum)).isEqualTo(new JavaProcess.Result(0, "fetched\n", ""));
        try (var left = Files.list(home.resolve(".m2/wrapper/dists/apache-maven-0.0.1"))) {
            assertThat(left.map(f -> f.getFileName().toString())).containsExactly("lxt");
        }
    }

    @Test
    void itIsFetchedFromTheMirrorOfTheSettings() throws Exception {
        String sum = publish("apache-maven-0.0.1/bin/mvn");
        Files.createDirectories(home.resolve(".m2"));
        Files.writeString(home.resolve(".m2/settings.xml"), """
                <settings xmlns="urn:any">
                  <mirrors>
                    <mirror><id>a</id><mirrorOf>*,!central</mirrorOf><url>file:/nowhere</url></mirror>
                    <mirror><id>b</id><mirrorOf>other, central</mirrorOf><url>${env.WHERE}</url></mirror>
                  </mirrors>
                </settings>
                """);
        String where = folder.resolve("repository").toUri().toString();
        assertThat(find(Map.of("WHERE", where), sum).out()).isEqualTo("fetched\n");
    }

    @Test
    void anotherFileThanTheKnownOneIsRefused() throws Exception {
        publish("apache-maven-0.0.1/bin/mvn");
        String url = folder.resolve("repository").toUri().toString();
        JavaProcess.Result result = find(Map.of("MVNW_REPOURL", url), "0".repeat(128));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("it is not the file that is known by this name", "install it or set");
        assertThat(home.resolve(".m2/wrapper/dists/apache-maven-0.0.1")).isEmptyDirectory();
    }

    @Test
    void anArchiveDoesNotWriteOutsideItsFolder() throws Exception {
        String sum = publish("../../evil");
        String url = folder.resolve("repository").toUri().toString();
        JavaProcess.Result result = find(Map.of("MVNW_REPOURL", url), sum);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("it has an entry outside its folder: ../../evil");
    }

    @Test
    void aRepositoryThatDoesNotAnswerIsNamed() throws Exception {
        JavaProcess.Result result =
                find(Map.of("MVNW_REPOURL", folder.resolve("empty").toUri().toString()), "");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("Maven could not be fetched from file:")
                .doesNotContain("\tat ");
    }

    /** Puts an archive of one file into a repository, and returns its checksum. */
    private String publish(String entry) throws Exception {
        Path file = folder.resolve("repository/org/apache/maven/apache-maven/0.0.1/apache-maven-0.0.1-bin.zip");
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write("#!/bin/sh\necho fetched\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(file)));
    }

    /** Sources the script as the launchers do, with another version and checksum, and runs what it found. */
    private JavaProcess.Result find(Map<String, String> environment, String sha512)
            throws IOException, InterruptedException {
        Path script = folder.resolve("find-maven.sh");
        Files.writeString(
                script,
                Files.readString(LAUNCH.resolve("find-maven.sh"))
                        .replaceFirst("(?m)^maven_version=.*", "maven_version=" + VERSION)
                        .replaceFirst("(?m)^maven_sha512=.*", "maven_sha512=" + sha512));
        ProcessBuilder builder =
                new ProcessBuilder(List.of("/bin/sh", "-euc", ". \"$0\"; \"$maven\"", script.toString()));
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", tools.toString());
        all.put("HOME", home.toString());
        all.put("JAVA_HOME", System.getProperty("java.home"));
        all.put("root", root.toString());
        builder.environment().clear();
        builder.environment().putAll(all);
        return JavaProcess.runCommand(folder, builder);
    }
}
