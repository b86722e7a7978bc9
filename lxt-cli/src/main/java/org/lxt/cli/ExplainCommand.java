package org.lxt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.Attribution;
import org.lxt.explain.Detail;
import org.lxt.explain.ExplainException;
import org.lxt.explain.Explainer;
import org.lxt.explain.Generation;
import org.lxt.explain.Prompt;
import org.lxt.explain.Request;
import org.lxt.rules.RuleSet;
import org.lxt.samples.Sample;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lxt explain}. */
@CommandLine.Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows which tokens of a prompt the model's next token came from.",
        footer = {
            "",
            "Examples:",
            "  lxt explain",
            "  lxt explain --model Llama-3.2-1B-Instruct \"The 1922 expedition reached 8,\"",
            "  lxt explain --model DIR --target \" beans\" --contrast \" rice\" --html why.html \"...\"",
            "",
            "Exit codes: 0 explained, 1 could not be explained, 2 called wrongly."
        })
final class ExplainCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "PROMPT",
            description = "The text to put to the model; '-' reads it from standard input.")
    private @Nullable String prompt;

    @Option(names = "--prompt-file", paramLabel = "FILE", description = "Read the text from a file.")
    private @Nullable Path promptFile;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Hugging Face checkpoint folder; without it, a small sample model is explained.")
    private @Nullable Path folder;

    @Option(
            names = "--ids",
            paramLabel = "FILE",
            description = "Read the prompt as token ids: a JSON array, or numbers apart by spaces or commas.")
    private @Nullable Path ids;

    @Option(
            names = "--rules",
            paramLabel = "SET",
            converter = RuleSets.class,
            description = "attnlrp, cp-lrp or gradient; by default what the model's family prefers.")
    private @Nullable RuleSet rules;

    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Option(
            names = "--generate",
            paramLabel = "N",
            description =
                    "Continue the prompt greedily by up to N tokens, one forward pass each, and explain them all.")
    private int generate;

    @Mixin
    private ReportOptions reports = new ReportOptions();

    @Option(
            names = "--checkpointing",
            description = "Keep less in memory and compute layers twice; the result is the same to the bit.")
    private boolean checkpointing;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Override
    public Integer call() throws IOException {
        if (prompt != null && ids != null) {
            throw usage("give the prompt as text or as --ids FILE, not both");
        }
        if (promptFile != null && (prompt != null || ids != null)) {
            throw usage("--prompt-file FILE is the prompt, so give neither a text nor --ids");
        }
        if (generate < 0) {
            throw usage("--generate must be at least 1");
        }
        if (generate > 0 && targets.areGiven()) {
            throw usage(
                    "--generate explains the tokens that it generates; leave --target, --contrast and --position out");
        }
        reports.requirePlaces();
        if (folder != null) {
            explain(Explainer.builder(folder), null);
            return CommandLine.ExitCode.OK;
        }
        try (Sample sample = Sample.decoder()) {
            explain(Explainer.builder(sample.folder()).name("sample decoder"), sample.prompt());
        }
        return CommandLine.ExitCode.OK;
    }

    private void explain(Explainer.Builder builder, @Nullable String samplePrompt) throws IOException {
        Prompt input = prompt(samplePrompt);
        builder.threads(compute.threads).checkpointing(checkpointing);
        if (rules != null) {
            builder.rules(rules);
        }
        if (compute.backend != null) {
            builder.backend(compute.backend);
        }
        try (Explainer explainer = builder.open()) {
            List<Attribution> attributions = explainer
                    .explain(List.of(request(explainer, input)), EnumSet.of(Detail.LEDGER, Detail.LATENT))
                    .getFirst();
            PrintWriter out = spec.commandLine().getOut();
            TerminalHeatmap heatmap = new TerminalHeatmap(out, TerminalColors.detect());
            attributions.forEach(heatmap::print);
            reports.write(attributions, out);
        }
    }

    private Request request(Explainer explainer, Prompt input) {
        if (generate == 0) {
            return new Request(input, targets.resolve());
        }
        Generation generation = explainer.generate(input, generate);
        if (generation.generated().length == 0) {
            throw new ExplainException("the model ends its answer at once, so there is no generated token to explain");
        }
        return new Request(generation.prompt(), generation.targets());
    }

    private Prompt prompt(@Nullable String samplePrompt) throws IOException {
        if (ids != null) {
            return Prompt.ofIds(TokenIds.read(ids));
        }
        if (promptFile != null) {
            return Prompt.of(PromptText.of(promptFile));
        }
        if (prompt != null) {
            return Prompt.of(prompt.equals("-") ? PromptText.of(System.in) : prompt);
        }
        if (samplePrompt != null) {
            return Prompt.of(samplePrompt);
        }
        throw usage("a prompt is missing: give a text, or --ids FILE");
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
