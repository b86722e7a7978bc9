package org.lxt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.batch.Batch;
import org.lxt.cli.batch.ResultFile;
import org.lxt.cli.batch.Results;
import org.lxt.report.terminal.TerminalText;
import picocli.CommandLine;

/** Takes the results of many prompts to a file or to standard output, and says what came of them. */
final class BatchOutput {
    private final CommandLine line;
    private final @Nullable Path file;

    /**
     * An output.
     *
     * @param file where results go, or null for standard output
     */
    BatchOutput(CommandLine line, @Nullable Path file) {
        this.line = line;
        this.file = file;
    }

    /**
     * Runs a batch.
     *
     * @param prompts how many prompts it has
     * @return the exit code
     */
    int take(Batch batch, int prompts) throws IOException {
        if (file == null) {
            Results printed = new Printed(line.getOut());
            return code(batch.run(printed), prompts, printed);
        }
        int failed;
        ResultFile results = new ResultFile(file);
        try (results) {
            failed = batch.run(results);
        }
        line.getOut().println("written to " + TerminalText.visible(file.toString()));
        return code(failed, prompts, results);
    }

    private int code(int failed, int prompts, Results results) {
        if (failed == 0) {
            return CommandLine.ExitCode.OK;
        }
        line.getErr()
                .println("lxt: " + failed + " of " + prompts + " prompts could not be explained; why is said "
                        + TerminalText.visible(results.place()));
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Standard output. */
    private record Printed(PrintWriter out) implements Results {
        @Override
        public void add(String result) {
            out.print(result + "\n");
            WatchedOutput.require(out);
        }

        @Override
        public String place() {
            return "on standard output";
        }
    }
}
