// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.options.DecoderTask;
import org.lxt.spi.parts.options.DecoderTask.Kind;
import org.lxt.spi.parts.options.Heads;
import org.lxt.spi.parts.options.LayerOptions;
import org.lxt.spi.parts.options.LayerTypes;
import org.lxt.spi.rope.RotaryEmbedding;

/**
 * The options of a Gemma 3 checkpoint, checked: those of a text model, or those of the text model in a multimodal one.
 * Published files leave out what has its default. Source: {@code configuration_gemma3.py} of transformers.
 *
 * @param isMultimodal whether the text model is one part of the checkpoint
 * @param decoder those that it shares with other decoders
 * @param attentionBias whether the projections of attention have biases
 * @param scoreScale factor of the scores
 * @param layerTypes which layers see a window only
 * @param rope rotary embeddings of both kinds of layers
 * @param softCap bound that the logits approach, or none
 * @param isBidirectional whether a position sees later ones, too, as in models that embed texts
 */
record GemmaConfig(
        boolean isMultimodal,
        DecoderConfig decoder,
        boolean attentionBias,
        double scoreScale,
        LayerTypes layerTypes,
        GemmaRope rope,
        OptionalDouble softCap,
        boolean isBidirectional) {
    static final String FAMILY = "gemma3";
    static final String TEXT_TYPE = "gemma3_text";

    /** Architectures of text alone. */
    static final List<String> TEXTS =
            List.of("Gemma3ForCausalLM", "Gemma3TextForSequenceClassification", "Gemma3TextModel");

    static final String MULTIMODAL = "Gemma3ForConditionalGeneration";

    private static final Heads DEFAULT_HEADS = new Heads(8, 4, 256);

    /**
     * Reads and checks the options.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if one is not usable, or changes the computation in a way that is not implemented
     */
    static GemmaConfig read(ModelConfig config) {
        return isMultimodal(config) ? multimodal(config) : textOnly(config);
    }

    private static boolean isMultimodal(ModelConfig config) {
        List<String> named = config.architectures();
        if (named.contains(MULTIMODAL)) {
            return true;
        }
        if (TEXTS.stream().anyMatch(named::contains)) {
            return false;
        }
        boolean isMultimodal = config.modelType().equals(FAMILY);
        if (isMultimodal) {
            config.takeFor(MULTIMODAL);
        }
        return isMultimodal;
    }

    private static GemmaConfig textOnly(ModelConfig config) {
        return read(
                config,
                false,
                tied(config),
                SoftCap.read(config, SoftCap.LOGITS, OptionalDouble.empty()),
                DecoderTask.read(config, TEXTS.toArray(String[]::new)));
    }

    private static GemmaConfig multimodal(ModelConfig config) {
        if (!config.modelType().isEmpty() && !config.modelType().equals(FAMILY)) {
            throw config.unsupported("model_type", FAMILY, FAMILY);
        }
        config.ignore("vision_config");
        ModelConfig text = config.section("text_config").orElseGet(() -> ModelConfig.of(config.source(), Map.of()));
        // Neither is read by the reference where the text model is a part; what counts for the head stands outside.
        text.ignore("final_logit_softcapping");
        text.ignore("tie_word_embeddings");
        return read(text, true, tied(config), OptionalDouble.empty(), DecoderTask.of(config, TEXTS.getFirst()));
    }

    private static GemmaConfig read(
            ModelConfig text, boolean isMultimodal, boolean tied, OptionalDouble softCap, DecoderTask task) {
        boolean isBidirectional = text.flag("use_bidirectional_attention", false);
        if (isBidirectional && task.isSaid(Kind.LANGUAGE_MODEL)) {
            throw text.unsupported(
                    "use_bidirectional_attention", FAMILY, "false, or the option absent, in a language model");
        }
        int window = text.optionalPositive("sliding_window").orElse(4096);
        int layers = text.optionalPositive("num_hidden_layers").orElse(26);
        int maxPositions = text.optionalPositive("max_position_embeddings").orElse(131_072);
        Heads heads = Heads.readOr(DEFAULT_HEADS, text);
        int pattern = text.optionalPositive("sliding_window_pattern").orElse(6);
        // The reference reads it and does not use it.
        text.ignore("attn_logit_softcapping");
        GemmaRope rope = GemmaRope.read(text, heads.size(), maxPositions);
        DecoderConfig decoder = new DecoderConfig(
                text.optionalPositive("vocab_size").orElse(262_208),
                text.optionalPositive("hidden_size").orElse(2304),
                layers,
                text.optionalPositive("intermediate_size").orElse(9216),
                heads,
                LayerOptions.normEpsilon(text, "rms_norm_eps", 1e-6),
                LayerOptions.activation(text, FAMILY, "hidden_activation", "gelu_pytorch_tanh"),
                tied,
                rope.full(),
                maxPositions,
                task);
        return new GemmaConfig(
                isMultimodal,
                decoder,
                text.flag("attention_bias", false),
                scoreScale(text),
                LayerTypes.read(
                        text,
                        FAMILY,
                        layers,
                        // Published is how many a position sees in all; the configuration class of the reference halves
                        // it.
                        isBidirectional ? window / 2 + 1 : window,
                        layer -> (layer + 1) % pattern != 0),
                rope,
                softCap,
                isBidirectional);
    }

    private static boolean tied(ModelConfig config) {
        return config.flag("tie_word_embeddings", true);
    }

    /** The factor of the scores: one over the root of {@code query_pre_attn_scalar}. */
    static double scoreScale(ModelConfig config) {
        String name = "query_pre_attn_scalar";
        return 1 / Math.sqrt(config.has(name) ? config.positiveNumber(name) : 256);
    }

    /** The factor of the embeddings: the root of the hidden size, in float32 as in the reference. */
    static double embeddingScale(int hidden) {
        return (float) Math.sqrt(hidden);
    }

    /** The rotary embedding of a layer. */
    RotaryEmbedding rope(int layer) {
        return layerTypes.slides(layer) ? rope.sliding() : rope.full();
    }
}
