package org.lxt.models.llama;

import org.lxt.spi.Model;
import org.lxt.spi.ModelConfig;
import org.lxt.spi.Weights;
import org.lxt.spi.decoder.DecoderConfig;
import org.lxt.spi.decoder.PreNormDecoder;
import org.lxt.spi.decoder.SelfAttention;
import org.lxt.tensor.Scope;
import org.lxt.tensor.backend.Band;

/**
 * LLaMA with a language model head: layers of full causal attention with grouped heads, and gated MLPs. Source: {@code
 * modeling_llama.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2302.13971">LLaMA: Open and Efficient Foundation Language Models</a>
 */
final class LlamaModel {
    private LlamaModel() {}

    static Model load(ModelConfig options, Weights weights, Scope constants) {
        LlamaConfig config = LlamaConfig.read(options);
        PreNormDecoder decoder = new PreNormDecoder(config.decoder(), weights, constants);
        return decoder.build(
                (layer, name) -> attention(config, decoder, name),
                (layer, name) -> decoder.gatedMlp(name, config.mlpBias()));
    }

    private static SelfAttention attention(LlamaConfig config, PreNormDecoder decoder, String name) {
        DecoderConfig sizes = config.decoder();
        boolean bias = config.attentionBias();
        return new SelfAttention(
                decoder.parameters().projections(name, sizes.hidden(), sizes.heads(), bias, bias),
                null,
                sizes.heads().causal(Band.UNLIMITED),
                sizes.rope());
    }
}
