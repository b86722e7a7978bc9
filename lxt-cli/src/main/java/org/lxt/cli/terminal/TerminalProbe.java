// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * What standard output is connected to. The JDK only knows whether both input and output are a terminal, so the shell is
 * asked where there is one.
 *
 * @param isTerminal whether it is a terminal
 * @param columns its width, if it tells
 */
public record TerminalProbe(boolean isTerminal, OptionalInt columns) {
    private static final Path SHELL = Path.of("/bin/sh");
    private static final int DEFAULT = 80;
    private static final int NARROWEST = 20;
    private static final int WIDEST = 10_000;
    private static final int NOT_A_TERMINAL = 3;
    private static final long SECONDS = 2;

    public static TerminalProbe run() {
        if (!Files.isExecutable(SHELL)) {
            return new TerminalProbe(isConsole(), OptionalInt.empty());
        }
        try {
            return ask();
        } catch (IOException _) {
            return new TerminalProbe(isConsole(), OptionalInt.empty());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new TerminalProbe(false, OptionalInt.empty());
        }
    }

    @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where there is no terminal
    private static boolean isConsole() {
        java.io.Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static TerminalProbe ask() throws IOException, InterruptedException {
        String script = "test -t 1 || exit " + NOT_A_TERMINAL + "; exec stty size </dev/tty >&2";
        Process process = new ProcessBuilder(SHELL.toString(), "-c", script)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return new TerminalProbe(isConsole(), OptionalInt.empty());
        }
        // The answer is a few bytes, which the pipe holds.
        String answer = new String(process.getErrorStream().readAllBytes(), StandardCharsets.US_ASCII);
        return new TerminalProbe(process.exitValue() != NOT_A_TERMINAL, parse(answer));
    }

    /** Reads {@code rows columns}. */
    static OptionalInt parse(String size) {
        String[] numbers = size.strip().split(" ", -1);
        return numbers.length == 2 ? positive(numbers[1]) : OptionalInt.empty();
    }

    private static OptionalInt positive(String number) {
        return number.matches("[1-9]\\d{0,8}") ? OptionalInt.of(Integer.parseInt(number)) : OptionalInt.empty();
    }

    /** Columns to print in: as COLUMNS says, else as many as the terminal has, else 80. */
    public int width(Map<String, String> environment) {
        OptionalInt told = positive(environment.getOrDefault("COLUMNS", "").strip());
        int width = told.isPresent() ? told.getAsInt() : columns.orElse(DEFAULT);
        return Math.clamp(width, NARROWEST, WIDEST);
    }
}
