package org.lxt.models.qwen;

import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import org.lxt.spi.KnownOptions;
import org.lxt.spi.Model;
import org.lxt.spi.ModelConfig;
import org.lxt.spi.Weights;
import org.lxt.spi.decoder.DecoderConfig;
import org.lxt.spi.decoder.DecoderOptions;
import org.lxt.spi.decoder.ParameterLookup;
import org.lxt.spi.decoder.PreNormDecoder;
import org.lxt.spi.decoder.SelfAttention;
import org.lxt.tensor.Scope;

/**
 * Qwen 3 with a language model head: Qwen 2 without its biases, but with norms on the query and key of each head. Source:
 * {@code modeling_qwen3.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2505.09388">Qwen3 Technical Report</a>
 */
final class Qwen3 {
    static final String FAMILY = "qwen3";
    private static final int HEAD_SIZE = 128;

    static final KnownOptions OPTIONS = known(FAMILY).build();

    private Qwen3() {}

    static Model load(ModelConfig options, Weights weights, Scope constants) {
        DecoderConfig config = DecoderConfig.read(options, FAMILY, OptionalInt.of(HEAD_SIZE), Qwen2.MAX_POSITIONS);
        IntUnaryOperator windows = Windows.byLayer(options, FAMILY, config.layers());
        boolean bias = options.flag("attention_bias", false);
        OPTIONS.check(options, FAMILY);
        PreNormDecoder decoder = new PreNormDecoder(config, weights, constants);
        return decoder.build(
                (layer, name) -> attention(config, decoder.parameters(), name, bias, windows.applyAsInt(layer)),
                (layer, name) -> decoder.gatedMlp(name, false));
    }

    /** Attention with normed heads, which the mixtures of experts have too. */
    static SelfAttention attention(
            DecoderConfig config, ParameterLookup parameters, String name, boolean bias, int window) {
        return new SelfAttention(
                parameters.projections(name, config.hidden(), config.heads(), bias, bias),
                parameters.headNorms(name, config.heads().size(), 0, config.normEpsilon()),
                config.heads().causal(window),
                config.rope());
    }

    /** What is known about options of Qwen 3 that nobody reads. */
    static KnownOptions.Builder known(String family) {
        return DecoderOptions.known(family)
                .neutral(true, "qk_norm", "use_qk_norm", "qk_layernorm", "use_qk_layernorm")
                .refused("null", "dual_chunk_attention_config");
    }
}
