// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.olmo;

import java.util.OptionalInt;
import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.NormPlaces;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.SelfAttention.NormWidth;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.options.DecoderOptions;
import org.lxt.spi.parts.text.DecoderParts;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.Scope;
import org.lxt.tensor.backend.kernel.Band;

/**
 * OLMo 2: norms after attention and MLP and none before, and norms of all queries and of all keys of a token. Source: {@code
 * modeling_olmo2.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2501.00656">2 OLMo 2 Furious</a>
 */
final class Olmo2 {
    static final String FAMILY = "olmo2";

    static final KnownOptions KNOWN = DecoderOptions.known(FAMILY).build();

    private Olmo2() {}

    /** What OLMo takes where the file does not say. */
    static DecoderConfig.Absent absent(String className) {
        return new DecoderConfig.Absent(className, OptionalInt.empty(), 2048, 1e-5);
    }

    /**
     * The options.
     *
     * @param decoder those that OLMo 2 shares with other decoders
     * @param bias whether the projections of attention have biases
     */
    record Options(DecoderConfig decoder, boolean bias) {
        /** Attention in a window and with a rotary embedding of a layer's own. */
        SelfAttention attention(ParameterLookup find, String name, int window, RotaryEmbedding rope) {
            return new SelfAttention(
                    find.projections(name, decoder.hidden(), decoder.heads(), bias, bias),
                    find.queryKeyNorms(name, decoder.heads(), NormWidth.PROJECTION, 0, decoder.normEpsilon()),
                    decoder.heads().causal(window),
                    rope);
        }
    }

    static Options read(ModelConfig config) {
        return new Options(DecoderConfig.read(config, FAMILY, absent("Olmo2")), config.flag("attention_bias", false));
    }

    static Model load(Options options, Weights weights, Scope constants) {
        DecoderParts decoder = new DecoderParts(options.decoder(), weights, constants);
        return decoder.build(
                NormPlaces.AFTER,
                (layer, name) -> options.attention(
                        decoder.parameters(),
                        name,
                        Band.UNLIMITED,
                        options.decoder().rope()),
                (layer, name) -> decoder.gatedMlp(name, false));
    }
}
