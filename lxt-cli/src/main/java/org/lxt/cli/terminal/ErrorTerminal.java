// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Whether standard error is a terminal, which the JDK cannot say. */
public final class ErrorTerminal {
    private static final Path LINK = Path.of("/proc/self/fd/2");
    private static final Path SHELL = Path.of("/bin/sh");
    private static final long SECONDS = 1;

    private ErrorTerminal() {}

    public static boolean isThere() {
        try {
            if (Files.isSymbolicLink(LINK)) {
                return isTerminal(Files.readSymbolicLink(LINK).toString());
            }
            return Files.isExecutable(SHELL) && ask();
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** By the name of a device of Linux. */
    static boolean isTerminal(String device) {
        return device.matches("/dev/(pts/\\d+|tty.*|console|hvc\\d+)");
    }

    private static boolean ask() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(SHELL.toString(), "-c", "test -t 2")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }
}
