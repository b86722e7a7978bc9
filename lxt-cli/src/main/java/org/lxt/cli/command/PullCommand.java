// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.option.model.HubOptions;
import org.lxt.cli.terminal.ProgressLine;
import org.lxt.hub.HubModel;
import org.lxt.hub.PullListener;
import org.lxt.hub.PullProgress;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lxt pull}. */
@CommandLine.Command(
        name = "pull",
        mixinStandardHelpOptions = true,
        description =
                "Fetches a model from the hub into the cache that Hugging Face's libraries share, and prints where it is.",
        footer = {
            "",
            "Examples:",
            "  lxt pull ORG/NAME",
            "  lxt pull ORG/NAME --file NAME-Q4_K_M.gguf",
            "  lxt explain --model ORG/NAME PROMPT",
            "",
            "Environment: HF_TOKEN, HF_HOME, HF_HUB_CACHE, HF_ENDPOINT, HF_HUB_OFFLINE, HTTPS_PROXY.",
            "Exit codes: 0 it is there, 1 it could not be fetched, 2 called wrongly or there is no such model."
        })
final class PullCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @CommandLine.ParentCommand
    private LxtCommand parent = new LxtCommand(false, OutputStream.nullOutputStream());

    @Parameters(paramLabel = "ORG/NAME", description = "The model, as on its page.")
    private String model = "";

    @Option(
            names = "--revision",
            paramLabel = "REVISION",
            description = "A branch, a tag or a whole commit; main by default.")
    private @Nullable String revision;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "One file of the model alone, such as a GGUF file, with all its parts if it is split.")
    private @Nullable String file;

    @Option(names = "--quiet", description = "Nothing but where it is.")
    private boolean quiet;

    @Mixin
    private HubOptions hub = new HubOptions();

    /** Says on standard error what was fetched, a line each, and shows it on a terminal while it comes. */
    private static final class Told implements PullListener {
        private final PullListener shown;
        private final ProgressLine line;
        private final PrintWriter err;
        private final boolean quiet;
        private String last = "";
        private long fetched;

        Told(PullListener shown, ProgressLine line, PrintWriter err, boolean quiet) {
            this.shown = shown;
            this.line = line;
            this.err = err;
            this.quiet = quiet;
        }

        @Override
        public void at(PullProgress progress) {
            shown.at(progress);
            fetched = progress.fetched();
            if (progress.isFileDone() && !progress.file().equals(last)) {
                last = progress.file();
                if (!quiet) {
                    line.above(err, String.format(Locale.ROOT, "%14s  %s", size(progress.fileSize()), last));
                }
            }
        }

        private static String size(long bytes) {
            return bytes < 1_000_000
                    ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                    : String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
        }

        /** How it ended. */
        String summary() {
            return last.isEmpty() ? "all of it was in the cache" : size(fetched) + " fetched";
        }
    }

    @Override
    public Integer call() {
        HubModel named = HubModel.parse(model).orElseGet(() -> HubModel.of(model));
        HubModel wanted = file == null ? named : named.withFile(file);
        PrintWriter err = spec.commandLine().getErr();
        try (ProgressLine line = quiet ? ProgressLine.hidden() : parent.progress()) {
            Told told = new Told(HubOptions.onTerminal(line), line, err, quiet);
            Path path = hub.hub().pull(revision == null ? wanted : wanted.at(revision), told);
            line.done();
            if (!quiet) {
                err.println(wanted.id() + ": " + told.summary());
                err.flush();
            }
            spec.commandLine().getOut().println(path);
            return CommandLine.ExitCode.OK;
        }
    }
}
