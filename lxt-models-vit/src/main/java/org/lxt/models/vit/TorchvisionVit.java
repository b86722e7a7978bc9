// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import java.util.List;
import org.lxt.rules.LinearLayer;
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

/**
 * State dicts of torchvision's {@code vision_transformer}. torchvision itself saves no options: they are the arguments of
 * its constructor, and what is not given follows from the shapes.
 */
final class TorchvisionVit {
    static final String FAMILY = "torchvision-vit";
    private static final String MODEL_TYPE = "torchvision_vit";
    private static final String HEAD = "heads.head";
    private static final String REPRESENTATION = "heads.pre_logits";
    private static final double EPSILON = 1e-6;
    private static final int CHANNELS = 3;

    static final KnownOptions KNOWN = KnownOptions.common()
            .neutral(MODEL_TYPE, "model_type")
            .refused("a single convolution", "conv_stem_configs")
            .refused("layer norms", "norm_layer")
            .closed()
            .build();

    private TorchvisionVit() {}

    static boolean recognises(ModelConfig config) {
        return config.modelType().equals(MODEL_TYPE);
    }

    static boolean isBare(Weights weights) {
        return weights.has("conv_proj.weight") && weights.has("class_token") && weights.has("encoder.pos_embedding");
    }

    static Model load(ModelConfig options, Weights weights, Scope constants) {
        boolean isOld = weights.has("encoder.layers.encoder_layer_0.mlp.linear_1.weight");
        VitNames names = isOld ? VitNames.OLD_TORCHVISION : VitNames.TORCHVISION;
        VitShapes shapes = new VitShapes(weights, names);
        VitParameters parameters = new VitParameters(config(options, shapes), names, weights, constants);
        return new VitModel(
                parameters.embedding(List.of(names.classToken()), true, Bicubic.ALIGNED_CORNERS, true),
                parameters.layers(),
                parameters.norm(names.norm()),
                List.of(head(options, shapes, parameters, weights)));
    }

    private static VitConfig config(ModelConfig options, VitShapes shapes) {
        int hidden = options.optionalPositive("hidden_dim").orElseGet(shapes::hidden);
        VitConfig.Extent patch = VitConfig.Extent.read(
                options, "patch_size", new VitConfig.Extent(shapes.patchHeight(), shapes.patchWidth()));
        VitConfig.Extent image = options.has("image_size")
                ? VitConfig.Extent.read(options, "image_size", patch)
                : VitConfig.imageOf(shapes.positions() - 1, patch);
        Heads heads = options.has("num_heads")
                ? VitConfig.heads(options, "num_heads", options.positive("num_heads"), hidden)
                : VitShapes.heads(hidden);
        return new VitConfig(
                VitConfig.input(
                        options,
                        "image_size",
                        options.optionalPositive("in_channels").orElse(CHANNELS),
                        image,
                        patch,
                        1),
                hidden,
                options.optionalPositive("num_layers").orElseGet(shapes::layers),
                heads,
                options.optionalPositive("mlp_dim").orElseGet(shapes::inner),
                LayerOptions.activation(options, FAMILY, "activation", "gelu"),
                LayerOptions.normEpsilon(options, "layer_norm_eps", EPSILON),
                true);
    }

    private static VitHead head(ModelConfig options, VitShapes shapes, VitParameters parameters, Weights weights) {
        int hidden = shapes.hidden();
        int classes = shapes.classes(options, "num_classes", HEAD);
        int width = options.optionalPositive("representation_size")
                .orElseGet(() -> weights.has(REPRESENTATION + ".weight") ? shapes.outputs(REPRESENTATION) : 0);
        LinearLayer representation = width == 0 ? null : parameters.linear(REPRESENTATION, hidden, width);
        LinearLayer layer = parameters.linear(HEAD, width == 0 ? hidden : width, classes);
        OutputKind kind = OutputKind.classes(OutputKind.Place.FIRST_TOKEN, Labels.read(options, classes));
        return new ClassTokenHead(kind, representation, Activation.TANH, layer);
    }
}
