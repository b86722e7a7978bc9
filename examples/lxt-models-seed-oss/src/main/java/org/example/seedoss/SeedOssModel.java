// SPDX-License-Identifier: BSD-3-Clause
package org.example.seedoss;

import java.util.OptionalInt;
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
import org.lxt.tensor.backend.kernel.Band;

/**
 * Seed-OSS with a language model head: LLaMA with biases on query, key and value, one on the output of attention on request,
 * and wide heads. Source: {@code modeling_seed_oss.py} of transformers.
 */
final class SeedOssModel {
    static final String FAMILY = "seed_oss";

    /** Options that {@link #read} does not read: of no consequence, or only at the value that is said. */
    static final KnownOptions KNOWN =
            DecoderOptions.known(FAMILY).harmless("residual_dropout", "pretraining_tp").build();

    /**
     * The options.
     *
     * @param decoder those that Seed-OSS shares with other decoders
     * @param inputBias whether query, key and value have biases
     * @param outputBias whether the output of attention has one
     * @param mlpBias whether the projections of MLPs have biases
     */
    record Options(DecoderConfig decoder, boolean inputBias, boolean outputBias, boolean mlpBias) {}

    private SeedOssModel() {}

    static Options read(ModelConfig config) {
        return new Options(
                DecoderConfig.read(config, FAMILY, new DecoderConfig.Absent("SeedOss", OptionalInt.of(128), 524288, 1e-6)),
                config.flag("attention_bias", true),
                config.flag("attention_out_bias", false),
                config.flag("mlp_bias", false));
    }

    static Model load(Options options, Weights weights, Scope constants) {
        DecoderConfig config = options.decoder();
        DecoderParts decoder = new DecoderParts(config, weights, constants);
        return decoder.build(
                NormPlaces.BEFORE,
                (layer, name) -> new SelfAttention(
                        decoder.parameters()
                                .projections(
                                        name, config.hidden(), config.heads(), options.inputBias(), options.outputBias()),
                        null,
                        config.heads().causal(Band.UNLIMITED),
                        config.rope()),
                (layer, name) -> decoder.gatedMlp(name, options.mlpBias()));
    }
}
