// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lxt.checkpoint.Checkpoint;
import org.lxt.checkpoint.TensorEntry;
import org.lxt.cli.failure.Failures;
import org.lxt.cli.option.model.ModelOptions;
import org.lxt.cli.option.model.PluginOptions;
import org.lxt.cli.terminal.Columns;
import org.lxt.explain.Explainer;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.report.terminal.TerminalText;
import org.lxt.spi.InputKind;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.OutputKind;
import org.lxt.tasks.source.ImagePreparation;
import org.lxt.tasks.source.ModelSource;
import org.lxt.tokenizers.Tokenizer;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code lxt inspect}. */
@CommandLine.Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Shows what a checkpoint is, whether it can be explained, and by which family.",
        footer = {
            "",
            "Example:",
            "  lxt inspect --model DIR",
            "",
            "Exit codes: 0 it can be explained, 1 it cannot, 2 called wrongly."
        })
final class InspectCommand implements Callable<Integer> {
    private static final int LABELS = 8;
    private static final String NO_TOKENIZER = "none: prompts must be given as --ids";

    /** In the order in which a tokenizer is looked for. */
    private static final List<String> TOKENIZER_FILES = List.of("tokenizer.json", "vocab.json", "vocab.txt");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() {
        try (ModelSource source = models.source()) {
            return inspect(source);
        }
    }

    private int inspect(ModelSource source) {
        Path folder = source.folder();
        Columns columns = new Columns(spec.commandLine().getOut());
        columns.fact("checkpoint", source.name());
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            List<String> architectures = checkpoint.config().architectures();
            columns.fact("architecture", architectures.isEmpty() ? "not named" : String.join(", ", architectures));
            describeWeights(checkpoint, columns);
            describeFamily(checkpoint, columns);
        }
        ExplainerBuilder builder = source.builder();
        plugins.applyTo(builder, null);
        try (Explainer explainer = builder.open()) {
            columns.fact("sizes", sizes(explainer.sizes()));
            columns.fact("outputs", outputs(explainer.outputs()));
            if (explainer.sizes().input() instanceof InputKind.Pixels) {
                columns.fact("images", ImagePreparation.description(ImagePreparation.of(folder, explainer.sizes())));
            } else {
                columns.fact(
                        "tokenizer",
                        explainer.tokenizer().map(t -> tokenizer(folder, t)).orElse(NO_TOKENIZER));
            }
            columns.fact("backend", explainer.identity().backend());
            explainer.remarks().forEach(remark -> columns.fact("note", TerminalText.visible(remark)));
            columns.fact("verdict", "can be explained");
            return CommandLine.ExitCode.OK;
        } catch (RuntimeException e) {
            columns.fact("verdict", "cannot be explained: " + Failures.sentence(e));
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static String sizes(ModelSizes sizes) {
        String input = switch (sizes.input()) {
            case InputKind.Tokens tokens ->
                String.format(
                        Locale.ROOT,
                        "vocabulary %d, made for %d positions",
                        tokens.vocabulary(),
                        tokens.maxPositions());
            case InputKind.Pixels pixels ->
                String.format(
                        Locale.ROOT,
                        "images of %d x %d pixels with %d channels, patches of %d x %d",
                        pixels.height(),
                        pixels.width(),
                        pixels.channels(),
                        pixels.patchHeight(),
                        pixels.patchWidth());
        };
        return String.format(Locale.ROOT, "%d layers, hidden size %d, %s", sizes.layers(), sizes.hidden(), input);
    }

    private static String outputs(List<OutputKind> kinds) {
        return kinds.stream()
                .map(k -> TerminalText.visible(k.name()) + labels(k.labels()))
                .collect(Collectors.joining(", "));
    }

    private static String labels(List<String> labels) {
        if (labels.isEmpty()) {
            return "";
        }
        String some = labels.stream().limit(LABELS).map(TerminalText::visible).collect(Collectors.joining(", "));
        return " (" + labels.size() + (labels.size() == 1 ? " label: " : " labels: ") + some
                + (labels.size() > LABELS ? ", ..." : "") + ")";
    }

    private static void describeWeights(Checkpoint checkpoint, Columns columns) {
        long parameters = 0;
        long bytes = 0;
        Map<String, Integer> types = new TreeMap<>();
        for (TensorEntry entry : checkpoint.tensors().values()) {
            parameters += entry.size();
            bytes += entry.bytes();
            types.merge(entry.dtype(), 1, Integer::sum);
        }
        columns.fact(
                "parameters",
                String.format(
                        Locale.ROOT,
                        "%,d in %d tensors, %,.1f MB, stored as %s",
                        parameters,
                        checkpoint.tensors().size(),
                        bytes / 1e6,
                        String.join(", ", types.keySet())));
    }

    /** Printed before the model is put together, so that it is there even if that is refused. */
    private void describeFamily(Checkpoint checkpoint, Columns columns) {
        plugins.models().recognising(checkpoint.config(), checkpoint).forEach(family -> {
            columns.fact("family", family.name());
            columns.fact("plugin", family.origin());
            columns.fact("rule sets", ModelsCommand.ruleSets(family));
        });
    }

    private static String tokenizer(Path folder, Tokenizer tokenizer) {
        String file = TOKENIZER_FILES.stream()
                .filter(f -> Files.exists(folder.resolve(f)))
                .findFirst()
                .orElse("in the file of weights");
        return String.format(Locale.ROOT, "%s, %,d tokens", file, tokenizer.size());
    }
}
