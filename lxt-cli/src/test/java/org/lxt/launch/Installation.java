// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The launcher {@code ./lxt} and an application that is built, in a folder of its own whose name has a space.
 *
 * @param root holds the scripts
 * @param app holds the jars
 */
public record Installation(Path root, Path app) {
    private static final Path ROOT = Path.of(System.getProperty("lxt.root"));
    private static final String JDK = System.getProperty("java.home");

    public static Installation in(Path folder) throws IOException {
        Path root = Files.createDirectories(folder.resolve("a checkout"));
        copyScripts(root);
        Path app = Files.createDirectories(root.resolve("lxt-cli/target/quick/app"));
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        int folders = 0;
        for (Path entry : AppPath.entries()) {
            if (Files.isDirectory(entry)) {
                // lxt-asm/target/classes
                String module = entry.getParent().getParent().getFileName().toString();
                String file = app.resolve(module + "-" + folders++ + ".jar").toString();
                assertThat(jar.run(System.out, System.err, "--create", "--file", file, "-C", entry.toString(), "."))
                        .isZero();
            } else {
                Files.copy(entry, app.resolve(entry.getFileName()));
            }
        }
        Files.createFile(app.resolve(".built"));
        return new Installation(root, app);
    }

    /** The scripts as they are committed, and what they source. */
    public static void copyScripts(Path root) throws IOException {
        Files.createDirectories(root.resolve("launch"));
        for (String script : List.of("lxt", "build")) {
            Files.copy(ROOT.resolve(script), root.resolve(script));
            assertThat(root.resolve(script).toFile().setExecutable(true)).isTrue();
        }
        try (Stream<Path> sourced = Files.list(ROOT.resolve("launch"))) {
            for (Path file : sourced.toList()) {
                Files.copy(file, root.resolve("launch").resolve(file.getFileName()));
            }
        }
    }

    /** Files of the application, by the end of their names. */
    List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(app)) {
            return files.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
        }
    }

    JavaProcess.Result lxt(Path scratch, Map<String, String> environment, String... arguments) throws Exception {
        return run(scratch, root.resolve("lxt").toString(), environment, arguments);
    }

    /** Runs a command in the scratch folder. */
    public static JavaProcess.Result run(
            Path scratch, String program, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(scratch.toFile());
        builder.environment().keySet().removeAll(List.of("LXT_JAVA_OPTS", "_JAVA_OPTIONS"));
        builder.environment().put("JAVA_HOME", JDK);
        builder.environment().putAll(environment);
        return JavaProcess.runCommand(scratch, builder);
    }

    public static void executable(Path file, String lines) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
