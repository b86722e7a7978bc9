// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.parts.options.Heads;
import org.lxt.spi.parts.options.LayerOptions;
import org.lxt.tensor.backend.kernel.Activation;

/**
 * The checked options of an encoder.
 *
 * @param vocabulary number of token ids
 * @param positions rows of the table of positions
 * @param types number of token types; 0 if the family has none
 * @param hidden width of a hidden state
 * @param layers number of layers
 * @param heads attention heads
 * @param inner width between the two layers of an MLP
 * @param activation activation of the MLP
 * @param normEpsilon added to the variance in norms
 * @param tiedHead whether the word embedding is the head of a masked language model too
 */
record EncoderConfig(
        int vocabulary,
        int positions,
        int types,
        int hidden,
        int layers,
        Heads heads,
        int inner,
        Activation activation,
        double normEpsilon,
        boolean tiedHead) {
    private static final double EPSILON = 1e-12;
    private static final int TYPES = 2;

    /**
     * Reads and checks the options of BERT, RoBERTa and similar encoders.
     *
     * @param hasTypes whether the family has token types
     * @throws org.lxt.spi.checkpoint.ModelException if one is missing or not usable
     */
    static EncoderConfig read(ModelConfig config, String family, boolean hasTypes) {
        int hidden = config.positive("hidden_size");
        return new EncoderConfig(
                config.positive("vocab_size"),
                config.positive("max_position_embeddings"),
                hasTypes ? config.optionalPositive("type_vocab_size").orElse(TYPES) : 0,
                hidden,
                config.positive("num_hidden_layers"),
                Heads.dividing(config, "num_attention_heads", "hidden_size", hidden),
                config.positive("intermediate_size"),
                LayerOptions.activation(config, family, "hidden_act", "gelu"),
                LayerOptions.normEpsilon(config, "layer_norm_eps", EPSILON),
                config.flag("tie_word_embeddings", true));
    }

    /**
     * Reads and checks the options of DistilBERT.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if one is missing or not usable
     */
    static EncoderConfig readDistilled(ModelConfig config, String family) {
        int hidden = config.positive("dim");
        return new EncoderConfig(
                config.positive("vocab_size"),
                config.positive("max_position_embeddings"),
                0,
                hidden,
                config.positive("n_layers"),
                Heads.dividing(config, "n_heads", "dim", hidden),
                config.positive("hidden_dim"),
                LayerOptions.activation(config, family, "activation", "gelu"),
                EPSILON,
                config.flag("tie_word_embeddings", true));
    }
}
