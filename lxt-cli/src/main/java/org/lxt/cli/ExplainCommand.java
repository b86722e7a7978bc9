package org.lxt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lxt.chat.ChatTemplate;
import org.lxt.explain.Attribution;
import org.lxt.explain.Detail;
import org.lxt.explain.ExplainException;
import org.lxt.explain.Explainer;
import org.lxt.explain.Generation;
import org.lxt.explain.Prompt;
import org.lxt.explain.Request;
import org.lxt.report.json.ReportJson;
import org.lxt.report.json.ReportLines;
import org.lxt.samples.Sample;
import org.lxt.spi.InputKind;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lxt explain}. */
@CommandLine.Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows which tokens of a prompt, or which pixels of an image, the model's answer came from.",
        footer = {
            "",
            "Examples:",
            "  lxt explain",
            "  lxt explain --model Llama-3.2-1B-Instruct \"The 1922 expedition reached 8,\"",
            "  lxt explain --target \" beans\" --contrast \" bread\" --html why.html",
            "  lxt explain --model DIR --chat --system \"Be brief.\" \"Who is on the Moon?\"",
            "  lxt explain --model DIR --prompts questions.jsonl --json answers.jsonl",
            "  lxt explain --model CLASSIFIER --target NEGATIVE \"A long and weary film.\"",
            "  lxt explain --model VIT --image cat.jpg --target tabby --gamma-conv 0.25 --gamma-linear 0.05 --png"
                    + " why.png",
            "  lxt explain --model VIT --image cat.jpg --grid --png grid.png",
            "  lxt explain --model SENTENCES --similar-to \"A cat sleeps.\" \"The kitten naps.\"",
            "",
            "Exit codes: 0 explained, 1 could not be explained, 2 called wrongly,",
            "130 interrupted, 141 nobody read on."
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
            names = "--prompts",
            paramLabel = "FILE",
            description =
                    "Explain many prompts, one a line; in a JSON Lines file (name.jsonl) an object a line with prompt"
                            + " and, if wanted, target, contrast and position. Prints a line of JSON for each.")
    private @Nullable Path prompts;

    @Mixin
    private ChatOptions chat = new ChatOptions();

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Checkpoint folder of Hugging Face, or a file of weights; without it, a small sample model is"
                    + " explained.")
    private @Nullable Path folder;

    @Option(
            names = "--ids",
            paramLabel = "FILE",
            description = "Read the prompt as token ids: a JSON array, or numbers apart by spaces or commas.")
    private @Nullable Path ids;

    @Option(
            names = "--rules",
            paramLabel = "SET",
            completionCandidates = RuleSets.class,
            description = "attnlrp, cp-lrp, gradient, or a plugin's own; by default what the model's family prefers.")
    private @Nullable String rules;

    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Mixin
    private EncoderOptions encoder = new EncoderOptions();

    @Mixin
    private ImageOptions images = new ImageOptions();

    @Option(
            names = "--generate",
            paramLabel = "N",
            description =
                    "Continue the prompt greedily by up to N tokens, one forward pass each, and explain them all.")
    private @Nullable Integer generate;

    @Mixin
    private TerminalOptions view = new TerminalOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private ReportOptions reports = new ReportOptions();

    @Option(
            names = "--checkpointing",
            description = "Keep less in memory and compute layers twice; the result is the same to the bit.")
    private boolean checkpointing;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() throws IOException {
        if (prompt != null && ids != null) {
            throw usage("give the prompt as text or as --ids FILE, not both");
        }
        if (promptFile != null && (prompt != null || ids != null)) {
            throw usage("--prompt-file FILE is the prompt, so give neither a text nor --ids");
        }
        if (generate != null && generate < 1) {
            throw usage("--generate must be at least 1");
        }
        if (generate != null && targets.areGiven()) {
            throw usage(
                    "--generate explains the tokens that it generates; leave --target, --contrast and --position out");
        }
        view.require();
        requireOutput();
        reports.requirePlaces();
        Path image = images.image;
        if (image != null) {
            explainImage(image);
            return CommandLine.ExitCode.OK;
        }
        if (folder != null) {
            run(folder, Explainer.builder(folder), null);
            return CommandLine.ExitCode.OK;
        }
        Sample sample = Sample.decoder();
        try (Interruption.Registration _ = Interruption.during(sample::close)) {
            run(sample.folder(), Explainer.builder(sample.folder()).name("sample decoder"), sample.prompt());
        }
        return CommandLine.ExitCode.OK;
    }

    private void requireOutput() {
        if (prompts != null && (prompt != null || promptFile != null || ids != null || generate != null)) {
            throw usage("--prompts FILE holds the prompts, so give no other prompt and no --generate");
        }
        if (prompts != null && reports.areForOnePrompt()) {
            throw usage("many prompts are written as lines of JSON: leave --html, --pdf, --png and --csv out");
        }
        Path twice = reports.twice();
        if (twice != null) {
            throw usage("two reports cannot both be " + twice + "; give each a file of its own");
        }
        if (output.quiet && !reports.areGiven()) {
            throw usage("with --quiet there is nothing to do but to write a report: name one, such as --json FILE");
        }
        String problem = images.problem();
        if (problem == null && images.isAskedFor()) {
            problem = imageProblem();
        }
        if (problem == null) {
            problem = chat.problem(ids != null);
        }
        if (problem == null && !images.isAskedFor()) {
            boolean text = ids == null && prompts == null && !chat.isAskedFor();
            problem = encoder.problem(text, generate != null, targets);
        }
        if (problem != null) {
            throw usage(problem);
        }
    }

    private @Nullable String imageProblem() {
        if (prompt != null || promptFile != null || ids != null || prompts != null || generate != null) {
            return "--image FILE is what the model reads, so give it no text, no --ids, no --prompts and no --generate";
        }
        if (chat.isAskedFor() || encoder.pair != null || encoder.similarTo != null || targets.position != null) {
            return "--chat, --pair, --similar-to and --position are about text; leave them out with --image FILE";
        }
        if (folder == null) {
            return "--image FILE needs --model DIR with a vision transformer, for the sample model reads text";
        }
        if (reports.needsPaper()) {
            return "images are written as --html, --png, --json or --csv; leave --pdf out";
        }
        return view.isAboutTokens() ? "--words and --layers are about text; leave them out with --image FILE" : null;
    }

    private void explainImage(Path file) throws IOException {
        if (folder == null) {
            throw usage("--image FILE needs --model DIR");
        }
        Path model = folder;
        Verbose verbose = new Verbose(spec.commandLine().getErr(), output.verbose);
        verbose.start();
        ImageRun run = verbose.timed("image", () -> new ImageRun(images, file, model));
        List<String> labels = images.labels == null ? List.of() : LabelFile.read(images.labels);
        ProgressLine progress = ((LxtCommand) spec.root().userObject()).progress();
        try (Interruption.Registration _ = Interruption.during(progress::close);
                ProcessMemory memory = ProcessMemory.watching()) {
            ImageRun.Result result = verbose.timed(
                    "explain",
                    () -> run.run(
                            composite -> {
                                Explainer.Builder builder =
                                        choose(Explainer.builder(model).labels(labels), progress);
                                return composite == null
                                        ? builder.open()
                                        : builder.composite(composite).open();
                            },
                            encoder,
                            targets));
            verbose.passes(result.attributions().getFirst());
            PrintWriter out = spec.commandLine().getOut();
            if (!output.quiet) {
                run.print(result, view.terminal(out), view);
            }
            if (reports.areGiven()) {
                run.write(result, reports, out);
            }
            verbose.memory(memory);
        }
    }

    private Explainer.Builder choose(Explainer.Builder builder, ProgressLine progress) {
        builder.threads(compute.threads).checkpointing(checkpointing).progress(progress);
        plugins.applyTo(builder, rules);
        if (compute.backend != null) {
            builder.backend(compute.backend);
        }
        return builder;
    }

    private void run(Path model, Explainer.Builder builder, @Nullable String samplePrompt) throws IOException {
        ChatTemplate template = chat.template(model);
        List<PromptLine> lines = prompts == null ? List.of() : PromptLine.read(prompts, targets);
        Prompt input = prompts == null ? encoder.paired(prompt(template, samplePrompt)) : null;
        Verbose verbose = new Verbose(spec.commandLine().getErr(), output.verbose);
        verbose.start();
        ProgressLine progress = ((LxtCommand) spec.root().userObject()).progress();
        choose(builder, progress);
        try (Interruption.Registration _ = Interruption.during(progress::close);
                ProcessMemory memory = ProcessMemory.watching();
                Explainer explainer = verbose.timed("load", builder::open)) {
            verbose.explainer(explainer, compute.threads);
            if (explainer.sizes().input() instanceof InputKind.Pixels) {
                throw new ExplainException("this model reads images; give it one with --image FILE instead of text");
            }
            Path file = prompts;
            if (file != null) {
                explainAll(new Batch(explainer, file, lines, text -> chat.prompt(template, text), progress));
            } else if (input != null) {
                List<Attribution> attributions = explain(explainer, input, verbose);
                progress.doing("writing reports");
                report(attributions, verbose);
                progress.done();
            }
            verbose.memory(memory);
        }
    }

    private List<Attribution> explain(Explainer explainer, Prompt input, Verbose verbose) throws IOException {
        String text = input.text();
        if (output.verbose && text != null) {
            verbose.timed("tokenise", () -> explainer.tokenizer().map(t -> t.encode(text)));
        }
        List<Attribution> attributions = attributions(explainer, input, verbose);
        verbose.passes(attributions.getFirst());
        PrintWriter out = spec.commandLine().getOut();
        if (!output.quiet) {
            TerminalHeatmap heatmap = new TerminalHeatmap(view.terminal(out), view);
            attributions.forEach(heatmap::print);
        }
        return attributions;
    }

    private void report(List<Attribution> attributions, Verbose verbose) throws IOException {
        if (reports.areGiven()) {
            verbose.timed("reports", () -> {
                reports.write(attributions, spec.commandLine().getOut());
                return true;
            });
        }
    }

    private List<Attribution> attributions(Explainer explainer, Prompt input, Verbose verbose) throws IOException {
        String other = encoder.similarTo;
        if (other != null) {
            return verbose.timed("explain", () -> encoder.similarity(explainer, input, other));
        }
        Request request = request(explainer, input);
        return verbose.timed(
                "explain",
                () -> explainer
                        .explain(List.of(request), EnumSet.of(Detail.LEDGER, Detail.LATENT))
                        .getFirst());
    }

    private void explainAll(Batch batch) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Path file = reports.lines();
        if (file == null) {
            batch.run(report -> {
                out.print(ReportJson.toLine(report) + "\n");
                WatchedOutput.require(out);
            });
            return;
        }
        try (ReportLines lines = ReportLines.open(file)) {
            batch.run(lines::add);
            lines.finish();
        }
        out.println("written to " + TerminalText.visible(file.toString()));
    }

    private Request request(Explainer explainer, Prompt input) {
        Integer most = generate;
        if (most == null) {
            return new Request(input, encoder.targets(explainer, input, targets));
        }
        Generation generation = explainer.generate(input, most);
        if (generation.generated().length == 0) {
            throw new ExplainException("the model ends its answer at once, so there is no generated token to explain");
        }
        return new Request(generation.prompt(), generation.targets());
    }

    private Prompt prompt(@Nullable ChatTemplate template, @Nullable String samplePrompt) throws IOException {
        if (ids != null) {
            return Prompt.ofIds(TokenIds.read(ids));
        }
        if (promptFile != null) {
            return chat.prompt(template, PromptText.of(promptFile));
        }
        if (prompt != null) {
            return chat.prompt(template, prompt.equals("-") ? PromptText.of(System.in) : prompt);
        }
        if (samplePrompt != null) {
            return chat.prompt(template, samplePrompt);
        }
        throw usage("a prompt is missing: give a text, --image FILE, or --ids FILE");
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
