// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.WrongUse;
import org.lxt.cli.option.compute.ComputeOptions;
import org.lxt.cli.option.method.MethodOptions;
import org.lxt.cli.option.method.UnitOptions;
import org.lxt.cli.option.model.ModelOptions;
import org.lxt.cli.option.model.PackOption;
import org.lxt.cli.option.model.PluginOptions;
import org.lxt.cli.option.output.OutputOptions;
import org.lxt.cli.option.output.ReportOptions;
import org.lxt.cli.option.output.TerminalOptions;
import org.lxt.cli.option.prompt.AnswerOptions;
import org.lxt.cli.option.prompt.ChatOptions;
import org.lxt.cli.option.prompt.DocumentOptions;
import org.lxt.cli.option.prompt.EncoderOptions;
import org.lxt.cli.option.prompt.ImageOptions;
import org.lxt.cli.option.prompt.PromptOptions;
import org.lxt.cli.option.prompt.TargetOptions;
import org.lxt.cli.process.Interruption;
import org.lxt.cli.process.ProcessMemory;
import org.lxt.cli.terminal.AnswerStream;
import org.lxt.cli.terminal.ProgressLine;
import org.lxt.cli.terminal.TerminalProbe;
import org.lxt.cli.terminal.Verbose;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.explain.request.Prompt;
import org.lxt.report.Report;
import org.lxt.report.format.RenderOptions;
import org.lxt.report.format.ReportFormat;
import org.lxt.report.format.ReportFormats;
import org.lxt.report.terminal.TerminalReport;
import org.lxt.report.terminal.TerminalText;
import org.lxt.tasks.GivenImage;
import org.lxt.tasks.ImageTask;
import org.lxt.tasks.SimilarityTask;
import org.lxt.tasks.Task;
import org.lxt.tasks.TaskResult;
import org.lxt.tasks.TextTask;
import org.lxt.tasks.ask.TextInput;
import org.lxt.tasks.batch.BatchTask;
import org.lxt.tasks.batch.PromptFile;
import org.lxt.tasks.source.LabelFile;
import org.lxt.tasks.source.ModelSource;
import org.lxt.tasks.source.OpenModel;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lxt explain}. */
@CommandLine.Command(
        name = ExplainCommand.NAME,
        modelTransformer = ExplainCommand.OfFormats.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows which tokens of a prompt, or which pixels of an image, the model's answer came from.",
        footer = {
            "",
            "Examples:",
            "  lxt explain",
            "  lxt explain --sample steps",
            "  lxt explain --model Llama-3.2-1B-Instruct \"The 1922 expedition reached 8,\"",
            "  lxt explain --target \" beans\" --contrast \" bread\" --html why.html",
            "  lxt explain --model DIR --chat --system \"Be brief.\" \"Who is on the Moon?\"",
            "  lxt explain --model DIR --generate 40 --hops 2 \"Who wrote it, and when?\"",
            "  lxt explain --model DIR --document report.txt --document letter.txt \"Who signed it?\"",
            "  lxt explain --model DIR --prompts questions.jsonl --json answers.jsonl",
            "  lxt explain --model CLASSIFIER --target NEGATIVE \"A long and weary film.\"",
            "  lxt explain --model VIT --image cat.jpg --target tabby --gamma-conv 0.25 --gamma-linear 0.05 --png"
                    + " why.png",
            "  lxt explain --model VIT --image cat.jpg --grid --png grid.png",
            "  lxt explain --model DIR --units 'layers.*.*.heads' --top 5 \"Lars likes\"",
            "  lxt explain --model SENTENCES --similar-to \"A cat sleeps.\" \"The kitten naps.\"",
            "",
            "Exit codes: 0 explained, 1 could not be explained, 2 called wrongly,",
            "130 interrupted, 141 the reader stopped reading."
        })
public final class ExplainCommand implements Callable<Integer> {
    static final String NAME = "explain";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Mixin
    private PromptOptions prompts = new PromptOptions();

    @Mixin
    private ChatOptions chat = new ChatOptions();

    @Mixin
    private DocumentOptions documents = new DocumentOptions();

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private MethodOptions method = new MethodOptions();

    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Mixin
    private EncoderOptions encoder = new EncoderOptions();

    @Mixin
    private ImageOptions images = new ImageOptions();

    @Mixin
    private AnswerOptions answers = new AnswerOptions();

    @Mixin
    private UnitOptions units = new UnitOptions();

    @Mixin
    private TerminalOptions view = new TerminalOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    /** With an option for each format. */
    private final ReportOptions reports = new ReportOptions();

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
        ModelSource source = models.source();
        try (Interruption.Registration _ = Interruption.during(source::close)) {
            Path image = images.image;
            return image == null ? explainText(chat.templated(source)) : explainImage(source, image);
        }
    }

    /** Refuses options that do not go together, before anything is read. */
    private void requireSensible() {
        requireNo(prompts.problem());
        method.require();
        requireNo(answers.problem(targets.names().areGiven(), prompts.many != null));
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
        requireNo(images.isAskedFor() ? imageProblem() : null);
        requireNo(chat.problem(prompts.ids != null));
        requireNo(documents.problem(prompts.ids != null));
        requireNo(units.problem(prompts.many == null && encoder.similarTo == null && !answers.isGenerated()));
        if (!images.isAskedFor()) {
            boolean text = prompts.ids == null && prompts.many == null && !chat.isAskedFor();
            requireNo(encoder.problem(text, prompts.many != null, answers.areGiven(), targets));
        }
    }

    private static void requireNo(@Nullable String problem) {
        if (problem != null) {
            throw new WrongUse(problem);
        }
    }

    private @Nullable String imageProblem() {
        if (prompts.areGiven() || answers.areGiven()) {
            return "--image FILE is what the model reads, so give it no text, no --ids, no --prompts and no --generate";
        }
        if (documents.areGiven()) {
            return "--document FILE is about text; leave it out with --image FILE";
        }
        if (chat.isAskedFor() || encoder.pair != null || encoder.similarTo != null || targets.position != null) {
            return "--chat, --pair, --similar-to and --position are about text; leave them out with --image FILE";
        }
        if (models.isSample()) {
            return "--image FILE needs --model DIR with a vision transformer, for the sample models read text";
        }
        return view.isAboutTokens()
                ? "--words, --segments and --layers are about text; leave them out with --image FILE"
                : null;
    }

    private int explainImage(ModelSource source, Path file) throws IOException {
        Verbose verbose = verbose();
        GivenImage image = verbose.timed("image", () -> GivenImage.read(file));
        ImageTask task = new ImageTask(image, encoder.names(targets), images.gammas());
        ExplainerBuilder builder = source.builder();
        if (images.labels != null) {
            builder.labels(LabelFile.read(images.labels));
        }
        ProgressLine progress = root().progress();
        choose(builder, progress);
        try (Interruption.Registration _ = Interruption.during(progress::close);
                ProcessMemory memory = ProcessMemory.watching();
                OpenModel opened = verbose.timed("load", () -> source.open(builder))) {
            OpenModel model = byMethod(opened);
            verbose.explainer(model.explainer(), compute.threads);
            TaskResult result = verbose.timed("explain", () -> task.run(model));
            verbose.passes(result.attributions().getFirst());
            if (isShown()) {
                print(result.report());
            }
            report(result.report(), verbose);
            units.write(result.attributions()).forEach(this::sayWritten);
            verbose.memory(memory);
        }
        return CommandLine.ExitCode.OK;
    }

    private OpenModel byMethod(OpenModel model) {
        OpenModel using = model.with(method.of(model.explainer()));
        return using.with(units.inside().applyTo(using.explainer()));
    }

    private Verbose verbose() {
        Verbose verbose = new Verbose(spec.commandLine().getErr(), output.verbose);
        verbose.start();
        return verbose;
    }

    /** Whether the explanation is printed: not where standard output is a report. */
    private boolean isShown() {
        return !output.quiet && !reports.takeStandardOutput();
    }

    private LxtCommand root() {
        return (LxtCommand) spec.root().userObject();
    }

    private ExplainerBuilder choose(ExplainerBuilder builder, ProgressLine progress) {
        builder.checkpointing(checkpointing).progress(progress);
        pack.applyTo(builder);
        method.applyTo(builder, plugins);
        compute.require(plugins.backends());
        compute.applyTo(builder);
        return builder;
    }

    private int explainText(ModelSource source) throws IOException {
        documents.read();
        PromptFile file =
                prompts.many(new PromptFile.Form(text -> documents.before(chat.input(text)), encoder.names(targets)));
        TextInput input = file == null ? documents.before(encoder.paired(input(source))) : null;
        Prompt prompt = input == null ? null : input.prompt(source);
        Verbose verbose = verbose();
        ProgressLine progress = root().progress();
        ExplainerBuilder builder = choose(source.builder(), progress);
        int code = CommandLine.ExitCode.OK;
        try (Interruption.Registration _ = Interruption.during(progress::close);
                ProcessMemory memory = ProcessMemory.watching();
                OpenModel opened = verbose.timed("load", () -> source.open(builder))) {
            OpenModel model = byMethod(opened);
            verbose.explainer(model.explainer(), compute.threads);
            if (file != null) {
                BatchTask batch = new BatchTask(file, prompts.keepGoing, view.isInWords(), view.isInSegments());
                code = new BatchOutput(spec.commandLine(), reports.lines()).take(batch, model, progress);
            } else if (input != null && prompt != null) {
                model.requireText();
                explainOne(streaming(model, progress), task(input), prompt, verbose, progress);
            }
            verbose.memory(memory);
        }
        return code;
    }

    /** Where a terminal shows the explanation, it shows the answer, too, while the model makes it. */
    private OpenModel streaming(OpenModel model, ProgressLine progress) {
        if (!answers.isGenerated() || !isShown() || !TerminalProbe.run().isTerminal()) {
            return model;
        }
        AnswerStream stream = new AnswerStream(spec.commandLine().getOut(), progress);
        return model.with(model.explainer().streaming(stream).reporting(stream));
    }

    private Task task(TextInput input) throws IOException {
        SimilarityTask similarity = encoder.similarity(input);
        if (similarity != null) {
            return similarity;
        }
        return answers.areGiven() ? answers.task(input) : new TextTask(input, encoder.names(targets));
    }

    private void explainOne(OpenModel model, Task task, Prompt prompt, Verbose verbose, ProgressLine progress)
            throws IOException {
        String text = prompt.text();
        if (output.verbose && text != null) {
            verbose.timed("tokenise", () -> model.explainer().tokenizer().map(t -> t.encode(text)));
        }
        TaskResult result = verbose.timed("explain", () -> task.run(model));
        verbose.passes(result.attributions().getFirst());
        Report report = view.shown(result.report());
        if (isShown()) {
            print(report);
        }
        progress.doing("writing reports");
        report(report, verbose);
        units.write(result.attributions()).forEach(this::sayWritten);
        progress.done();
    }

    private void print(Report report) {
        spec.commandLine().getOut().print(TerminalReport.toString(report, view.onTerminal()));
        spec.commandLine().getOut().flush();
    }

    /**
     * Adds an option for each format of reports that the plugins of a command line have.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if there is no such folder of plugins
     */
    public static void addFormatsOfPlugins(CommandLine root, String... args) {
        if (args.length > 0 && (args[0].equals(NAME) || args[0].startsWith("@"))) {
            CommandLine line = Objects.requireNonNull(root.getSubcommands().get(NAME));
            ExplainCommand command = line.getCommand();
            List<ReportFormat> formats = command.plugins.formats(args);
            if (!formats.isEmpty()) {
                command.reports.addTo(line.getCommandSpec(), ReportFormats.of(formats));
            }
        }
    }

    /** Adds an option for each format of reports that is installed. */
    static final class OfFormats implements CommandLine.IModelTransformer {
        @Override
        public CommandLine.Model.CommandSpec transform(CommandLine.Model.CommandSpec spec) {
            ((ExplainCommand) spec.userObject()).reports.addTo(spec, ReportFormats.find());
            return spec;
        }
    }

    private void report(Report report, Verbose verbose) throws IOException {
        if (reports.areGiven()) {
            RenderOptions options = RenderOptions.USUAL.with(images.look()).with(view.inFile());
            List<Path> written = verbose.timed("reports", () -> reports.write(report, options, root().out()));
            written.forEach(this::sayWritten);
        }
    }

    private void sayWritten(Path file) {
        CommandLine line = spec.commandLine();
        PrintWriter told = reports.takeStandardOutput() ? line.getErr() : line.getOut();
        told.println("written to " + TerminalText.visible(file.toString()));
    }

    private TextInput input(ModelSource source) throws IOException {
        // what is generated begins with the answer; otherwise one token is explained, which mostly ends it
        Optional<String> usual = !answers.areGiven() ? source.promptAndOpening() : source.prompt();
        TextInput input = prompts.input(chat, usual.orElse(null));
        if (input == null) {
            throw new WrongUse("a prompt is missing: give a text, --image FILE, or --ids IDS");
        }
        return input;
    }
}
