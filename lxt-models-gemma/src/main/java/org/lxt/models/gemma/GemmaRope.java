// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import java.util.Map;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.rope.RotaryEmbedding;

/**
 * The rotary embeddings of the two kinds of layers, in either style: {@code rope_parameters} with a section for each kind
 * (transformers 5), or {@code rope_theta} with {@code rope_scaling} for full layers and {@code rope_local_base_freq} for
 * sliding ones (transformers 4). Source: {@code convert_rope_params_to_dict} of {@code Gemma3TextConfig}.
 *
 * @param full of layers that see all earlier positions
 * @param sliding of layers that see a window
 */
record GemmaRope(RotaryEmbedding full, RotaryEmbedding sliding) {
    private static final double FULL_THETA = 1_000_000;
    private static final double SLIDING_THETA = 10_000;

    private static final String PARAMETERS = "rope_parameters";
    private static final String SCALING = "rope_scaling";
    private static final String ORIGINAL = "original_max_position_embeddings";

    /**
     * Reads the options.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if one is not usable, or the two styles are mixed
     */
    static GemmaRope read(ModelConfig config, int headSize, int maxPositions) {
        if (config.has(ORIGINAL)) {
            throw config.unsupported(ORIGINAL, GemmaConfig.FAMILY, "the same option in the section of the scaling");
        }
        ModelConfig none = ModelConfig.of(config.source(), Map.of());
        ModelConfig scaling = config.section(SCALING).orElse(none);
        ModelConfig parameters = config.section(PARAMETERS).orElse(none);
        ModelConfig full = parameters.section("full_attention").orElse(scaling);
        ModelConfig sliding = parameters.section("sliding_attention").orElse(none);
        requireOneStyle(config, scaling);
        return new GemmaRope(
                rope(config, full, theta(config, "rope_theta", FULL_THETA), headSize, maxPositions),
                rope(config, sliding, theta(config, "rope_local_base_freq", SLIDING_THETA), headSize, maxPositions));
    }

    private static void requireOneStyle(ModelConfig config, ModelConfig scaling) {
        if (config.has(PARAMETERS) && !scaling.names().isEmpty()) {
            throw config.wrong(SCALING, "absent beside " + PARAMETERS, config.raw(SCALING));
        }
        // transformers 4 accepts one for the other; transformers 5 does not, and computes unscaled.
        if (scaling.has("type") && !scaling.has("rope_type")) {
            throw scaling.wrong("type", "written as rope_type", scaling.raw("type"));
        }
    }

    private static double theta(ModelConfig config, String name, double absent) {
        return config.has(name) ? config.positiveNumber(name) : absent;
    }

    private static RotaryEmbedding rope(
            ModelConfig config, ModelConfig section, double theta, int headSize, int maxPositions) {
        return RotaryEmbedding.readSection(config, section, theta, GemmaConfig.FAMILY, headSize, maxPositions);
    }
}
