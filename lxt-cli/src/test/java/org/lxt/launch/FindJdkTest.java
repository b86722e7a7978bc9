// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The part of the launch scripts that finds a JDK. The JDKs here are empty shells with a version. */
@EnabledOnOs(OS.LINUX)
class FindJdkTest {
    private static final Path SCRIPT = Path.of(System.getProperty("lxt.root"), "launch", "find-jdk.sh");
    private static final Path SHELL = Path.of("/bin/sh");

    @TempDir
    Path folder;

    private Path tools;

    /** A PATH with what the script calls and no java of the machine's own. */
    @BeforeEach
    void offerTools() throws IOException {
        tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("sed", "dirname", "readlink")) {
            Path usual = Path.of("/usr/bin", tool);
            Path real = Files.exists(usual) ? usual : Path.of("/bin", tool);
            executable(tools.resolve(tool), "exec " + real + " \"$@\"");
        }
    }

    @Test
    void withNothingButAnOldJdkItSaysSoInOneSentence() throws Exception {
        Path old = jdk("jdk-17", "17.0.12");
        JavaProcess.Result result = find(Map.of("JAVA_HOME", old.toString(), "PATH", path(old)));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("LXT for Java needs a JDK 25 or newer and found none: install one")
                .endsWith("and set JAVA_HOME to its folder.");
    }

    @Test
    void withNoJdkAtAllItSaysTheSame() throws Exception {
        JavaProcess.Result result = find(Map.of("PATH", tools.toString()));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void javaHomeIsPreferredWhenItIsNewEnough() throws Exception {
        Path home = jdk("home jdk", "26-ea");
        Path other = jdk("other", "25.0.1");
        assertThat(find(Map.of("JAVA_HOME", home.toString(), "PATH", path(other), "LXT_JDK_FOLDERS", other.toString())))
                .isEqualTo(found(home));
    }

    @Test
    void theJdkOnThePathIsUsedWhenJavaHomeIsTooOld() throws Exception {
        Path old = jdk("old", "1.8.0_402");
        Path onPath = jdk("on-path", "25");
        assertThat(find(Map.of("JAVA_HOME", old.toString(), "PATH", path(onPath))))
                .isEqualTo(found(onPath));
    }

    @Test
    void aNewJdkBesideAnOldDefaultIsFound() throws Exception {
        Path old = jdk("jvm/jdk-21", "21.0.4");
        Path fresh = jdk("jvm/jdk-25", "25.0.1");
        String all = folder.resolve("jvm") + "/*";
        assertThat(find(Map.of("PATH", path(old), "LXT_JDK_FOLDERS", all))).isEqualTo(found(fresh));
    }

    @Test
    void aRuntimeWithoutCompilerIsNotAJdk() throws Exception {
        Path runtime = jdk("jre", "25.0.1");
        Files.delete(runtime.resolve("bin").resolve("javac"));
        assertThat(find(Map.of("JAVA_HOME", runtime.toString(), "PATH", tools.toString()))
                        .code())
                .isEqualTo(2);
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Path bin = Files.createDirectories(home.resolve("bin"));
        executable(bin.resolve("javac"), "exit 1");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void executable(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private String path(Path jdk) {
        return jdk.resolve("bin") + ":" + tools;
    }

    private static JavaProcess.Result found(Path jdk) {
        return new JavaProcess.Result(0, jdk + "\n", "");
    }

    /** Sources the script as the launchers do and prints what it chose. */
    private JavaProcess.Result find(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(SHELL.toString(), "-euc", ". \"$0\"; echo \"$JAVA_HOME\"", SCRIPT.toString());
        builder.environment().clear();
        builder.environment().put("LXT_JDK_FOLDERS", "");
        builder.environment().putAll(environment);
        return JavaProcess.runCommand(folder, builder);
    }
}
