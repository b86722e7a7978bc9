// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.qwen;

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
import org.lxt.spi.parts.options.Heads;
import org.lxt.spi.parts.text.DecoderParts;
import org.lxt.tensor.Scope;

/**
 * Qwen 3 with a language model head: Qwen 2 without its biases, but with norms on the query and key of each head. Source:
 * {@code modeling_qwen3.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2505.09388">Qwen3 Technical Report</a>
 */
final class Qwen3 {
    static final String FAMILY = "qwen3";
    private static final DecoderConfig.Absent ABSENT =
            new DecoderConfig.Absent("Qwen3", OptionalInt.of(128), Qwen2.MAX_POSITIONS, 1e-6);

    static final KnownOptions OPTIONS = known(FAMILY).build();

    private Qwen3() {}

    static QwenConfig read(ModelConfig options) {
        DecoderConfig decoder = DecoderConfig.read(options, FAMILY, ABSENT);
        boolean bias = options.flag("attention_bias", false);
        return new QwenConfig(decoder, AttentionWindows.byLayer(options, FAMILY, decoder.layers()), bias, bias);
    }

    static Model load(QwenConfig config, Weights weights, Scope constants) {
        DecoderParts decoder = new DecoderParts(config.decoder(), weights, constants);
        return decoder.build(
                NormPlaces.BEFORE,
                (layer, name) -> attention(config, decoder.parameters(), layer, name),
                (layer, name) -> decoder.gatedMlp(name, false));
    }

    /** Attention with normed heads, which the mixtures of experts have too. */
    static SelfAttention attention(QwenConfig config, ParameterLookup parameters, int layer, String name) {
        DecoderConfig sizes = config.decoder();
        Heads heads = sizes.heads();
        return new SelfAttention(
                parameters.projections(name, sizes.hidden(), heads, config.inputBias(), config.outputBias()),
                parameters.queryKeyNorms(name, heads, NormWidth.HEAD, 0, sizes.normEpsilon()),
                heads.causal(config.window().applyAsInt(layer)),
                sizes.rope());
    }

    /** What is known about options of Qwen 3 that nobody reads. */
    static KnownOptions.Builder known(String family) {
        return DecoderOptions.known(family)
                .neutral(true, "qk_norm", "use_qk_norm", "qk_layernorm", "use_qk_layernorm")
                .refused("null", "dual_chunk_attention_config");
    }
}
