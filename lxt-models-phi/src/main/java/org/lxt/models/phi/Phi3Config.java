// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.phi;

import java.util.OptionalInt;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.options.DecoderOptions;
import org.lxt.spi.parts.options.LayerTypes;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.backend.kernel.Band;

/**
 * The options of a Phi-3 checkpoint, checked. Source: {@code configuration_phi3.py} of transformers.
 *
 * @param decoder the options that Phi-3 shares with other decoders
 * @param window how many tokens a token sees, itself counted
 */
record Phi3Config(DecoderConfig decoder, int window) {
    static final String FAMILY = "phi3";

    /** Options that the loader does not read: of no consequence, or only at the value that is said. */
    static final KnownOptions KNOWN = DecoderOptions.known(FAMILY)
            .harmless("embd_pdrop", "resid_pdrop")
            .neutralElements("full_attention", "layer_types")
            .neutral(1, "full_attn_mod", "interpolate_factor")
            .build();

    private static final DecoderConfig.Absent ABSENT =
            new DecoderConfig.Absent("Phi3", OptionalInt.empty(), 4096, 1e-5);

    static Phi3Config read(ModelConfig config) {
        return new Phi3Config(
                DecoderConfig.read(config, FAMILY, ABSENT, Phi3Config::rope),
                LayerTypes.window(config, Band.UNLIMITED));
    }

    /**
     * Plain or longrope, in the first part of each head. Early files call the latter {@code su} or {@code yarn}, though it has
     * nothing of the scaling that others call YaRN.
     */
    private static RotaryEmbedding rope(ModelConfig config, String family, int headSize, int maxPositions) {
        return RotaryEmbedding.readPartial(config, family, headSize, maxPositions, kind -> switch (kind) {
            case "default" -> kind;
            case "longrope", "su", "yarn" -> {
                config.positive("original_max_position_embeddings");
                yield "longrope";
            }
            default -> throw unsupported(config, family);
        });
    }

    private static ModelException unsupported(ModelConfig config, String family) {
        ModelConfig section = config.section("rope_parameters")
                .or(() -> config.section("rope_scaling"))
                .orElse(config);
        String option = section.has("rope_type") ? "rope_type" : "type";
        return section.unsupported(option, family, "default, longrope");
    }
}
