// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.lxt.api.LxtException;
import org.lxt.cli.command.ExplainCommand;
import org.lxt.cli.command.LxtCommand;
import org.lxt.cli.failure.Failures;
import org.lxt.cli.input.Numbers;
import org.lxt.cli.process.Interruption;
import org.lxt.cli.process.VectorModule;
import org.lxt.cli.terminal.ErrorTerminal;
import org.lxt.cli.terminal.WatchedOutput;
import picocli.CommandLine;

/** Entry point of {@code lxt}. */
public final class Main {
    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        VectorModule.addIfAsked();
        WatchedOutput watched = new WatchedOutput(new FileOutputStream(FileDescriptor.out));
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Interruption.handle();
        System.exit(watched.code(run(watched, err, ErrorTerminal.isThere(), args), err));
    }

    /** Runs a command that shows no progress. */
    static int run(OutputStream out, PrintWriter err, String... args) {
        return run(out, err, false, args);
    }

    /** Runs a command: 0 when it did what was asked, 1 when it could not, 2 when it was called wrongly. */
    static int run(OutputStream out, PrintWriter err, boolean progress, String... args) {
        CommandLine line = LxtCommand.line(progress, out, args);
        PrintWriter text = new PrintWriter(out, true, StandardCharsets.UTF_8);
        line.setOut(text);
        line.setErr(err);
        line.setExecutionExceptionHandler(Failures::report);
        line.setParameterExceptionHandler(Failures::reportUsage);
        // Otherwise -html, a mistyped --html, would be read as -h and three more options.
        line.setPosixClusteredShortOptionsAllowed(false);
        Numbers.register(line);
        int code = code(line, args);
        text.flush();
        err.flush();
        return code;
    }

    private static int code(CommandLine line, String... args) {
        try {
            ExplainCommand.addFormatsOfPlugins(line, args);
        } catch (LxtException e) {
            return Failures.report(e, line, null);
        }
        return line.execute(args);
    }
}
