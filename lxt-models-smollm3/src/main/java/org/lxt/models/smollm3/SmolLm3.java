// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.smollm3;

import java.util.function.IntPredicate;
import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.NormPlaces;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.options.DecoderOptions;
import org.lxt.spi.parts.options.LayerTypes;
import org.lxt.spi.parts.text.DecoderParts;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.Scope;
import org.lxt.tensor.backend.kernel.Band;

/**
 * SmolLM3: LLaMA of which some layers do not rotate queries and keys, and on request see a window only. Source: {@code
 * modeling_smollm3.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2501.18795">Rope to Nope and Back Again</a>
 */
final class SmolLm3 {
    static final String FAMILY = "smollm3";

    static final KnownOptions KNOWN = DecoderOptions.known(FAMILY)
            .harmless("max_window_layers", "pretraining_tp")
            .build();

    private static final String ROTATING = "no_rope_layers";
    private static final int MAX_POSITIONS = 32768;
    private static final double THETA = 2e6;

    private SmolLm3() {}

    /**
     * The options.
     *
     * @param decoder those that SmolLM3 shares with other decoders
     * @param rotates which layers rotate queries and keys
     * @param types which layers see a window only
     * @param attentionBias whether the projections of attention have biases
     * @param mlpBias whether the projections of MLPs do
     */
    record Options(
            DecoderConfig decoder,
            IntPredicate rotates,
            LayerTypes types,
            boolean attentionBias,
            boolean mlpBias) {}

    static Options read(ModelConfig config) {
        DecoderConfig decoder = DecoderConfig.read(
                config,
                FAMILY,
                DecoderConfig.Absent.usual("SmolLM3", MAX_POSITIONS).tied(),
                RotaryEmbedding.withTheta(THETA));
        IntPredicate rotates = rotates(config, decoder.layers());
        // Only says which layers slide where nothing else does; a window of layer_types counts without it.
        boolean slides = config.flag("use_sliding_window", false);
        LayerTypes types = LayerTypes.read(
                config,
                FAMILY,
                decoder.layers(),
                LayerTypes.window(config, Band.UNLIMITED),
                layer -> slides && !rotates.test(layer));
        return new Options(
                decoder,
                rotates,
                types,
                config.flag("attention_bias", false),
                config.flag("mlp_bias", false));
    }

    /** {@code no_rope_layers} has, whatever its name says, a 1 for each layer that rotates. */
    private static IntPredicate rotates(ModelConfig config, int layers) {
        int interval = config.optionalPositive("no_rope_layer_interval").orElse(4);
        double[] told = config.numbers(ROTATING).orElse(null);
        if (told == null) {
            return layer -> (layer + 1) % interval != 0;
        }
        boolean isUsable = told.length >= layers;
        for (double value : told) {
            isUsable &= value == 0 || value == 1;
        }
        if (!isUsable) {
            throw config.wrong(ROTATING, "a 0 or 1 for each of the " + layers + " layers", config.raw(ROTATING));
        }
        return layer -> told[layer] == 1;
    }

    static Model load(Options options, Weights weights, Scope constants) {
        DecoderParts decoder = new DecoderParts(options.decoder(), weights, constants);
        return decoder.build(
                NormPlaces.BEFORE,
                (layer, name) -> attention(options, decoder, layer, name),
                (layer, name) -> decoder.gatedMlp(name, options.mlpBias()));
    }

    private static SelfAttention attention(Options options, DecoderParts decoder, int layer, String name) {
        DecoderConfig sizes = options.decoder();
        boolean bias = options.attentionBias();
        return new SelfAttention(
                decoder.parameters().projections(name, sizes.hidden(), sizes.heads(), bias, bias),
                null,
                sizes.heads().causal(options.types().window(layer)),
                options.rotates().test(layer) ? sizes.rope() : null);
    }
}
