// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.NormLayer;
import org.lxt.spi.Labels;
import org.lxt.spi.Model;
import org.lxt.spi.OutputKind;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.options.Heads;
import org.lxt.tensor.Scope;
import org.lxt.tensor.backend.kernel.Activation;

/**
 * Vision transformers of timm, and those of the original DeiT, which have the same names. An architecture's name stands for
 * the arguments of its constructor; those that are not in {@code model_args} are told by the shapes.
 */
final class TimmVit {
    static final String FAMILY = "timm-vit";
    private static final String HEAD = "head";
    private static final String DISTILLED_HEAD = "head_dist";
    private static final String POOLED_NORM = "fc_norm";
    private static final double EPSILON = 1e-6;

    private static final KnownOptions ARGUMENTS = KnownOptions.common()
            .harmless(
                    "drop_rate",
                    "pos_drop_rate",
                    "patch_drop_rate",
                    "proj_drop_rate",
                    "attn_drop_rate",
                    "drop_path_rate",
                    "weight_init",
                    "fix_init",
                    "dynamic_img_size",
                    "num_classes",
                    "strict_img_size")
            .neutral(
                    false,
                    "qk_norm",
                    "scale_attn_norm",
                    "scale_mlp_norm",
                    "pre_norm",
                    "pool_include_prefix",
                    "dynamic_img_pad")
            .neutral(true, "proj_bias", "final_norm")
            .neutral(0, "reg_tokens")
            .neutral("learn", "pos_embed")
            .neutral("gelu", "act_layer")
            .refused("the plain transformer block", "block_fn", "mlp_layer", "attn_layer", "embed_layer")
            .refused(
                    "layer norms, with no scale after attention and MLP",
                    "norm_layer",
                    "embed_norm_layer",
                    "init_values")
            .closed()
            .build();

    static final KnownOptions KNOWN = KnownOptions.common()
            .harmless("num_features", "pretrained_cfg", "label_descriptions", "timm_version")
            .group("model_args", ARGUMENTS)
            .build();

    /** Architectures whose constructors choose an activation that leaves no trace in the shapes. */
    private static final List<String> OTHER_ACTIVATIONS = List.of("clip", "siglip", "quickgelu");

    private final ModelConfig options;
    private final ModelConfig arguments;
    private final Weights weights;
    private final VitShapes shapes;

    private TimmVit(ModelConfig options, Weights weights) {
        this.options = options;
        this.arguments = options.section("model_args").orElse(ModelConfig.of(options.source(), Map.of()));
        this.weights = weights;
        this.shapes = new VitShapes(weights, VitNames.TIMM);
    }

    static boolean recognises(ModelConfig config) {
        return config.raw("architecture") instanceof String name
                && (name.startsWith("vit_") || name.startsWith("deit_") || name.startsWith("deit3_"));
    }

    static boolean isBare(Weights weights) {
        return weights.has("patch_embed.proj.weight")
                && weights.has("pos_embed")
                && weights.has("blocks.0.attn.qkv.weight");
    }

    static Model load(ModelConfig options, Weights weights, Scope constants) {
        String architecture = options.string("architecture").orElse("");
        if (!arguments(options).has("act_layer") && OTHER_ACTIVATIONS.stream().anyMatch(architecture::contains)) {
            throw options.unsupported("architecture", FAMILY, "ViT and DeiT with GELU");
        }
        return new TimmVit(options, weights).model(constants);
    }

    private static ModelConfig arguments(ModelConfig options) {
        return options.section("model_args").orElse(ModelConfig.of(options.source(), Map.of()));
    }

    private Model model(Scope constants) {
        List<String> tokens = tokens();
        boolean positioned = isPositioned(tokens.size());
        VitConfig config = config(tokens.size(), positioned);
        VitParameters parameters = new VitParameters(config, VitNames.TIMM, weights, constants);
        boolean isPooledFirst = weights.has(POOLED_NORM + ".weight");
        boolean isMean = isMean(tokens);
        // On the class token alone it is the same before and after.
        NormLayer norm =
                !isPooledFirst ? parameters.norm(VitNames.TIMM.norm()) : isMean ? null : parameters.norm(POOLED_NORM);
        return new VitModel(
                parameters.embedding(tokens, positioned, Bicubic.ANTIALIASED, true),
                parameters.layers(),
                norm,
                List.of(head(parameters, tokens.size(), isMean, isMean && isPooledFirst)));
    }

    private List<String> tokens() {
        List<String> tokens = new ArrayList<>();
        boolean hasClass = weights.has(VitNames.TIMM.classToken());
        if (arguments.flag("class_token", hasClass)) {
            tokens.add(VitNames.TIMM.classToken());
        }
        if (weights.has(VitNames.TIMM.distillationToken())) {
            tokens.add(VitNames.TIMM.distillationToken());
        }
        return tokens;
    }

    /**
     * Whether the tokens before the patches have positions: if nothing says so, they do if the remaining positions fill a
     * square.
     */
    private boolean isPositioned(int tokens) {
        boolean fits = VitShapes.side(shapes.positions() - tokens) > 0;
        return !arguments.flag("no_embed_class", !fits);
    }

    private VitConfig config(int tokens, boolean positioned) {
        int hidden = arguments.optionalPositive("embed_dim").orElseGet(shapes::hidden);
        VitConfig.Extent patch = VitConfig.Extent.read(
                arguments, "patch_size", new VitConfig.Extent(shapes.patchHeight(), shapes.patchWidth()));
        Heads heads = arguments.has("num_heads")
                ? VitConfig.heads(arguments, "num_heads", arguments.positive("num_heads"), hidden)
                : VitShapes.heads(hidden);
        double ratio = arguments.has("mlp_ratio") ? arguments.positiveNumber("mlp_ratio") : 0;
        int channels = arguments.optionalPositive("in_chans").orElseGet(shapes::channels);
        boolean biased = arguments.flag("qkv_bias", weights.has("blocks.0.attn.qkv.bias"));
        return new VitConfig(
                VitConfig.input(arguments, "img_size", channels, image(patch, positioned ? tokens : 0), patch, tokens),
                hidden,
                arguments.optionalPositive("depth").orElseGet(shapes::layers),
                heads,
                ratio == 0 ? shapes.inner() : inner(hidden, ratio),
                Activation.GELU,
                EPSILON,
                biased);
    }

    private int inner(int hidden, double ratio) {
        double inner = hidden * ratio;
        if (inner < 1 || inner > Integer.MAX_VALUE) {
            throw arguments.wrong("mlp_ratio", "such that an MLP has a width", ratio);
        }
        return (int) inner;
    }

    private VitConfig.Extent image(VitConfig.Extent patch, int positioned) {
        if (arguments.has("img_size")) {
            return VitConfig.Extent.read(arguments, "img_size", patch);
        }
        if (options.raw("pretrained_cfg") instanceof Map<?, ?> pretrained
                && pretrained.get("input_size") instanceof List<?> size
                && size.size() == 3
                && size.get(1) instanceof Integer height
                && size.get(2) instanceof Integer width) {
            return new VitConfig.Extent(height, width);
        }
        return VitConfig.imageOf(shapes.positions() - positioned, patch);
    }

    private boolean isMean(List<String> tokens) {
        boolean looksLikeMean = !tokens.contains(VitNames.TIMM.classToken())
                || (options.names().isEmpty() && weights.has(POOLED_NORM + ".weight"));
        String absent = looksLikeMean ? "avg" : "token";
        String pool = arguments
                .string("global_pool")
                .or(() -> options.string("global_pool"))
                .orElse(absent);
        options.ignore("global_pool");
        boolean isMean = pool.equals("avg");
        if (!isMean && (!pool.equals("token") || !tokens.contains(VitNames.TIMM.classToken()))) {
            throw options.wrong("global_pool", "token, of models that have a class token, or avg", pool);
        }
        boolean isNormedLast = weights.has(POOLED_NORM + ".weight");
        if (arguments.flag("fc_norm", isNormedLast) != isNormedLast) {
            throw arguments.wrong("fc_norm", "as the tensors have it (" + isNormedLast + ")", !isNormedLast);
        }
        return isMean;
    }

    private VitHead head(VitParameters parameters, int tokens, boolean isMean, boolean isNormedLast) {
        int hidden = shapes.hidden();
        int classes = shapes.classes(options, "num_classes", HEAD);
        OutputKind.Place place = isMean ? OutputKind.Place.WHOLE_SEQUENCE : OutputKind.Place.FIRST_TOKEN;
        OutputKind kind = OutputKind.classes(place, labels(classes));
        LinearLayer layer = parameters.linear(HEAD, hidden, classes);
        if (isMean) {
            return new MeanHead(kind, tokens, isNormedLast ? parameters.norm(POOLED_NORM) : null, layer);
        }
        return weights.has(VitNames.TIMM.distillationToken())
                ? new DistilledHead(kind, layer, parameters.linear(DISTILLED_HEAD, hidden, classes))
                : new ClassTokenHead(kind, null, Activation.TANH, layer);
    }

    private List<String> labels(int classes) {
        Object named = options.raw("label_names");
        if (named == null && options.raw("pretrained_cfg") instanceof Map<?, ?> pretrained) {
            named = pretrained.get("label_names");
        }
        List<String> names = strings(named);
        return names != null && names.size() == classes ? names : Labels.read(options, classes);
    }

    private static @Nullable List<String> strings(@Nullable Object value) {
        if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
            return null;
        }
        return list.stream().map(String.class::cast).toList();
    }
}
