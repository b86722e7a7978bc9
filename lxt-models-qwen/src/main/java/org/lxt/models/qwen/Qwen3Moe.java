// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.qwen;

import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.FeedForward;
import org.lxt.spi.parts.NormPlaces;
import org.lxt.spi.parts.mixture.Experts;
import org.lxt.spi.parts.mixture.Router;
import org.lxt.spi.parts.mixture.SparseMlp;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.text.DecoderParts;
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

    /**
     * The options.
     *
     * @param qwen those of any Qwen
     * @param mixture those of the mixtures
     */
    record Options(QwenConfig qwen, MixtureConfig mixture) {}

    static Options read(ModelConfig options) {
        DecoderConfig decoder =
                DecoderConfig.read(options, FAMILY, DecoderConfig.Absent.usual("Qwen3Moe", Qwen2.MAX_POSITIONS));
        MixtureConfig mixture = MixtureConfig.read(options);
        int window = AttentionWindows.ofAllLayers(options, FAMILY);
        boolean bias = options.flag("attention_bias", false);
        return new Options(new QwenConfig(decoder, layer -> window, bias, bias), mixture);
    }

    static Model load(Options options, Weights weights, Scope constants) {
        QwenConfig config = options.qwen();
        DecoderParts decoder = new DecoderParts(config.decoder(), weights, constants);
        return decoder.build(
                NormPlaces.BEFORE,
                (layer, name) -> Qwen3.attention(config, decoder.parameters(), layer, name),
                (layer, name) -> options.mixture().isSparse(layer)
                        ? sparse(config.decoder(), options.mixture(), decoder, weights, name)
                        : decoder.gatedMlp(name, false));
    }

    private static FeedForward sparse(
            DecoderConfig config, MixtureConfig mixture, DecoderParts decoder, Weights weights, String name) {
        Router router = new Router(
                decoder.parameters().linear(name + ".gate", config.hidden(), mixture.experts(), false),
                mixture.perToken(),
                mixture.normalised());
        return new SparseMlp(
                router,
                Experts.USUAL.find(
                        weights,
                        name + ".experts",
                        new Experts.Sizes(mixture.experts(), config.hidden(), mixture.inner(), config.activation())));
    }
}
