package org.lxt.models.qwen;

import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import org.lxt.spi.KnownOptions;
import org.lxt.spi.Model;
import org.lxt.spi.ModelConfig;
import org.lxt.spi.Weights;
import org.lxt.spi.decoder.DecoderConfig;
import org.lxt.spi.decoder.DecoderOptions;
import org.lxt.spi.decoder.PreNormDecoder;
import org.lxt.spi.decoder.SelfAttention;
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

    static Model load(ModelConfig options, Weights weights, Scope constants) {
        DecoderConfig config = DecoderConfig.read(options, FAMILY, OptionalInt.empty(), MAX_POSITIONS);
        IntUnaryOperator windows = Windows.byLayer(options, FAMILY, config.layers());
        OPTIONS.check(options, FAMILY);
        PreNormDecoder decoder = new PreNormDecoder(config, weights, constants);
        return decoder.build(
                (layer, name) -> new SelfAttention(
                        decoder.parameters().projections(name, config.hidden(), config.heads(), true, false),
                        null,
                        config.heads().causal(windows.applyAsInt(layer)),
                        config.rope()),
                (layer, name) -> decoder.gatedMlp(name, false));
    }
}
