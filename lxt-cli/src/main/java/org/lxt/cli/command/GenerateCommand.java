// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lxt.evaluate.generate.PromptKind;
import org.lxt.report.terminal.TerminalText;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lxt evaluate generate}. */
@CommandLine.Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes prompts whose evidence is known, a JSON object per line.",
        footer = {
            "",
            "needle: a number hidden among sentences that say nothing and two other numbers.",
            "variables: three assignments that lead from a variable to its value, among others that do not.",
            "",
            "Example:",
            "  lxt evaluate generate needle --count 50 --sentences 40 --out needles.jsonl"
        })
final class GenerateCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "KIND", description = "needle or variables.")
    private String kind = "";

    @Option(names = "--count", paramLabel = "N", description = "How many prompts; ${DEFAULT-VALUE} by default.")
    private int count = 50;

    @Option(
            names = "--sentences",
            paramLabel = "N",
            description = "How many sentences that say nothing are in each; ${DEFAULT-VALUE} by default.")
    private int sentences = 12;

    @Option(names = "--seed", paramLabel = "N", description = "Of what is drawn; ${DEFAULT-VALUE} by default.")
    private int seed;

    @Option(names = "--out", paramLabel = "FILE", description = "Write to this file; by default to standard output.")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException {
        List<String> lines = PromptKind.of(kind).lines(count, sentences, seed);
        if (file == null) {
            lines.forEach(line -> spec.commandLine().getOut().print(line + "\n"));
        } else {
            Files.write(file, lines);
            spec.commandLine()
                    .getOut()
                    .println(lines.size() + " prompts written to " + TerminalText.visible(file.toString()));
        }
        return CommandLine.ExitCode.OK;
    }
}
