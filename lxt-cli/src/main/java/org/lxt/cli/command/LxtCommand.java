// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import java.io.OutputStream;
import org.lxt.cli.process.LxtVersion;
import org.lxt.cli.terminal.ProgressLine;
import org.lxt.cli.terminal.ShowsProgress;
import picocli.CommandLine;

/** The root command. {@link AllCommands} has all that it can be told, and one of them alone stands for the others where it is named. */
@CommandLine.Command(
        name = "lxt",
        mixinStandardHelpOptions = true,
        version = "lxt " + LxtVersion.VERSION,
        description = "Explains which parts of a prompt a transformer's answer came from.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  lxt explain",
            "  lxt explain --model DIR --html why.html \"The 1922 expedition reached 8,\"",
            "  lxt inspect --model DIR",
            "",
            "Exit codes: 0 done, 1 could not be done, 2 called wrongly, 130 interrupted."
        })
public class LxtCommand implements Runnable, ShowsProgress {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Whether standard error is a terminal that a line of progress may be painted on. */
    private final boolean progress;

    /** Standard output, for bytes that are not text. */
    private final OutputStream out;

    public LxtCommand(boolean progress, OutputStream out) {
        this.progress = progress;
        this.out = out;
    }

    /**
     * The command line for these arguments. To describe a command to the parser takes several milliseconds, and there are many: if
     * the first argument names one that has no use for the others, it is the only one.
     */
    public static CommandLine line(boolean progress, OutputStream out, String... args) {
        Class<?> named = args.length == 0 ? null : AllCommands.named(args[0]);
        if (named == null || named == CompletionCommand.class) {
            return new CommandLine(new AllCommands(progress, out));
        }
        return new CommandLine(new LxtCommand(progress, out)).addSubcommand(new CommandLine(named));
    }

    OutputStream out() {
        return out;
    }

    @Override
    public ProgressLine progress() {
        return progress ? ProgressLine.on(spec.commandLine().getErr()) : ProgressLine.hidden();
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }
}
