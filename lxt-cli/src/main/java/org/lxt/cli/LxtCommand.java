package org.lxt.cli;

import picocli.CommandLine;

/** The root command. */
@CommandLine.Command(
        name = "lxt",
        mixinStandardHelpOptions = true,
        version = "lxt 0.1.0-SNAPSHOT",
        description = "Explains which parts of a prompt a transformer's answer came from.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ExplainCommand.class,
            InspectCommand.class,
            ModelsCommand.class,
            DoctorCommand.class,
            CheckCommand.class
        })
final class LxtCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }
}
