// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gpt2;

import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.parts.options.DecoderTask;
import org.lxt.spi.parts.options.Heads;
import org.lxt.spi.parts.options.LayerOptions;
import org.lxt.tensor.backend.kernel.Activation;

/**
 * The options of a GPT-2 checkpoint, checked. Source: {@code configuration_gpt2.py} of transformers.
 *
 * @param positions how many positions have an embedding
 * @param inner width between the two layers of an MLP
 * @param scaledByHeadSize whether scores are divided by the root of the head size
 * @param scaledByLayer whether the scores of layer i are also divided by i + 1
 * @param task what the decoder was trained for
 */
record Gpt2Config(
        int vocabulary,
        int positions,
        int hidden,
        int layers,
        Heads heads,
        int inner,
        Activation activation,
        double normEpsilon,
        boolean scaledByHeadSize,
        boolean scaledByLayer,
        boolean tiedHead,
        DecoderTask task) {
    static final String FAMILY = "gpt2";
    static final String[] ARCHITECTURES = {
        "GPT2LMHeadModel", "GPT2ForSequenceClassification", "GPT2ForTokenClassification", "GPT2Model"
    };

    /** Wider than any model; keeps what is made of it, such as the fused projection, within an int. */
    private static final int WIDEST = 1 << 24;

    /**
     * Reads and checks the options.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if one is missing, not usable, or changes the computation in a way that is not
     *     implemented
     */
    static Gpt2Config read(ModelConfig config) {
        int hidden = size(config, "n_embd", "hidden_size");
        if (hidden > WIDEST) {
            throw config.wrong("n_embd", "at most " + WIDEST, hidden);
        }
        return new Gpt2Config(
                config.positive("vocab_size"),
                size(config, "n_positions", "max_position_embeddings"),
                hidden,
                size(config, "n_layer", "num_hidden_layers"),
                heads(config, hidden),
                config.optionalPositive("n_inner").orElse(4 * hidden),
                LayerOptions.activation(config, FAMILY, "activation_function", "gelu_new"),
                LayerOptions.normEpsilon(config, "layer_norm_epsilon", 1e-5),
                config.flag("scale_attn_weights", true),
                config.flag("scale_attn_by_inverse_layer_idx", false),
                config.flag("tie_word_embeddings", true),
                DecoderTask.read(config, ARCHITECTURES));
    }

    /** A size under its name in this family, or else under the name that other families have for it. */
    private static int size(ModelConfig config, String name, String usualName) {
        if (!config.has(name) && config.has(usualName)) {
            return config.positive(usualName);
        }
        int value = config.positive(name);
        if (config.optionalPositive(usualName).orElse(value) != value) {
            throw config.wrong(usualName, "absent or the same as " + name + " (" + value + ")", config.raw(usualName));
        }
        return value;
    }

    private static Heads heads(ModelConfig config, int hidden) {
        int heads = size(config, "n_head", "num_attention_heads");
        if (hidden % heads != 0) {
            throw config.wrong("n_embd", "a multiple of n_head (" + heads + ")", hidden);
        }
        return new Heads(heads, heads, hidden / heads);
    }

    /** The factor of the scores in a layer. */
    double scoreScale(int layer) {
        double scale = scaledByHeadSize ? 1 / Math.sqrt(heads.size()) : 1;
        return scaledByLayer ? scale / (layer + 1) : scale;
    }
}
