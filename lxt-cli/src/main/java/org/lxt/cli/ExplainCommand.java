package org.lxt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lxt.chat.ChatTemplate;
import org.lxt.cli.batch.Batch;
import org.lxt.cli.batch.PromptFile;
import org.lxt.cli.input.WrongUse;
import org.lxt.explain.Attribution;
import org.lxt.explain.Detail;
import org.lxt.explain.ExplainException;
import org.lxt.explain.Explainer;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.explain.Generation;
import org.lxt.explain.Prompt;
import org.lxt.explain.Request;
import org.lxt.report.Report;
import org.lxt.report.format.RenderOptions;
import org.lxt.report.terminal.TerminalReport;
import org.lxt.report.terminal.TerminalText;
import org.lxt.rules.Composite;
import org.lxt.samples.Sample;
import org.lxt.spi.InputKind;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lxt explain}. */
@CommandLine.Command(
        name = "explain",
        modelTransformer = ReportOptions.OfFormats.class,
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

    @Mixin
    private PromptOptions prompts = new PromptOptions();

    @Mixin
    private ChatOptions chat = new ChatOptions();

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Checkpoint folder of Hugging Face, or a file of weights; without it, a small sample model is"
                    + " explained.")
    private @Nullable Path folder;

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

    /** With an option for each format that there is. */
    final ReportOptions reports = new ReportOptions();

    @Option(
            names = "--checkpointing",
            description = "Keep less in memory and compute layers twice; the result is the same to the bit.")
    private boolean checkpointing;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private PackOption pack = new PackOption();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() throws IOException {
        reports.problems()
                .forEach(problem -> spec.commandLine()
                        .getErr()
                        .println("lxt: report format not used: " + TerminalText.visible(problem)));
        requireSensible();
        view.require();
        reports.requirePlaces();
        Path image = images.image;
        if (image != null && folder != null) {
            explainImage(folder, image);
            return CommandLine.ExitCode.OK;
        }
        if (folder != null) {
            return run(folder, Explainer.builder(folder), null);
        }
        Sample sample = Sample.decoder();
        try (Interruption.Registration _ = Interruption.during(sample::close)) {
            return run(sample.folder(), Explainer.builder(sample.folder()).name("sample decoder"), sample.prompt());
        }
    }

    /** Refuses options that do not go together, before anything is read. */
    private void requireSensible() {
        requireNo(prompts.problem());
        if (generate != null && generate < 1) {
            throw new WrongUse("--generate must be at least 1");
        }
        if (generate != null && targets.names().areGiven()) {
            throw new WrongUse(
                    "--generate explains the tokens that it generates; leave --target, --contrast and --position out");
        }
        if (prompts.many != null && generate != null) {
            throw new WrongUse("--prompts FILE holds the prompts, so give no other prompt and no --generate");
        }
        if (prompts.many != null && !reports.forOnePrompt().isEmpty()) {
            throw new WrongUse("many prompts are written as lines of JSON: leave "
                    + String.join(" and ", reports.forOnePrompt()) + " out");
        }
        requireNo(reports.problem(images.grid ? 1 : targets.targets.size(), images.isAskedFor()));
        if (output.quiet && !reports.areGiven()) {
            throw new WrongUse(
                    "with --quiet there is nothing to do but to write a report: name one, such as --json FILE");
        }
        requireNo(images.problem(targets.targets.size()));
        if (images.isAskedFor()) {
            requireNo(imageProblem());
        }
        requireNo(chat.problem(prompts.ids != null));
        if (!images.isAskedFor()) {
            boolean text = prompts.ids == null && prompts.many == null && !chat.isAskedFor();
            requireNo(encoder.problem(text, prompts.many != null, generate != null, targets));
        }
    }

    private static void requireNo(@Nullable String problem) {
        if (problem != null) {
            throw new WrongUse(problem);
        }
    }

    private @Nullable String imageProblem() {
        if (prompts.areGiven() || generate != null) {
            return "--image FILE is what the model reads, so give it no text, no --ids, no --prompts and no --generate";
        }
        if (chat.isAskedFor() || encoder.pair != null || encoder.similarTo != null || targets.position != null) {
            return "--chat, --pair, --similar-to and --position are about text; leave them out with --image FILE";
        }
        if (folder == null) {
            return "--image FILE needs --model DIR with a vision transformer, for the sample model reads text";
        }
        return view.isAboutTokens() ? "--words and --layers are about text; leave them out with --image FILE" : null;
    }

    private void explainImage(Path model, Path file) throws IOException {
        Verbose verbose = new Verbose(spec.commandLine().getErr(), output.verbose);
        verbose.start();
        ImageRun run = verbose.timed("image", () -> new ImageRun(images, file, model));
        ExplainerBuilder builder = Explainer.builder(model);
        if (images.labels != null) {
            builder.labels(LabelFile.read(images.labels));
        }
        ProgressLine progress = progress();
        choose(builder, progress);
        Composite composite = images.composite();
        if (composite != null) {
            builder.composite(composite);
        }
        try (Interruption.Registration _ = Interruption.during(progress::close);
                ProcessMemory memory = ProcessMemory.watching();
                Explainer explainer = verbose.timed("load", builder::open)) {
            verbose.explainer(explainer, compute.threads);
            ImageRun.Result result = verbose.timed("explain", () -> run.run(explainer, encoder, targets.names()));
            verbose.passes(result.attributions().getFirst());
            if (isShown()) {
                print(result.report());
            }
            report(result.report(), verbose);
            verbose.memory(memory);
        }
    }

    /** Whether the explanation is printed: not where standard output is a report. */
    private boolean isShown() {
        return !output.quiet && !reports.takeStandardOutput();
    }

    private ProgressLine progress() {
        return root().progress();
    }

    private LxtCommand root() {
        return (LxtCommand) spec.root().userObject();
    }

    private ExplainerBuilder choose(ExplainerBuilder builder, ProgressLine progress) {
        builder.threads(compute.threads).checkpointing(checkpointing).progress(progress);
        pack.applyTo(builder);
        plugins.applyTo(builder, rules);
        compute.require(plugins.backends());
        if (compute.backend != null) {
            builder.backend(compute.backend);
        }
        return builder;
    }

    private int run(Path model, ExplainerBuilder builder, @Nullable String samplePrompt) throws IOException {
        ChatTemplate template = chat.template(model);
        PromptFile file = prompts.many(targets.names());
        Prompt input = file == null ? encoder.paired(prompt(template, samplePrompt)) : null;
        Verbose verbose = new Verbose(spec.commandLine().getErr(), output.verbose);
        verbose.start();
        ProgressLine progress = progress();
        choose(builder, progress);
        int code = CommandLine.ExitCode.OK;
        try (Interruption.Registration _ = Interruption.during(progress::close);
                ProcessMemory memory = ProcessMemory.watching();
                Explainer explainer = verbose.timed("load", builder::open)) {
            verbose.explainer(explainer, compute.threads);
            if (explainer.sizes().input() instanceof InputKind.Pixels) {
                throw new ExplainException("this model reads images; give it one with --image FILE instead of text");
            }
            if (file != null) {
                code = explainAll(explainer, file, text -> chat.prompt(template, text), progress);
            } else if (input != null) {
                Report report = view.shown(Report.of(explain(explainer, input, verbose)));
                if (isShown()) {
                    print(report);
                }
                progress.doing("writing reports");
                report(report, verbose);
                progress.done();
            }
            verbose.memory(memory);
        }
        return code;
    }

    private List<Attribution> explain(Explainer explainer, Prompt input, Verbose verbose) throws IOException {
        String text = input.text();
        if (output.verbose && text != null) {
            verbose.timed("tokenise", () -> explainer.tokenizer().map(t -> t.encode(text)));
        }
        List<Attribution> attributions = attributions(explainer, input, verbose);
        verbose.passes(attributions.getFirst());
        return attributions;
    }

    private void print(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(TerminalReport.toString(report, view.onTerminal()));
        out.flush();
    }

    private void report(Report report, Verbose verbose) throws IOException {
        if (reports.areGiven()) {
            RenderOptions options = RenderOptions.USUAL.with(images.look()).with(view.inFile());
            List<Path> written =
                    verbose.timed("reports", () -> reports.write(report, options, root().out()));
            written.forEach(this::sayWritten);
        }
    }

    private void sayWritten(Path file) {
        CommandLine line = spec.commandLine();
        PrintWriter told = reports.takeStandardOutput() ? line.getErr() : line.getOut();
        told.println("written to " + TerminalText.visible(file.toString()));
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

    private int explainAll(Explainer explainer, PromptFile file, Function<String, Prompt> prompt, ProgressLine progress)
            throws IOException {
        Batch.Reading reading = new Batch.Reading(
                prompt,
                asked -> encoder.named(explainer, asked),
                (input, asked) -> encoder.targets(explainer, input, asked),
                view::shown,
                Failures::sentence);
        Batch batch = new Batch(explainer, file, reading, progress::work, prompts.keepGoing);
        BatchOutput results = new BatchOutput(spec.commandLine(), reports.lines());
        return results.take(batch, file.lines().size());
    }

    private Request request(Explainer explainer, Prompt input) {
        explainer.check(input, encoder.named(explainer, targets.names()));
        Integer most = generate;
        if (most == null) {
            return new Request(input, encoder.targets(explainer, input, targets.names()));
        }
        Generation generation = explainer.generate(input, most);
        if (generation.generated().length == 0) {
            throw new ExplainException("the model ends its answer at once, so there is no generated token to explain");
        }
        return new Request(generation.prompt(), generation.targets());
    }

    private Prompt prompt(@Nullable ChatTemplate template, @Nullable String samplePrompt) throws IOException {
        Prompt prompt = prompts.prompt(chat, template, samplePrompt);
        if (prompt == null) {
            throw new WrongUse("a prompt is missing: give a text, --image FILE, or --ids IDS");
        }
        return prompt;
    }
}
