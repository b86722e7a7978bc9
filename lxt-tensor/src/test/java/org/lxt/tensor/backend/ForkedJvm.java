// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class in a JVM of its own, on the class path of this one. */
public final class ForkedJvm {
    private ForkedJvm() {}

    /** What it printed, to either stream. */
    public record Result(int exitCode, String output) {
        /** Whether this JVM does not know or cannot obey one of the flags. */
        public boolean refusedFlag() {
            return output.contains("Unrecognized VM option")
                    || output.contains("Could not create the Java Virtual Machine");
        }
    }

    public static Result run(List<String> jvmFlags, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        // to the end of the output first: a process whose output nobody reads does not end
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
