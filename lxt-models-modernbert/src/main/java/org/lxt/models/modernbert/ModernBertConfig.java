// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.modernbert;

import java.util.Map;
import org.lxt.spi.OutputKind.Place;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.parts.options.Heads;
import org.lxt.spi.parts.options.LayerOptions;
import org.lxt.spi.parts.options.LayerTypes;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.backend.kernel.Activation;

/**
 * The checked options of ModernBERT. Source: {@code configuration_modernbert.py} of transformers.
 *
 * @param vocabulary number of token ids
 * @param hidden width of a hidden state
 * @param layers number of layers
 * @param heads attention heads
 * @param inner width between the two layers of an MLP
 * @param activation activation of the MLP
 * @param headActivation activation of the heads
 * @param normEpsilon added to the variance in norms
 * @param biases which layers have biases
 * @param types which layers see a window only
 * @param window how many positions such a layer sees on each side, itself counted
 * @param full rotary embedding of layers that see all positions
 * @param local rotary embedding of the others
 * @param pooling what classifiers of texts are made of
 * @param tiedHead whether the token embedding is the decoder of a masked language model too
 */
record ModernBertConfig(
        int vocabulary,
        int hidden,
        int layers,
        Heads heads,
        int inner,
        Activation activation,
        Activation headActivation,
        double normEpsilon,
        Biases biases,
        LayerTypes types,
        int window,
        RotaryEmbedding full,
        RotaryEmbedding local,
        Place pooling,
        boolean tiedHead) {
    static final String FAMILY = "modernbert";

    /** Options that files carry and that this class does not read. */
    static final KnownOptions KNOWN = KnownOptions.common()
            .neutral(FAMILY, "model_type")
            .neutral(false, "is_decoder")
            .refused("rope_parameters with a section for each kind of layers", "rope_scaling")
            // How it is computed, and which tokens are when a loss is asked for.
            .harmless("deterministic_flash_attn", "reference_compile", "repad_logits_with_grad")
            .harmless("sparse_prediction", "sparse_pred_ignore_index", "initializer_cutoff_factor")
            // Of other models' classes; published files carry them.
            .harmless("layer_norm_eps", "position_embedding_type")
            .build();

    private static final int MAX_POSITIONS = 8192;
    private static final int WINDOW = 128;
    private static final int FULL_EVERY = 3;
    private static final double EPSILON = 1e-5;
    private static final double FULL_THETA = 160_000;
    private static final double LOCAL_THETA = 10_000;
    private static final String LOCAL = "local_rope_theta";

    /**
     * Which layers have biases.
     *
     * @param norm the norms
     * @param attention the projections of attention
     * @param mlp those of MLPs
     * @param head the dense layer of heads
     * @param decoder the decoder of a masked language model
     */
    record Biases(boolean norm, boolean attention, boolean mlp, boolean head, boolean decoder) {}

    /**
     * Reads and checks the options.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if one is missing or not usable
     */
    static ModernBertConfig read(ModelConfig config) {
        int hidden = config.positive("hidden_size");
        int layers = config.positive("num_hidden_layers");
        Heads heads = Heads.dividing(config, "num_attention_heads", "hidden_size", hidden);
        int fullEvery = config.optionalPositive("global_attn_every_n_layers").orElse(FULL_EVERY);
        double fullTheta = theta(config, "global_rope_theta", FULL_THETA);
        int window = config.optionalPositive("local_attention").orElse(WINDOW) / 2 + 1;
        // A null one is that of the full layers, as in transformers 4; version 5 fails on it.
        double localTheta = theta(config, LOCAL, config.isNull(LOCAL) ? fullTheta : LOCAL_THETA);
        return new ModernBertConfig(
                config.positive("vocab_size"),
                hidden,
                layers,
                heads,
                config.positive("intermediate_size"),
                LayerOptions.activation(config, FAMILY, "hidden_activation", "gelu"),
                LayerOptions.activation(config, FAMILY, "classifier_activation", "gelu"),
                LayerOptions.normEpsilon(config, "norm_eps", EPSILON),
                new Biases(
                        config.flag("norm_bias", false),
                        config.flag("attention_bias", false),
                        config.flag("mlp_bias", false),
                        config.flag("classifier_bias", false),
                        config.flag("decoder_bias", true)),
                LayerTypes.read(config, FAMILY, layers, window, layer -> layer % fullEvery != 0),
                window,
                rope(config, "full_attention", fullTheta, heads),
                rope(config, "sliding_attention", localTheta, heads),
                pooling(config),
                config.flag("tie_word_embeddings", true));
    }

    private static double theta(ModelConfig config, String name, double absent) {
        return config.has(name) ? config.positiveNumber(name) : absent;
    }

    private static RotaryEmbedding rope(ModelConfig config, String kind, double theta, Heads heads) {
        int positions = config.optionalPositive("max_position_embeddings").orElse(MAX_POSITIONS);
        ModelConfig section = config.section("rope_parameters")
                .flatMap(parameters -> parameters.section(kind))
                .orElseGet(() -> ModelConfig.of(config.source(), Map.of()));
        return RotaryEmbedding.readSection(config, section, theta, FAMILY, heads.size(), positions);
    }

    private static Place pooling(ModelConfig config) {
        String option = "classifier_pooling";
        return switch (config.string(option).orElse("cls")) {
            case "cls" -> Place.FIRST_TOKEN;
            case "mean" -> Place.WHOLE_SEQUENCE;
            default -> throw config.unsupported(option, FAMILY, "cls, mean");
        };
    }
}
