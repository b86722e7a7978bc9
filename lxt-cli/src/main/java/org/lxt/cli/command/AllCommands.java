// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The root command with all others. */
@CommandLine.Command(
        subcommands = {
            ExplainCommand.class,
            RankCommand.class,
            EvaluateCommand.class,
            PullCommand.class,
            InspectCommand.class,
            ModelsCommand.class,
            DoctorCommand.class,
            CheckCommand.class,
            PatchCommand.class,
            GraphCommand.class,
            VerifyCommand.class,
            BenchCommand.class,
            NewPluginCommand.class,
            CompletionCommand.class
        })
public final class AllCommands extends LxtCommand {
    public AllCommands(boolean progress, OutputStream out) {
        super(progress, out);
    }

    /** The command of this name, or null if there is none. */
    static @Nullable Class<?> named(String name) {
        for (Class<?> command :
                AllCommands.class.getAnnotation(CommandLine.Command.class).subcommands()) {
            if (command.getAnnotation(CommandLine.Command.class).name().equals(name)) {
                return command;
            }
        }
        return null;
    }
}
