// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.granite;

import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.NormPlaces;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.options.DecoderOptions;
import org.lxt.spi.parts.options.Multipliers;
import org.lxt.spi.parts.text.DecoderParts;
import org.lxt.tensor.Scope;
import org.lxt.tensor.backend.kernel.Band;

/**
 * Granite: LLaMA with constant factors at the embeddings, at what attention and MLP add, at the scores and at the logits.
 * Source: {@code modeling_granite.py} of transformers.
 *
 * <p>Relevance is asked at the embeddings before their factor; a factor changes nothing of it.
 *
 * @see <a href="https://arxiv.org/abs/2408.13359">Power Scheduler</a>
 */
final class Granite {
    static final String FAMILY = "granite";

    static final KnownOptions KNOWN = DecoderOptions.known(FAMILY).build();

    private static final int MAX_POSITIONS = 2048;

    private Granite() {}

    /**
     * The options.
     *
     * @param decoder those that Granite shares with other decoders
     * @param multipliers the constant factors
     * @param attentionBias whether the projections of attention have biases
     * @param mlpBias whether the projections of MLPs do
     */
    record Options(DecoderConfig decoder, Multipliers multipliers, boolean attentionBias, boolean mlpBias) {}

    static Options read(ModelConfig config) {
        return new Options(
                DecoderConfig.read(config, FAMILY, DecoderConfig.Absent.usual("Granite", MAX_POSITIONS)),
                Multipliers.read(config),
                config.flag("attention_bias", false),
                config.flag("mlp_bias", false));
    }

    static Model load(Options options, Weights weights, Scope constants) {
        DecoderParts decoder = new DecoderParts(options.decoder(), weights, constants).times(options.multipliers());
        return decoder.build(
                NormPlaces.BEFORE,
                (layer, name) -> attention(options, decoder, name),
                (layer, name) -> decoder.gatedMlp(name, options.mlpBias()));
    }

    private static SelfAttention attention(Options options, DecoderParts decoder, String name) {
        DecoderConfig sizes = options.decoder();
        boolean bias = options.attentionBias();
        return new SelfAttention(
                decoder.parameters().projections(name, sizes.hidden(), sizes.heads(), bias, bias),
                null,
                sizes.heads().causal(options.multipliers().attention(), Band.UNLIMITED),
                sizes.rope());
    }
}
