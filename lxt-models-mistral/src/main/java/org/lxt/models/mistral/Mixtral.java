// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.mistral;

import java.util.OptionalInt;
import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.FeedForward;
import org.lxt.spi.parts.NormPlaces;
import org.lxt.spi.parts.mixture.ExpertOptions;
import org.lxt.spi.parts.mixture.Experts;
import org.lxt.spi.parts.mixture.Router;
import org.lxt.spi.parts.mixture.SparseMlp;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.options.DecoderOptions;
import org.lxt.spi.parts.options.LayerTypes;
import org.lxt.spi.parts.text.DecoderParts;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.Scope;
import org.lxt.tensor.backend.kernel.Band;

/**
 * Mixtral: Mistral whose MLPs are mixtures of experts, the weights of a token's experts adding up to 1. Source: {@code
 * modeling_mixtral.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2401.04088">Mixtral of Experts</a>
 */
final class Mixtral {
    static final String FAMILY = "mixtral";

    static final KnownOptions KNOWN = DecoderOptions.known(FAMILY)
            // A loss and a noise of training.
            .harmless("output_router_logits", "router_aux_loss_coef", "router_jitter_noise")
            .neutralElements("full_attention", "layer_types")
            .build();

    private static final double THETA = 1e6;
    private static final DecoderConfig.Absent ABSENT =
            new DecoderConfig.Absent("Mixtral", OptionalInt.empty(), Mistral.MAX_POSITIONS, 1e-5);

    /** The names that the first published files gave an expert's projections. */
    private static final Experts NAMES = new Experts("w1", "w3", "w2");

    private Mixtral() {}

    /**
     * The options.
     *
     * @param decoder those that Mixtral shares with other decoders
     * @param window how many positions a position sees, itself counted
     * @param experts number of experts of each layer
     * @param perToken how many of them each token goes to
     */
    record Options(DecoderConfig decoder, int window, int experts, int perToken) {}

    static Options read(ModelConfig config) {
        DecoderConfig decoder = DecoderConfig.read(config, FAMILY, ABSENT, RotaryEmbedding.withTheta(THETA));
        int experts = ExpertOptions.count(config).orElse(8);
        if (experts == 0) {
            throw config.wrong("num_local_experts", "a positive integer", experts);
        }
        int perToken = ExpertOptions.perToken(config, experts, 2);
        ExpertOptions.inner(config, "intermediate_size", decoder.intermediate());
        return new Options(decoder, LayerTypes.window(config, Band.UNLIMITED), experts, perToken);
    }

    static Model load(Options options, Weights weights, Scope constants) {
        DecoderParts decoder = new DecoderParts(options.decoder(), weights, constants);
        return decoder.build(
                NormPlaces.BEFORE,
                (layer, name) -> Mistral.attention(options.decoder(), options.window(), decoder, name),
                (layer, name) -> mixture(options, decoder, weights, name));
    }

    /** The mixture of a layer, which most files call {@code block_sparse_moe} and some {@code mlp}. */
    private static FeedForward mixture(Options options, DecoderParts decoder, Weights weights, String name) {
        DecoderConfig sizes = options.decoder();
        String stored = weights.has(name + ".gate.weight") ? name : name.replaceFirst("mlp$", "block_sparse_moe");
        Router router = new Router(
                decoder.parameters().linear(stored + ".gate", sizes.hidden(), options.experts(), false),
                options.perToken(),
                true);
        Experts.Sizes experts =
                new Experts.Sizes(options.experts(), sizes.hidden(), sizes.intermediate(), sizes.activation());
        return new SparseMlp(router, NAMES.find(weights, stored + ".experts", experts));
    }
}
