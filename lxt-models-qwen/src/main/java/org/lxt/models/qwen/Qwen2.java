// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.qwen;

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

/**
 * Qwen 2 and 2.5 with a language model head: LLaMA with biases on query, key and value, and on request a sliding window in
 * the later layers. Source: {@code modeling_qwen2.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2407.10671">Qwen2 Technical Report</a>
 */
final class Qwen2 {
    static final String FAMILY = "qwen2";
    static final int MAX_POSITIONS = 32768;

    static final KnownOptions OPTIONS = DecoderOptions.known(FAMILY)
            .neutral(true, "attention_bias", "qkv_bias", "use_qkv_bias")
            .refused("null", "dual_chunk_attention_config")
            .build();

    private Qwen2() {}

    static QwenConfig read(ModelConfig options) {
        DecoderConfig decoder = DecoderConfig.read(options, FAMILY, DecoderConfig.Absent.usual("Qwen2", MAX_POSITIONS));
        return new QwenConfig(decoder, AttentionWindows.byLayer(options, FAMILY, decoder.layers()), true, false);
    }

    static Model load(QwenConfig config, Weights weights, Scope constants) {
        DecoderConfig sizes = config.decoder();
        DecoderParts decoder = new DecoderParts(sizes, weights, constants);
        return decoder.build(
                NormPlaces.BEFORE,
                (layer, name) -> new SelfAttention(
                        decoder.parameters()
                                .projections(
                                        name, sizes.hidden(), sizes.heads(), config.inputBias(), config.outputBias()),
                        null,
                        sizes.heads().causal(config.window().applyAsInt(layer)),
                        sizes.rope()),
                (layer, name) -> decoder.gatedMlp(name, false));
    }
}
