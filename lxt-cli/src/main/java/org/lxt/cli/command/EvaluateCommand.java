// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.Spelling;
import org.lxt.cli.input.WrongUse;
import org.lxt.cli.option.compute.ComputeOptions;
import org.lxt.cli.option.method.EvidenceOptions;
import org.lxt.cli.option.model.ModelOptions;
import org.lxt.cli.option.model.PackOption;
import org.lxt.cli.option.model.PluginOptions;
import org.lxt.cli.process.Interruption;
import org.lxt.cli.terminal.ProgressLine;
import org.lxt.evaluate.evidence.EvidenceFile;
import org.lxt.evaluate.faithfulness.FaithfulnessKind;
import org.lxt.evaluate.output.CurvePlot;
import org.lxt.evaluate.output.EvaluationCsv;
import org.lxt.evaluate.output.EvaluationJson;
import org.lxt.evaluate.output.EvaluationPlot;
import org.lxt.evaluate.output.EvaluationSummary;
import org.lxt.evaluate.output.EvaluationTable;
import org.lxt.evaluate.run.Evaluation;
import org.lxt.evaluate.run.EvaluationPlan;
import org.lxt.evaluate.run.EvaluationRun;
import org.lxt.evaluate.statistic.Bootstrap;
import org.lxt.evaluate.statistic.PairedComparison;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.report.terminal.TerminalText;
import org.lxt.tasks.source.ModelSource;
import org.lxt.tasks.source.OpenModel;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lxt evaluate}. */
@CommandLine.Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Tells how well methods find evidence that is known, with intervals.",
        footer = {
            "",
            "Examples:",
            "  lxt evaluate",
            "  lxt evaluate --sample steps --hops 0,1,2,3 --measure logit,log-probability",
            "  lxt evaluate generate needle --out prompts.jsonl",
            "  lxt evaluate --model DIR --evidence prompts.jsonl --method attnlrp,cp-lrp,occlusion --results run.jsonl",
            "",
            "Exit codes: 0 evaluated, 1 could not be evaluated, 2 called wrongly, 130 interrupted."
        },
        subcommands = {GenerateCommand.class, SanityCommand.class})
final class EvaluateCommand implements Callable<Integer> {
    private static final String CURVES = FaithfulnessKind.CURVES.toString();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private EvidenceOptions evidence = new EvidenceOptions();

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description = "Add what is found to this file, a line of JSON each, and go on from what is in it already.")
    private @Nullable Path results;

    @Option(names = "--json", paramLabel = "FILE", description = "Write means, intervals and differences as JSON.")
    private @Nullable Path json;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write the figures of each prompt as CSV.")
    private @Nullable Path csv;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the tables as Markdown.")
    private @Nullable Path markdown;

    @Option(names = "--svg", paramLabel = "FILE", description = "Write a plot of one figure, see --figure.")
    private @Nullable Path svg;

    @Option(
            names = "--figure",
            paramLabel = "NAME",
            description =
                    "The figure that is plotted, such as sentence.share, or curves, the mean MoRF and LeRF curves of"
                            + " each method; the first by default.")
    private @Nullable String figure;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the draws for intervals and tests; ${DEFAULT-VALUE} by default.")
    private int seed;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private PackOption pack = new PackOption();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() throws IOException {
        if (figure != null && svg == null) {
            throw new WrongUse("--figure names what is plotted; give --svg FILE with it");
        }
        EvaluationPlan plan = evidence.plan(plugins);
        if (CURVES.equals(figure) && !plan.faithfulness().kinds().contains(FaithfulnessKind.CURVES)) {
            throw new WrongUse("--figure curves plots what --faithfulness curves computes; give both");
        }
        ModelSource source = models.source();
        try (Interruption.Registration _ = Interruption.during(source::close)) {
            EvidenceFile file = evidence.file(source, models.isSample());
            ExplainerBuilder builder = source.builder();
            pack.applyTo(builder);
            plugins.applyTo(builder, null);
            compute.require(plugins.backends());
            compute.applyTo(builder);
            ProgressLine progress = ((LxtCommand) spec.root().userObject()).progress();
            Evaluation evaluation;
            try (Interruption.Registration _ = Interruption.during(progress::close);
                    OpenModel model = source.open(builder)) {
                evaluation = new EvaluationRun(model, file, plan)
                        .run(results, (done, total) -> progress.counted("evaluating", done, total));
            }
            return show(evaluation);
        }
    }

    private int show(Evaluation evaluation) throws IOException {
        if (evaluation.findings().isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("lxt: the model answers none of the " + evaluation.prompts()
                            + " prompts as the file says, so there is nothing to evaluate; --all-prompts evaluates them"
                            + " all the same");
            return CommandLine.ExitCode.SOFTWARE;
        }
        EvaluationSummary summary =
                EvaluationSummary.of(evaluation, Bootstrap.USUAL.seed(seed), PairedComparison.USUAL.seed(seed));
        EvaluationTable.text(summary)
                .lines()
                .forEach(line -> spec.commandLine().getOut().println(TerminalText.visible(line)));
        write(json, EvaluationJson.toString(summary));
        write(csv, EvaluationCsv.toString(evaluation));
        write(markdown, EvaluationTable.markdown(summary));
        if (svg != null) {
            write(svg, plot(summary));
        }
        return CommandLine.ExitCode.OK;
    }

    private String plot(EvaluationSummary summary) {
        if (!CURVES.equals(figure)) {
            return EvaluationPlot.svg(summary, plotted(summary.evaluation().figures()));
        }
        return CurvePlot.svg(summary);
    }

    private String plotted(List<String> figures) {
        if (figure == null) {
            return figures.getFirst();
        }
        if (!figures.contains(figure)) {
            String meant = Spelling.nearest(figure, figures)
                    .map(name -> "; did you mean '" + name + "'?")
                    .orElse("; there are " + String.join(", ", figures));
            throw new WrongUse("there is no figure '" + figure + "'" + meant);
        }
        return figure;
    }

    private void write(@Nullable Path file, String text) throws IOException {
        if (file != null) {
            Files.writeString(file, text);
            spec.commandLine().getOut().println("written to " + TerminalText.visible(file.toString()));
        }
    }
}
