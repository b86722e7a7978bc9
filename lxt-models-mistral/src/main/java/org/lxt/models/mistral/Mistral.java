// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.mistral;

import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.NormPlaces;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.options.DecoderOptions;
import org.lxt.spi.parts.options.LayerTypes;
import org.lxt.spi.parts.text.DecoderParts;
import org.lxt.tensor.Scope;

/**
 * Mistral: LLaMA with a sliding window in every layer, and heads that need not fill the hidden size. Source: {@code
 * modeling_mistral.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2310.06825">Mistral 7B</a>
 */
final class Mistral {
    static final String FAMILY = "mistral";

    static final int MAX_POSITIONS = 4096 * 32;

    static final KnownOptions KNOWN = DecoderOptions.known(FAMILY)
            .neutralElements("sliding_attention", "layer_types")
            .build();

    private static final int WINDOW = 4096;

    private Mistral() {}

    /**
     * The options.
     *
     * @param decoder those that Mistral shares with other decoders
     * @param window how many positions a position sees, itself counted
     */
    record Options(DecoderConfig decoder, int window) {}

    static Options read(ModelConfig config) {
        DecoderConfig decoder =
                DecoderConfig.read(config, FAMILY, DecoderConfig.Absent.usual("Mistral", MAX_POSITIONS));
        return new Options(decoder, LayerTypes.window(config, WINDOW));
    }

    static Model load(Options options, Weights weights, Scope constants) {
        DecoderParts decoder = new DecoderParts(options.decoder(), weights, constants);
        return decoder.build(
                NormPlaces.BEFORE,
                (layer, name) -> attention(options, decoder, name),
                (layer, name) -> decoder.gatedMlp(name, false));
    }

    /** Attention in a window, which Mixtral has too. */
    static SelfAttention attention(Options options, DecoderParts decoder, String name) {
        DecoderConfig sizes = options.decoder();
        return new SelfAttention(
                decoder.parameters().projections(name, sizes.hidden(), sizes.heads(), false, false),
                null,
                sizes.heads().causal(options.window()),
                sizes.rope());
    }
}
