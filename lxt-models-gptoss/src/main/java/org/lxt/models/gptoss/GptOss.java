// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gptoss;

import java.util.Map;
import java.util.OptionalInt;
import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.FeedForward;
import org.lxt.spi.parts.NormPlaces;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.mixture.ExpertOptions;
import org.lxt.spi.parts.mixture.Router;
import org.lxt.spi.parts.mixture.SparseMlp;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.options.DecoderOptions;
import org.lxt.spi.parts.options.LayerTypes;
import org.lxt.spi.parts.text.DecoderParts;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.attention.ScoreTerms;

/**
 * gpt-oss: attention with a sink for each head and a sliding window in every other layer, and mixtures of experts with clamped
 * gates and biases everywhere. Source: {@code modeling_gpt_oss.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2508.10925">gpt-oss-120b and gpt-oss-20b Model Card</a>
 */
final class GptOss {
    static final String FAMILY = "gpt_oss";
    static final String CLASS = "GptOss";

    private static final String QUANTIZATION = "quantization_config";

    static final KnownOptions KNOWN = DecoderOptions.known(FAMILY)
            // A loss of training, and the names that the first code had for options that are read.
            .harmless("output_router_logits", "router_aux_loss_coef", "initial_context_length", "experts_per_token")
            // Published; the reference does not read it.
            .neutral(ClampedMlp.LIMIT, "swiglu_limit")
            .group(QUANTIZATION, KnownOptions.common().harmless("modules_to_not_convert").build())
            .build();

    private static final double THETA = 150_000;
    private static final DecoderConfig.Absent ABSENT =
            new DecoderConfig.Absent(CLASS, OptionalInt.of(64), 131_072, 1e-5);

    private GptOss() {}

    /**
     * The options.
     *
     * @param decoder those that gpt-oss shares with other decoders; the inner width is that of an expert
     * @param bias whether the projections of attention have biases
     * @param types which layers see a window only
     * @param experts number of experts of each layer
     * @param perToken how many of them each token goes to
     */
    record Options(DecoderConfig decoder, boolean bias, LayerTypes types, int experts, int perToken) {}

    static Options read(ModelConfig config) {
        DecoderConfig decoder = DecoderConfig.read(config, FAMILY, ABSENT, GptOss::rope);
        requireMxfp4(config);
        int experts = ExpertOptions.count(config).orElse(128);
        if (experts == 0) {
            throw config.wrong("num_local_experts", "a positive integer", experts);
        }
        ExpertOptions.inner(config, "intermediate_size", decoder.intermediate());
        return new Options(
                decoder,
                config.flag("attention_bias", true),
                LayerTypes.read(
                        config, FAMILY, decoder.layers(), LayerTypes.window(config, 128), layer -> layer % 2 == 0),
                experts,
                ExpertOptions.perToken(config, experts, 4));
    }

    /** Whether a tensor is stored in MXFP4 its name says; the option only must not say something else. */
    private static void requireMxfp4(ModelConfig config) {
        ModelConfig section = config.section(QUANTIZATION).orElse(null);
        if (section != null && !section.string("quant_method").orElse("").equals("mxfp4")) {
            throw section.unsupported("quant_method", FAMILY, "mxfp4, or no " + QUANTIZATION);
        }
    }

    /** Without any option for it the embedding is scaled as that of the published models. */
    private static RotaryEmbedding rope(ModelConfig config, String family, int headSize, int maxPositions) {
        if (config.has("rope_parameters") || config.has("rope_scaling")) {
            return RotaryEmbedding.withTheta(THETA).read(config, family, headSize, maxPositions);
        }
        double theta = config.has("rope_theta") ? config.positiveNumber("rope_theta") : THETA;
        ModelConfig published = ModelConfig.of(
                config.source(),
                Map.of(
                        "rope_type", "yarn",
                        "factor", 32.0,
                        "beta_fast", 32.0,
                        "beta_slow", 1.0,
                        "truncate", false,
                        "original_max_position_embeddings", 4096));
        return RotaryEmbedding.readSection(config, published, theta, family, headSize, maxPositions);
    }

    static Model load(Options options, Weights weights, Scope constants) {
        DecoderParts decoder = new DecoderParts(options.decoder(), weights, constants);
        return decoder.build(
                NormPlaces.BEFORE,
                (layer, name) -> attention(options, decoder, layer, name),
                (layer, name) -> mixture(options, decoder, new ExpertTensors(weights, constants, name + ".experts"), name));
    }

    private static SelfAttention attention(Options options, DecoderParts decoder, int layer, String name) {
        DecoderConfig sizes = options.decoder();
        Tensor sinks = decoder.parameters().vector(name + ".sinks", sizes.heads().query());
        return new SelfAttention(
                decoder.parameters().projections(name, sizes.hidden(), sizes.heads(), options.bias(), options.bias()),
                null,
                sizes.heads().causal(options.types().window(layer)),
                sizes.rope(),
                (rules, at, q, k, run) -> ScoreTerms.sinks(sinks));
    }

    /** The softmax over a token's experts is that over all of them, divided by its sum. */
    private static FeedForward mixture(Options options, DecoderParts decoder, ExpertTensors experts, String name) {
        int hidden = options.decoder().hidden();
        Router router = new Router(
                decoder.parameters().linear(name + ".router", hidden, options.experts(), true),
                options.perToken(),
                true);
        return new SparseMlp(router, experts.find(options.decoder(), options.experts()));
    }
}
