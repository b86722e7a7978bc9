// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.failure.Failures;
import org.lxt.cli.terminal.ProgressLine;
import org.lxt.cli.terminal.WatchedOutput;
import org.lxt.report.terminal.TerminalText;
import org.lxt.tasks.batch.BatchHost;
import org.lxt.tasks.batch.BatchTask;
import org.lxt.tasks.batch.ResultFile;
import org.lxt.tasks.batch.ResultLines;
import org.lxt.tasks.batch.Results;
import org.lxt.tasks.source.OpenModel;
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
     * @return the exit code
     */
    int take(BatchTask batch, OpenModel model, ProgressLine progress) throws IOException {
        BatchHost host = new Host(progress);
        int prompts = batch.file().lines().size();
        if (file == null) {
            Results printed = new Printed(line.getOut());
            return code(batch.run(model, printed, host), prompts, printed);
        }
        int failed;
        ResultFile results = new ResultFile(file);
        try (results) {
            failed = batch.run(model, results, host);
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

    /** Shows progress on its line, and words failures in terms of options. */
    private record Host(ProgressLine progress) implements BatchHost {
        @Override
        public void doing(String what) {
            progress.work(what);
        }

        @Override
        public String sentence(Exception failure) {
            return Failures.sentence(failure);
        }
    }

    /** Standard output. */
    private static final class Printed extends ResultLines {
        private final PrintWriter out;

        Printed(PrintWriter out) {
            this.out = out;
        }

        @Override
        protected void add(String result) {
            out.print(result + "\n");
            WatchedOutput.require(out);
        }

        @Override
        public String place() {
            return "on standard output";
        }
    }
}
