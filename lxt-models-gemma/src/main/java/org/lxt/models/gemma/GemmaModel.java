// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.NormPlaces;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.SelfAttention.NormWidth;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.options.Heads;
import org.lxt.spi.parts.text.DecoderParts;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ops.attention.AttentionShape;

/**
 * Gemma 3 with the head of a language model, one that classifies texts, or none. Source: {@code modeling_gemma3.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2503.19786">Gemma 3 Technical Report</a>
 */
final class GemmaModel {
    private GemmaModel() {}

    static Model load(GemmaConfig config, Weights weights, Scope constants) {
        DecoderConfig sizes = config.decoder();
        DecoderParts alone = new DecoderParts(sizes, weights, constants)
                .normsFromOne()
                .embeddingsTimes(GemmaConfig.embeddingScale(sizes.hidden()))
                .logits(linear -> config.softCap().isEmpty()
                        ? linear
                        : linear.capped(config.softCap().getAsDouble()));
        DecoderParts decoder = config.isMultimodal() ? alone.ofTextModel() : alone;
        return decoder.build(
                NormPlaces.AROUND,
                (layer, name) -> attention(config, decoder.parameters(), layer, name),
                (layer, name) -> decoder.gatedMlp(name, false));
    }

    private static SelfAttention attention(GemmaConfig config, ParameterLookup parameters, int layer, String name) {
        DecoderConfig sizes = config.decoder();
        boolean bias = config.attentionBias();
        return new SelfAttention(
                parameters.projections(name, sizes.hidden(), sizes.heads(), bias, bias),
                parameters.queryKeyNorms(name, sizes.heads(), NormWidth.HEAD, 1, sizes.normEpsilon()),
                shape(config, sizes.heads(), config.layerTypes().window(layer)),
                config.rope(layer));
    }

    private static AttentionShape shape(GemmaConfig config, Heads heads, int window) {
        return config.isBidirectional()
                ? heads.bidirectional(config.scoreScale(), window)
                : heads.causal(config.scoreScale(), window);
    }
}
