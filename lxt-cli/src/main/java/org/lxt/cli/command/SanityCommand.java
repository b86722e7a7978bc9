// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.WrongUse;
import org.lxt.cli.option.compute.ComputeOptions;
import org.lxt.cli.option.method.EvidenceChoice;
import org.lxt.cli.option.method.EvidenceOptions;
import org.lxt.cli.option.model.ModelOptions;
import org.lxt.cli.option.model.PackOption;
import org.lxt.cli.option.model.PluginOptions;
import org.lxt.cli.process.Interruption;
import org.lxt.cli.terminal.ProgressLine;
import org.lxt.evaluate.evidence.EvidenceFile;
import org.lxt.evaluate.output.SanityJson;
import org.lxt.evaluate.output.SanityTable;
import org.lxt.evaluate.sanity.SanityCheck;
import org.lxt.evaluate.sanity.SanityReport;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.explain.method.name.MethodName;
import org.lxt.report.terminal.TerminalText;
import org.lxt.spi.host.ModelMap;
import org.lxt.tasks.source.ModelSource;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lxt evaluate sanity}. */
@CommandLine.Command(
        name = "sanity",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Tells whether explanations depend on what a model learned, and on nothing but it.",
        footer = {
            "",
            "Parameters are drawn anew from the head down, layer by layer; explanations of what was learned change"
                    + " with them. And prompts are explained together, with other numbers of threads, and in float64;"
                    + " explanations stay.",
            "",
            "Example:",
            "  lxt evaluate sanity --first 20 --method attnlrp,cp-lrp,gradient --json sanity.json",
            "",
            "Exit codes: 0 evaluated, 1 could not be evaluated, 2 called wrongly, 130 interrupted."
        })
final class SanityCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private EvidenceChoice evidence = new EvidenceChoice();

    @Option(
            names = "--method",
            paramLabel = "METHODS",
            description = "Methods with commas between them, named as for 'lxt explain --method'; ${DEFAULT-VALUE} by"
                    + " default.")
    private String methods = "attnlrp,cp-lrp,gradient";

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the parameters that are drawn and of the intervals; ${DEFAULT-VALUE} by default.")
    private int seed;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private PackOption pack = new PackOption();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() throws IOException {
        List<MethodName> names = plugins.methods(EvidenceOptions.apart(methods));
        if (names.isEmpty()) {
            throw new WrongUse("--method names no method; name at least one");
        }
        ModelSource source = models.source();
        try (Interruption.Registration _ = Interruption.during(source::close)) {
            EvidenceFile file = evidence.file(source, models.isSample());
            compute.require(plugins.backends());
            ModelMap families = plugins.models();
            ProgressLine progress = ((LxtCommand) spec.root().userObject()).progress();
            SanityReport report;
            try (Interruption.Registration _ = Interruption.during(progress::close)) {
                report = new SanityCheck(source, () -> builder(source), families, file, names, seed)
                        .run((done, total) -> progress.counted("evaluating", done, total));
            }
            SanityTable.text(report)
                    .lines()
                    .forEach(line -> spec.commandLine().getOut().println(TerminalText.visible(line)));
            if (json != null) {
                Files.writeString(json, SanityJson.toString(report));
                spec.commandLine().getOut().println("written to " + TerminalText.visible(json.toString()));
            }
            return CommandLine.ExitCode.OK;
        }
    }

    private ExplainerBuilder builder(ModelSource source) {
        ExplainerBuilder builder = source.builder().backends(plugins.ownBackends());
        pack.applyTo(builder);
        compute.applyTo(builder);
        return builder;
    }
}
