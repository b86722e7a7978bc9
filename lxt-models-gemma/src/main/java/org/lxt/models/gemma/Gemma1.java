// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import java.util.OptionalInt;
import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.NormPlaces;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.options.DecoderOptions;
import org.lxt.spi.parts.text.DecoderParts;
import org.lxt.tensor.Scope;
import org.lxt.tensor.backend.kernel.Band;

/**
 * Gemma, the first: LLaMA with wide heads, gates of GELU, norms whose weights are stored as their difference from 1, and
 * embeddings times the root of the hidden size. Source: {@code modeling_gemma.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2403.08295">Gemma: Open Models Based on Gemini Research and Technology</a>
 */
final class Gemma1 {
    static final String FAMILY = "gemma";
    static final String CLASS = "Gemma";

    static final KnownOptions KNOWN = DecoderOptions.known(FAMILY)
            // Read by early versions; the reference takes hidden_act.
            .harmless("hidden_activation")
            .neutral(false, "use_bidirectional_attention")
            .build();

    private static final DecoderConfig.Absent ABSENT =
            new DecoderConfig.Absent(CLASS, OptionalInt.of(256), 8192, 1e-6, "gelu_pytorch_tanh", true);

    private Gemma1() {}

    /**
     * The options.
     *
     * @param decoder those that Gemma shares with other decoders
     * @param bias whether the projections of attention have biases
     */
    record Options(DecoderConfig decoder, boolean bias) {}

    static Options read(ModelConfig config) {
        return new Options(DecoderConfig.read(config, FAMILY, ABSENT), config.flag("attention_bias", false));
    }

    static Model load(Options options, Weights weights, Scope constants) {
        DecoderConfig sizes = options.decoder();
        DecoderParts decoder = new DecoderParts(sizes, weights, constants)
                .normsFromOne()
                .embeddingsTimes(GemmaConfig.embeddingScale(sizes.hidden()));
        return decoder.build(
                NormPlaces.BEFORE,
                (layer, name) -> new SelfAttention(
                        decoder.parameters()
                                .projections(name, sizes.hidden(), sizes.heads(), options.bias(), options.bias()),
                        null,
                        sizes.heads().causal(Band.UNLIMITED),
                        sizes.rope()),
                (layer, name) -> decoder.gatedMlp(name, false));
    }
}
