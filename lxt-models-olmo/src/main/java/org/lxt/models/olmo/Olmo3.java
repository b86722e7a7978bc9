// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.olmo;

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
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.Scope;

/**
 * OLMo 3: OLMo 2 with a sliding window in three of four layers. Source: {@code modeling_olmo3.py} of transformers.
 *
 * <p>The scaling of the rotary embedding is that of the layers that see everything: so the models were trained, and so
 * transformers 4.57 computes them. Transformers 5.9 scales the layers in windows, too.
 *
 * @see <a href="https://arxiv.org/abs/2512.13961">Olmo 3</a>
 */
final class Olmo3 {
    static final String FAMILY = "olmo3";

    static final KnownOptions KNOWN = DecoderOptions.known(FAMILY).build();

    private static final int WINDOW = 4096;

    private Olmo3() {}

    /**
     * The options.
     *
     * @param olmo2 those that OLMo 3 shares with OLMo 2
     * @param types which layers see a window only
     * @param unscaled rotary embedding of such a layer
     */
    record Options(Olmo2.Options olmo2, LayerTypes types, RotaryEmbedding unscaled) {
        private SelfAttention attention(DecoderParts decoder, int layer, String name) {
            return olmo2.attention(
                    decoder.parameters(),
                    name,
                    types.window(layer),
                    types.slides(layer) ? unscaled : olmo2.decoder().rope());
        }
    }

    static Options read(ModelConfig config) {
        DecoderConfig decoder = DecoderConfig.read(config, FAMILY, Olmo2.absent("Olmo3"));
        return new Options(
                new Olmo2.Options(decoder, config.flag("attention_bias", false)),
                LayerTypes.read(
                        config,
                        FAMILY,
                        decoder.layers(),
                        LayerTypes.window(config, WINDOW),
                        layer -> (layer + 1) % 4 != 0),
                RotaryEmbedding.readUnscaled(
                        config, FAMILY, decoder.heads().size(), decoder.rope().reach()));
    }

    static Model load(Options options, Weights weights, Scope constants) {
        DecoderParts decoder = new DecoderParts(options.olmo2().decoder(), weights, constants);
        return decoder.build(
                NormPlaces.AFTER,
                (layer, name) -> options.attention(decoder, layer, name),
                (layer, name) -> decoder.gatedMlp(name, false));
    }
}
