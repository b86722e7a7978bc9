// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a JVM of its own. */
public final class JavaProcess {
    private static final long SECONDS = 120;

    /** What came out. */
    public record Result(int code, String out, String err) {}

    private JavaProcess() {}

    public static Result run(Path scratch, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return runCommand(scratch, new ProcessBuilder(command));
    }

    /** Output goes to files, so that a full pipe cannot hold the process up. */
    public static Result runCommand(Path scratch, ProcessBuilder builder) throws IOException, InterruptedException {
        return runCommand(scratch, builder, SECONDS);
    }

    public static Result runCommand(Path scratch, ProcessBuilder builder, long seconds)
            throws IOException, InterruptedException {
        Path out = scratch.resolve("stdout");
        Path err = scratch.resolve("stderr");
        // set by a developer's shell, these would print lines of their own
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "LXT_DEBUG"));
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("no end after " + seconds + " seconds: " + builder.command());
        }
        return new Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
