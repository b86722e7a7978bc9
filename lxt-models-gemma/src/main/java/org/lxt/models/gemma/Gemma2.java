// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import java.util.OptionalDouble;
import java.util.OptionalInt;
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
import org.lxt.tensor.ops.attention.AttentionShape;

/**
 * Gemma 2: the first Gemma with scores and logits that have a soft cap, a sliding window in every other layer, and norms on both
 * sides of attention and MLP. Source: {@code modeling_gemma2.py} of transformers, with its eager attention: its other ones leave
 * the cap of the scores out.
 *
 * @see <a href="https://arxiv.org/abs/2408.00118">Gemma 2: Improving Open Language Models at a Practical Size</a>
 */
final class Gemma2 {
    static final String FAMILY = "gemma2";
    static final String CLASS = "Gemma2";

    static final KnownOptions KNOWN = DecoderOptions.known(FAMILY)
            // Published files have it, and hidden_activation, which is read, as well.
            .harmless("hidden_act")
            .neutral(false, "use_bidirectional_attention")
            .build();

    private static final DecoderConfig.Absent ABSENT =
            new DecoderConfig.Absent(CLASS, OptionalInt.of(256), 8192, 1e-6, "gelu_pytorch_tanh", true)
                    .activationOption("hidden_activation");

    private Gemma2() {}

    /**
     * The options.
     *
     * @param decoder those that Gemma 2 shares with other decoders
     * @param bias whether the projections of attention have biases
     * @param scoreScale factor of the scores
     * @param scoreCap bound of the scores, or none
     * @param logitCap bound of the logits, or none
     * @param types which layers see a window only
     */
    record Options(
            DecoderConfig decoder,
            boolean bias,
            double scoreScale,
            OptionalDouble scoreCap,
            OptionalDouble logitCap,
            LayerTypes types) {
        private AttentionShape shape(int layer) {
            AttentionShape shape = decoder.heads().causal(scoreScale, types.window(layer));
            return scoreCap.isPresent() ? shape.capped(scoreCap.getAsDouble()) : shape;
        }
    }

    static Options read(ModelConfig config) {
        DecoderConfig decoder = DecoderConfig.read(config, FAMILY, ABSENT);
        return new Options(
                decoder,
                config.flag("attention_bias", false),
                GemmaConfig.scoreScale(config),
                SoftCap.read(config, SoftCap.SCORES, OptionalDouble.of(50)),
                SoftCap.read(config, SoftCap.LOGITS, OptionalDouble.of(30)),
                LayerTypes.read(
                        config,
                        FAMILY,
                        decoder.layers(),
                        LayerTypes.window(config, 4096),
                        layer -> layer % 2 == 0));
    }

    static Model load(Options options, Weights weights, Scope constants) {
        DecoderConfig sizes = options.decoder();
        DecoderParts decoder = new DecoderParts(sizes, weights, constants)
                .normsFromOne()
                .embeddingsTimes(GemmaConfig.embeddingScale(sizes.hidden()))
                .logits(head -> options.logitCap().isPresent()
                        ? head.capped(options.logitCap().getAsDouble())
                        : head);
        return decoder.build(
                NormPlaces.AROUND,
                (layer, name) -> new SelfAttention(
                        decoder.parameters()
                                .projections(name, sizes.hidden(), sizes.heads(), options.bias(), options.bias()),
                        null,
                        options.shape(layer),
                        sizes.rope()),
                (layer, name) -> decoder.gatedMlp(name, false));
    }
}
