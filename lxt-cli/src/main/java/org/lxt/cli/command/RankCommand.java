// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.WrongUse;
import org.lxt.cli.option.compute.ComputeOptions;
import org.lxt.cli.option.method.MethodOptions;
import org.lxt.cli.option.model.ModelOptions;
import org.lxt.cli.option.model.PluginOptions;
import org.lxt.cli.option.output.ReportOptions;
import org.lxt.cli.option.output.TerminalOptions;
import org.lxt.cli.process.Interruption;
import org.lxt.cli.terminal.ProgressLine;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.report.Report;
import org.lxt.report.format.RenderOptions;
import org.lxt.report.format.ReportFormats;
import org.lxt.report.terminal.TerminalReport;
import org.lxt.report.terminal.TerminalText;
import org.lxt.tasks.json.PassageFile;
import org.lxt.tasks.rank.PairLayout;
import org.lxt.tasks.rank.Passage;
import org.lxt.tasks.rank.RankTask;
import org.lxt.tasks.rank.Ranked;
import org.lxt.tasks.rank.Ranking;
import org.lxt.tasks.source.ModelSource;
import org.lxt.tasks.source.OpenModel;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lxt rank}. */
@CommandLine.Command(
        name = "rank",
        modelTransformer = RankCommand.OfFormats.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Ranks passages for a query by a reranker, and shows what of the query and of each passage its score came"
                        + " from.",
        footer = {
            "",
            "Examples:",
            "  lxt rank --model ms-marco-MiniLM-L6-v2 --passages passages.txt \"Which planet is red?\"",
            "  lxt rank --model bge-reranker-base --passage TEXT --passage TEXT --html why.html QUERY",
            "  lxt rank --model Qwen3-Reranker-0.6B --instruct \"Find its source.\" --passages passages.jsonl QUERY",
            "",
            "Exit codes: 0 ranked, 1 could not be ranked, 2 called wrongly, 130 interrupted."
        })
final class RankCommand implements Callable<Integer> {
    private static final int SHOWN = 60;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(arity = "1", paramLabel = "QUERY", description = "What the passages are ranked for.")
    private String query = "";

    @Option(names = "--passage", paramLabel = "TEXT", description = "A passage; several times for several.")
    private List<String> texts = new ArrayList<>();

    @Option(
            names = "--passages",
            paramLabel = "FILE",
            description = "Passages, one per line; in a .jsonl file as objects with a text and, if wanted, a name.")
    private @Nullable Path file;

    @Option(
            names = "--instruct",
            paramLabel = "TEXT",
            description =
                    "What the model is told to look for; a cross-encoder reads it before the query; without it, what its"
                            + " files say, or else, of a language model, that of a web search.")
    private @Nullable String instruction;

    @Option(
            names = "--layout",
            paramLabel = "TEXT",
            description =
                    "How a pair is put to a language model: {query}, {passage} and {instruction} stand for them, \\n for a"
                            + " line end; without it, by its chat template, or as Qwen3-Reranker has it.")
    private @Nullable String layout;

    @Mixin
    private MethodOptions method = new MethodOptions();

    @Option(names = "--scores", description = "Print the ranking alone.")
    private boolean scoresAlone;

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private TerminalOptions view = new TerminalOptions();

    /** With an option for each format. */
    private final ReportOptions reports = new ReportOptions();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    /** Adds an option for each format of reports that is installed. */
    static final class OfFormats implements CommandLine.IModelTransformer {
        @Override
        public CommandLine.Model.CommandSpec transform(CommandLine.Model.CommandSpec spec) {
            ((RankCommand) spec.userObject()).reports.addTo(spec, ReportFormats.find());
            return spec;
        }
    }

    @Override
    public Integer call() throws IOException {
        if (texts.isEmpty() == (file == null)) {
            throw new WrongUse("give the passages as --passage TEXT, several times, or as --passages FILE");
        }
        view.require();
        method.require();
        List<Passage> passages = file != null ? PassageFile.read(file) : named();
        String problem = reports.problem(passages.size(), false);
        if (problem != null) {
            throw new WrongUse(problem);
        }
        reports.requirePlaces();
        RankTask task = new RankTask(
                query,
                passages,
                instruction,
                layout == null
                        ? null
                        : new PairLayout(layout.replace("\\n", "\n").replace("\\t", "\t")));
        ModelSource source = models.source();
        LxtCommand root = (LxtCommand) spec.root().userObject();
        ProgressLine progress = root.progress();
        ExplainerBuilder builder = source.builder().progress(progress);
        method.applyTo(builder, plugins);
        compute.require(plugins.backends());
        compute.applyTo(builder);
        try (Interruption.Registration _ = Interruption.during(source::close);
                Interruption.Registration _ = Interruption.during(progress::close);
                OpenModel opened = source.open(builder)) {
            OpenModel model = opened.with(method.of(opened.explainer()));
            Ranking ranking = task.rank(model);
            progress.done();
            show(ranking, root);
        }
        return CommandLine.ExitCode.OK;
    }

    private List<Passage> named() {
        List<Passage> passages = new ArrayList<>();
        texts.forEach(text -> passages.add(new Passage("passage " + (passages.size() + 1), text)));
        return passages;
    }

    private void show(Ranking ranking, LxtCommand root) throws IOException {
        Report report = view.shown(ranking.result().report());
        PrintWriter out = spec.commandLine().getOut();
        if (!reports.takeStandardOutput()) {
            print(ranking, out);
            if (!scoresAlone) {
                out.println();
                out.print(TerminalReport.toString(report, view.onTerminal()));
            }
            out.flush();
        }
        PrintWriter told = reports.takeStandardOutput() ? spec.commandLine().getErr() : out;
        reports.write(report, RenderOptions.USUAL.with(view.inFile()), root.out())
                .forEach(written -> told.println("written to " + TerminalText.visible(written.toString())));
    }

    private static void print(Ranking ranking, PrintWriter out) {
        int width = ranking.passages().stream()
                .mapToInt(r -> r.passage().name().length())
                .max()
                .orElse(0);
        int rank = 0;
        for (Ranked one : ranking.passages()) {
            rank++;
            String logit = ranking.isSigmoid() ? String.format(Locale.ROOT, "  (logit %+.4f)", one.logit()) : "";
            String name = TerminalText.visible(one.passage().name());
            out.printf(
                    Locale.ROOT,
                    "%3d  %8.4f%s  %s  %s%n",
                    rank,
                    one.score(),
                    logit,
                    name + " ".repeat(Math.max(0, width - name.length())),
                    TerminalText.quoted(beginning(one.passage().text())));
        }
    }

    private static String beginning(String text) {
        int end = text.offsetByCodePoints(0, Math.min(SHOWN, text.codePointCount(0, text.length())));
        return end == text.length() ? text : text.substring(0, end) + "...";
    }
}
