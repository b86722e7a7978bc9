// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.WrongUse;
import org.lxt.cli.option.compute.BenchWork;
import org.lxt.cli.option.compute.ComputeOptions;
import org.lxt.cli.option.method.MethodOptions;
import org.lxt.cli.option.model.ModelOptions;
import org.lxt.cli.option.model.PackOption;
import org.lxt.cli.option.model.PluginOptions;
import org.lxt.cli.process.Interruption;
import org.lxt.cli.process.ProcessMemory;
import org.lxt.explain.Explainer;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Generation;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.explain.result.Timing;
import org.lxt.json.JsonText;
import org.lxt.rules.composite.Composite;
import org.lxt.spi.InputKind;
import org.lxt.spi.OutputKind;
import org.lxt.tasks.source.ModelSource;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code lxt bench}. Its lines have the keys of other programs' benchmarks, so that a script can compare them. */
@CommandLine.Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Times explanations of a prompt of N tokens, or of an image of the size that the model was made for;"
                        + " prints one line of JSON each, then one about the process.",
        footer = {
            "",
            "Token i of the prompt is (7 + 13 i) mod vocabulary; pixels are normally distributed, always the same.",
            "Times are in seconds, memory in GB of 10^9 bytes. The time to load includes that of warming up, which models too",
            "small to gain from it are spared.",
            "",
            "Examples:",
            "  lxt bench",
            "  lxt bench --model Llama-3.2-1B --tokens 512 --repeats 5",
            "  lxt bench --model vit-base-patch16-224 --gamma 0.25 0.05",
            "",
            "Exit codes: 0 measured, 1 could not be explained, 2 called wrongly."
        })
final class BenchCommand implements Callable<Integer> {
    private static final int USUAL_TOKENS = 512;

    /** Digits after the point of seconds and of gigabytes. */
    private static final int MICROSECONDS = 6;

    private static final int MEGABYTES = 3;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description =
                    "Length of the prompt; by default " + USUAL_TOKENS + ", or as many as the model was made for.")
    private @Nullable Integer tokens;

    @Option(
            names = "--targets",
            paramLabel = "K",
            description = "Explain the K largest logits in one pass; ${DEFAULT-VALUE} by default.")
    private int targets = 1;

    @Option(
            names = "--batch",
            paramLabel = "B",
            description = "Explain B such prompts in one pass; ${DEFAULT-VALUE} by default.")
    private int batch = 1;

    @Option(names = "--repeats", paramLabel = "R", description = "Explain R times; ${DEFAULT-VALUE} by default.")
    private int repeats = 3;

    @Mixin
    private MethodOptions method = new MethodOptions();

    @Option(
            names = "--gamma",
            arity = "2",
            paramLabel = "GAMMA",
            description = "The gamma rule on convolutions and on linear layers, a gamma for each of the two.")
    private double @Nullable [] gamma;

    @Option(names = "--checkpointing", description = "Keep less in memory and compute layers twice.")
    private boolean checkpointing;

    @Option(
            names = "--cold",
            description = "Do not warm up when the model is opened: the first repeat has the kernels yet to compile.")
    private boolean cold;

    @Option(names = "--ledger", description = "Keep the account of absorbed relevance as well.")
    private boolean ledger;

    @Option(names = "--show-relevance", description = "Add the relevance of the last repeat to the last line.")
    private boolean showRelevance;

    @Mixin
    private BenchWork work = new BenchWork();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private PackOption pack = new PackOption();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() {
        requirePositive("--tokens", tokens == null ? 1 : tokens);
        requirePositive("--targets", targets);
        requirePositive("--batch", batch);
        requirePositive("--repeats", repeats);
        String problem = work.problem(targets, batch);
        if (problem != null) {
            throw new WrongUse(problem);
        }
        if (gamma != null && Arrays.stream(gamma).anyMatch(g -> !(g >= 0 && Double.isFinite(g)))) {
            throw new WrongUse("a gamma must be a number, 0 or more");
        }
        method.require();
        if (method.isMethodGiven() && gamma != null) {
            throw new WrongUse("--method METHOD names the rules too; leave --gamma out");
        }
        ModelSource source = models.source();
        try (Interruption.Registration _ = Interruption.during(source::close)) {
            measure(source.builder());
        }
        return CommandLine.ExitCode.OK;
    }

    private void measure(ExplainerBuilder builder) {
        PrintWriter out = spec.commandLine().getOut();
        choose(builder);
        try (ProcessMemory memory = ProcessMemory.watching()) {
            long start = System.nanoTime();
            try (Explainer opened = builder.open()) {
                Explainer explainer = method.of(opened);
                double load = (System.nanoTime() - start) / 1e9;
                if (work.generated() > 0) {
                    generate(out, explainer);
                    summary(out, explainer, load, memory, List.of());
                    return;
                }
                List<Request> requests = Collections.nCopies(batch, request(explainer));
                Set<Detail> details = ledger ? EnumSet.of(Detail.LEDGER) : EnumSet.noneOf(Detail.class);
                List<List<Attribution>> last = List.of();
                for (int repeat = 0; repeat < repeats; repeat++) {
                    long before = System.nanoTime();
                    last = explainer.explain(requests, details);
                    line(out, last.getFirst().getFirst().timing(), (System.nanoTime() - before) / 1e9);
                }
                summary(out, explainer, load, memory, last);
            }
        }
    }

    private void generate(PrintWriter out, Explainer explainer) {
        Prompt prompt = prompt(explainer);
        for (int repeat = 0; repeat < repeats; repeat++) {
            long before = System.nanoTime();
            AtomicLong first = new AtomicLong();
            Explainer streaming = explainer.streaming(_ -> {
                first.compareAndSet(0, System.nanoTime());
                return true;
            });
            Generation generation = streaming.generate(prompt, work.generated());
            double total = (System.nanoTime() - before) / 1e9;
            double read = first.get() == 0 ? total : (first.get() - before) / 1e9;
            int tokens = generation.generated().length;
            out.println(JsonText.line(JsonText.object()
                    .put("forward_s", rounded(read, MICROSECONDS))
                    .put("total_s", rounded(total, MICROSECONDS))
                    .put("tokens", tokens)
                    .put("tokens_per_s", rounded((tokens - 1) / (total - read), MEGABYTES))));
            out.flush();
        }
    }

    private void choose(ExplainerBuilder builder) {
        builder.checkpointing(checkpointing).warm(!cold);
        pack.applyTo(builder);
        method.applyTo(builder, plugins);
        compute.require(plugins.backends());
        if (gamma != null) {
            builder.composite(Composite.gamma(gamma[0], gamma[1]));
        }
        compute.applyTo(builder);
    }

    private Prompt prompt(Explainer explainer) {
        return switch (explainer.sizes().input()) {
            case InputKind.Tokens kind -> Prompt.ofIds(ids(kind));
            case InputKind.Pixels kind -> pixels(kind);
        };
    }

    private int[] ids(InputKind.Tokens kind) {
        if (tokens != null && tokens > kind.maxPositions()) {
            throw new WrongUse("--tokens must be at most " + kind.maxPositions()
                    + ", which the model was made for, not " + tokens);
        }
        int[] ids = new int[tokens == null ? Math.min(USUAL_TOKENS, kind.maxPositions()) : tokens];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) ((7 + 13L * i) % kind.vocabulary());
        }
        return ids;
    }

    private Prompt pixels(InputKind.Pixels kind) {
        if (tokens != null) {
            throw new WrongUse("--tokens is about text, and this model reads images; leave it out");
        }
        Random random = new Random(0);
        double[] pixels = new double[kind.channels() * kind.height() * kind.width()];
        Arrays.setAll(pixels, i -> random.nextGaussian());
        return Prompt.ofPixels(kind.channels(), kind.height(), kind.width(), pixels);
    }

    private Request request(Explainer explainer) {
        if (work.hasAnswer()) {
            if (!(explainer.sizes().input() instanceof InputKind.Tokens kind)) {
                throw new WrongUse("--answer is about text, and this model reads images; leave it out");
            }
            int[] ids = ids(kind);
            if (work.answered() >= ids.length) {
                throw new WrongUse("--answer must be less than the " + ids.length + " tokens of the prompt");
            }
            return work.request(ids);
        }
        OutputKind output = explainer.outputs().getFirst();
        int labels = output.labels().size();
        if (labels > 0 && targets > labels) {
            throw new WrongUse(
                    "--targets must be at most " + labels + ", the labels that the model has, not " + targets);
        }
        List<Target> ranked = new ArrayList<>();
        for (int rank = 1; rank <= targets; rank++) {
            ranked.add(Target.ranked(rank));
        }
        return new Request(prompt(explainer), ranked);
    }

    private static void line(PrintWriter out, Timing timing, double total) {
        out.println(JsonText.line(JsonText.object()
                .put("forward_s", rounded(timing.forward(), MICROSECONDS))
                .put("backward_s", rounded(timing.backward(), MICROSECONDS))
                .put("total_s", rounded(total, MICROSECONDS))));
        out.flush();
    }

    private void summary(
            PrintWriter out, Explainer explainer, double load, ProcessMemory memory, List<List<Attribution>> last) {
        ObjectNode line = JsonText.object().put("load_s", rounded(load, MICROSECONDS));
        memory.peakResident().ifPresent(bytes -> line.put("peak_gb", gigabytes(bytes)));
        memory.peakAnonymous().ifPresent(bytes -> line.put("peak_anonymous_gb", gigabytes(bytes)));
        line.put("peak_heap_gb", gigabytes(memory.peakHeap()))
                .put("backend", explainer.identity().backend())
                .put("threads", compute.threads)
                .put("rules", explainer.method().name())
                .put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        if (last.isEmpty()) {
            out.println(JsonText.line(line));
            return;
        }
        double sum = last.stream()
                .flatMap(List::stream)
                .flatMapToDouble(a -> Arrays.stream(relevance(a)))
                .sum();
        line.put("sum", sum);
        if (showRelevance) {
            Attribution first = last.getFirst().getFirst();
            line.put("target", first.target().id()).put("logit", first.target().logit());
            ArrayNode relevance = line.putArray("relevance");
            Arrays.stream(relevance(first)).forEach(relevance::add);
        }
        out.println(JsonText.line(line));
    }

    /** Of each token or of each pixel. */
    private static double[] relevance(Attribution a) {
        return a.pixels().map(PixelRelevance::pixels).orElseGet(a::relevance);
    }

    private static BigDecimal gigabytes(long bytes) {
        return rounded(bytes / 1e9, MEGABYTES);
    }

    private static BigDecimal rounded(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new WrongUse(option + " must be at least 1, not " + value);
        }
    }
}
