// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.NormPlaces;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.text.DecoderParts;
import org.lxt.tensor.Scope;
import org.lxt.tensor.backend.kernel.Band;

/**
 * LLaMA with a language model head: layers of full causal attention with grouped heads, and gated MLPs. Source: {@code
 * modeling_llama.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2302.13971">LLaMA: Open and Efficient Foundation Language Models</a>
 */
final class LlamaModel {
    private LlamaModel() {}

    static Model load(LlamaConfig config, Weights weights, Scope constants) {
        DecoderParts decoder = new DecoderParts(config.decoder(), weights, constants);
        return decoder.build(
                NormPlaces.BEFORE,
                (layer, name) -> attention(config, decoder, name),
                (layer, name) -> decoder.gatedMlp(name, config.mlpBias()));
    }

    private static SelfAttention attention(LlamaConfig config, DecoderParts decoder, String name) {
        DecoderConfig sizes = config.decoder();
        boolean bias = config.attentionBias();
        return new SelfAttention(
                decoder.parameters().projections(name, sizes.hidden(), sizes.heads(), bias, bias),
                null,
                sizes.heads().causal(Band.UNLIMITED),
                sizes.rope());
    }
}
