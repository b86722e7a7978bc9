package org.lxt.models.qwen;

import java.util.OptionalInt;
import org.lxt.spi.KnownOptions;
import org.lxt.spi.Model;
import org.lxt.spi.ModelConfig;
import org.lxt.spi.Weights;
import org.lxt.spi.decoder.DecoderConfig;
import org.lxt.spi.decoder.FeedForward;
import org.lxt.spi.decoder.PreNormDecoder;
import org.lxt.tensor.Scope;

/**
 * Qwen 3 with a mixture of experts in place of the MLP of some layers or all. Source: {@code modeling_qwen3_moe.py} of
 * transformers.
 *
 * @see <a href="https://arxiv.org/abs/2505.09388">Qwen3 Technical Report</a>
 */
final class Qwen3Moe {
    static final String FAMILY = "qwen3_moe";

    static final KnownOptions OPTIONS = Qwen3.known(FAMILY)
            // A loss of training; and what the reference's mixtures, unlike its plain Qwen 3, do not look at.
            .harmless("output_router_logits", "router_aux_loss_coef", "max_window_layers")
            .neutralElements("full_attention", "layer_types")
            .build();

    private Qwen3Moe() {}

    static Model load(ModelConfig options, Weights weights, Scope constants) {
        DecoderConfig config = DecoderConfig.read(options, FAMILY, OptionalInt.empty(), Qwen2.MAX_POSITIONS);
        MixtureConfig mixture = MixtureConfig.read(options);
        int window = Windows.ofAllLayers(options, FAMILY);
        boolean bias = options.flag("attention_bias", false);
        OPTIONS.check(options, FAMILY);
        PreNormDecoder decoder = new PreNormDecoder(config, weights, constants);
        return decoder.build(
                (layer, name) -> Qwen3.attention(config, decoder.parameters(), name, bias, window),
                (layer, name) -> mixture.isSparse(layer)
                        ? sparse(config, mixture, decoder, weights, name)
                        : decoder.gatedMlp(name, false));
    }

    private static FeedForward sparse(
            DecoderConfig config, MixtureConfig mixture, PreNormDecoder decoder, Weights weights, String name) {
        Router router = new Router(
                decoder.parameters().linear(name + ".gate", config.hidden(), mixture.experts(), false),
                mixture.perToken(),
                mixture.normalised());
        return new SparseMlp(
                router, Experts.find(weights, name + ".experts", mixture, config.hidden(), config.activation()));
    }
}
