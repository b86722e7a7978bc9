// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.compare;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code bench/compare}. */
@CommandLine.Command(
        name = "bench/compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs './lxt bench' and another program in turn, and compares their times.",
        footer = {
            "",
            "The other program prints what './lxt bench' prints: a line {\"forward_s\": ..., \"backward_s\": ...,"
                    + " \"total_s\": ...} for each repeat, of which it must tell the total alone, then one about itself, such as"
                    + " {\"load_s\": ..., \"peak_gb\": ...}. Lines that do not begin with { are passed over.",
            "",
            "Example:",
            "  bench/compare --ours \"--model DIR --tokens 512 --repeats 4\" --theirs \"python3 reference.py DIR 512 4\"",
            "",
            "Exit codes: 0 measured, 1 a program failed or printed something else, 2 called wrongly."
        })
final class CompareCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--ours", required = true, paramLabel = "ARGS", description = "Arguments of './lxt bench'.")
    private String ours = "";

    @Option(names = "--theirs", required = true, paramLabel = "COMMAND", description = "The other program's command.")
    private String theirs = "";

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Start each program N times, in turn; ${DEFAULT-VALUE} by default.")
    private int rounds = 3;

    @Option(
            names = "--skip",
            paramLabel = "N",
            description = "Do not count the first N repeats of a process; ${DEFAULT-VALUE} by default.")
    private int skip = 1;

    @Option(names = "--json", description = "Print one object of JSON instead of a table.")
    private boolean json;

    private final String launcher;

    private CompareCommand(String launcher) {
        this.launcher = launcher;
    }

    /**
     * Runs the command.
     *
     * @param launcher the shell words that start LXT's command line
     */
    static CommandLine commandLine(String launcher) {
        CommandLine line = new CommandLine(new CompareCommand(launcher));
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (!(exception instanceof CompareException)) {
                throw exception;
            }
            command.getErr().println("bench/compare: " + exception.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line;
    }

    /** The entry point: the launcher's path is a system property, set by the script. */
    public static void main(String[] args) {
        String path = System.getProperty("lxt.launcher", "./lxt");
        System.exit(commandLine("'" + path.replace("'", "'\\''") + "'").execute(args));
    }

    @Override
    public Integer call() {
        require("--rounds", rounds, 1);
        require("--skip", skip, 0);
        Program first = new Program("ours", launcher + " bench " + ours);
        Program second = new Program("theirs", theirs);
        List<ProgramRun> firstRuns = new ArrayList<>();
        List<ProgramRun> secondRuns = new ArrayList<>();
        double load = Machine.load();
        for (int round = 0; round < rounds; round++) {
            firstRuns.add(first.run(skip));
            secondRuns.add(second.run(skip));
        }
        Comparison comparison = new Comparison(
                new Measured(first, firstRuns, skip), new Measured(second, secondRuns, skip), Machine.here(load));
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? comparison.json() : comparison.text().stripTrailing());
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private void require(String option, int value, int least) {
        if (value < least) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), option + " must be at least " + least + ", not " + value);
        }
    }
}
