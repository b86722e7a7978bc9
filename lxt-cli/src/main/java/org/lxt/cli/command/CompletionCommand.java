// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code lxt completion}. */
@CommandLine.Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints a script that lets a shell complete commands and options.",
        footer = {
            "",
            "Examples:",
            "  source <(lxt completion bash)",
            "  source <(lxt completion zsh)",
            "",
            "Exit codes: 0 printed, 2 called wrongly."
        })
final class CompletionCommand implements Runnable {
    /** Shells; one script serves both. */
    enum Shell {
        bash,
        zsh
    }

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    @SuppressWarnings("UnusedVariable") // one script serves both, and another shell is refused
    private Shell shell = Shell.bash;

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        spec.commandLine().getOut().print(AutoComplete.bash(root.getCommandName(), root));
        spec.commandLine().getOut().flush();
    }
}
