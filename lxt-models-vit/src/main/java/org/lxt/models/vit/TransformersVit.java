// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lxt.spi.Labels;
import org.lxt.spi.Model;
import org.lxt.spi.OutputKind;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.options.Heads;
import org.lxt.spi.parts.options.LayerOptions;
import org.lxt.tensor.Scope;
import org.lxt.tensor.backend.kernel.Activation;

/** ViT and DeiT as transformers saves them. */
final class TransformersVit {
    static final String FAMILY = "vit";
    static final List<String> MODEL_TYPES = List.of("vit", "deit");
    private static final List<String> PREFIXES = List.of("vit.", "deit.", "");
    private static final int HEADS = 12;
    private static final int CHANNELS = 3;
    private static final double EPSILON = 1e-12;

    static final KnownOptions KNOWN = KnownOptions.common()
            // Of masked image modelling, and of a pooler, which a classifier does not have.
            .harmless("encoder_stride", "pooler_output_size", "pooler_act")
            .build();

    /** What a model was made for, as the name of its architecture ends. */
    private enum Task {
        ENCODER("Model"),
        CLASSIFICATION("ForImageClassification"),
        DISTILLED_CLASSIFICATION("ForImageClassificationWithTeacher");

        private final String suffix;

        Task(String suffix) {
            this.suffix = suffix;
        }

        static Task of(String architecture) {
            return Stream.of(values())
                    .filter(task -> architecture.endsWith(task.suffix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private final ModelConfig options;
    private final Weights weights;
    private final VitNames names;
    private final VitShapes shapes;
    private final String prefix;

    private TransformersVit(ModelConfig options, Weights weights) {
        this.options = options;
        this.weights = weights;
        this.prefix = PREFIXES.stream()
                .filter(p -> weights.has(p + "embeddings.cls_token"))
                .findFirst()
                .orElse(isDeit(options) ? "deit." : "vit.");
        boolean isNew = weights.has(prefix + "layers.0.layernorm_before.weight");
        this.names = isNew ? VitNames.newTransformers(prefix) : VitNames.transformers(prefix);
        this.shapes = new VitShapes(weights, names);
    }

    static String[] architectures() {
        return Stream.of("ViT", "DeiT")
                .flatMap(c -> Stream.of(Task.values())
                        .filter(t -> t != Task.DISTILLED_CLASSIFICATION || c.equals("DeiT"))
                        .map(t -> c + t.suffix))
                .toArray(String[]::new);
    }

    static boolean isBare(Weights weights) {
        return PREFIXES.stream()
                .anyMatch(p -> weights.has(p + "embeddings.cls_token")
                        && weights.has(p + "embeddings.patch_embeddings.projection.weight"));
    }

    /** The architecture that the options name, if it is one of these. */
    private static Optional<String> named(ModelConfig options) {
        return options.architectures().stream()
                .filter(List.of(architectures())::contains)
                .findFirst();
    }

    private static boolean isDeit(ModelConfig options) {
        return named(options)
                .map(a -> a.startsWith("DeiT"))
                .orElseGet(() -> options.modelType().equals("deit"));
    }

    static Model load(ModelConfig options, Weights weights, Scope constants) {
        if (options.has("model_type") && !MODEL_TYPES.contains(options.modelType())) {
            throw options.wrong("model_type", "one of " + MODEL_TYPES, options.modelType());
        }
        return new TransformersVit(options, weights).model(constants);
    }

    private Model model(Scope constants) {
        boolean isDistilled =
                named(options).map(a -> isDeit(options)).orElseGet(() -> weights.has(names.distillationToken()));
        List<String> tokens =
                isDistilled ? List.of(names.classToken(), names.distillationToken()) : List.of(names.classToken());
        VitParameters parameters = new VitParameters(config(tokens.size()), names, weights, constants);
        return new VitModel(
                parameters.embedding(tokens, true, Bicubic.INTERVALS, false),
                parameters.layers(),
                parameters.norm(names.norm()),
                heads(parameters));
    }

    private VitConfig config(int leadingTokens) {
        int hidden = options.optionalPositive("hidden_size").orElseGet(shapes::hidden);
        VitConfig.Extent patch = VitConfig.Extent.read(
                options, "patch_size", new VitConfig.Extent(shapes.patchHeight(), shapes.patchWidth()));
        VitConfig.Extent image = options.has("image_size")
                ? VitConfig.Extent.read(options, "image_size", patch)
                : VitConfig.imageOf(shapes.positions() - leadingTokens, patch);
        Heads heads = options.names().isEmpty()
                ? VitShapes.heads(hidden)
                : VitConfig.heads(
                        options,
                        "num_attention_heads",
                        options.optionalPositive("num_attention_heads").orElse(HEADS),
                        hidden);
        return new VitConfig(
                VitConfig.input(
                        options,
                        "image_size",
                        options.optionalPositive("num_channels").orElse(CHANNELS),
                        image,
                        patch,
                        leadingTokens),
                hidden,
                options.optionalPositive("num_hidden_layers").orElseGet(shapes::layers),
                heads,
                options.optionalPositive("intermediate_size").orElseGet(shapes::inner),
                LayerOptions.activation(options, FAMILY, "hidden_act", "gelu"),
                LayerOptions.normEpsilon(options, "layer_norm_eps", EPSILON),
                options.flag("qkv_bias", true));
    }

    private List<VitHead> heads(VitParameters parameters) {
        return switch (task()) {
            case CLASSIFICATION -> {
                OutputKind kind = labels("classifier");
                yield List.of(new ClassTokenHead(
                        kind,
                        null,
                        Activation.TANH,
                        parameters.linear(
                                "classifier", shapes.hidden(), kind.labels().size())));
            }
            case DISTILLED_CLASSIFICATION -> {
                OutputKind kind = labels("cls_classifier");
                int classes = kind.labels().size();
                yield List.of(new DistilledHead(
                        kind,
                        parameters.linear("cls_classifier", shapes.hidden(), classes),
                        parameters.linear("distillation_classifier", shapes.hidden(), classes)));
            }
            case ENCODER -> encoder(parameters);
        };
    }

    private Task task() {
        return named(options).map(Task::of).orElseGet(this::storedTask);
    }

    private Task storedTask() {
        if (options.saysWhichClass()) {
            throw options.wrong(
                    "architectures", "a list that names one of " + List.of(architectures()), options.architectures());
        }
        Task task = weights.has("cls_classifier.weight")
                ? Task.DISTILLED_CLASSIFICATION
                : weights.has("classifier.weight") ? Task.CLASSIFICATION : Task.ENCODER;
        if (!options.names().isEmpty()) {
            options.takeFor((isDeit(options) ? "DeiT" : "ViT") + task.suffix);
        }
        return task;
    }

    private OutputKind labels(String head) {
        return options.names().isEmpty()
                ? OutputKind.classes(OutputKind.Place.FIRST_TOKEN, Labels.read(options, shapes.outputs(head)))
                : Labels.logits(options, OutputKind.Place.FIRST_TOKEN);
    }

    private List<VitHead> encoder(VitParameters parameters) {
        List<VitHead> heads = new ArrayList<>(List.of(new StatesHead()));
        String pooler = prefix + "pooler.dense";
        int width = options.optionalPositive("pooler_output_size").orElseGet(shapes::hidden);
        Activation activation = LayerOptions.activation(options, FAMILY, "pooler_act", "tanh");
        if (weights.has(pooler + ".weight")) {
            heads.add(new ClassTokenHead(
                    OutputKind.of("pooler_output", OutputKind.Place.FIRST_TOKEN, OutputKind.Entries.UNIT),
                    parameters.linear(pooler, shapes.hidden(), width),
                    activation,
                    null));
        }
        return heads;
    }
}
