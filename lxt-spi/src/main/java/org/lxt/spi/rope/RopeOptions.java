// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.rope;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.lxt.spi.checkpoint.Excerpt;
import org.lxt.spi.checkpoint.ModelConfig;

/**
 * The options of a rotary embedding in either style: {@code rope_parameters} (transformers 5), or {@code rope_theta} with
 * {@code rope_scaling} (transformers 4). Source: {@code RotaryEmbeddingConfigMixin} of transformers.
 *
 * @param config options of the model
 * @param section the group of options that speaks of the scaling; empty if there is none
 * @param theta base of the wavelengths
 * @param headSize width of the part of a head that is rotated
 * @param maxPositions {@code max_position_embeddings}
 * @param partial whether less than a head may be rotated, and {@code headSize} says how much
 */
record RopeOptions(
        ModelConfig config, ModelConfig section, double theta, int headSize, int maxPositions, boolean partial) {
    static final double DEFAULT_THETA = 10000;
    private static final String PARAMETERS = "rope_parameters";
    private static final String SCALING = "rope_scaling";
    private static final String FACTOR = "partial_rotary_factor";
    private static final String ORIGINAL = "original_max_position_embeddings";

    static RopeOptions read(ModelConfig config, double absentTheta, int headSize, int maxPositions) {
        ModelConfig section = section(config);
        double theta = theta(config, section, absentTheta);
        return new RopeOptions(config, section, theta, headSize, maxPositions, false);
    }

    /** The same options of a model that rotates {@code partial_rotary_factor} of each head. */
    static RopeOptions readPartial(ModelConfig config, int headSize, int maxPositions) {
        RopeOptions whole = read(config, DEFAULT_THETA, headSize, maxPositions);
        ModelConfig place = whole.section.has(FACTOR) ? whole.section : config;
        if (place != config) {
            config.ignore(FACTOR);
        }
        double factor = place.has(FACTOR) ? place.positiveNumber(FACTOR) : 1;
        int rotated = (int) (headSize * factor);
        if (factor > 1 || rotated < 2 || rotated % 2 != 0) {
            throw place.wrong(
                    FACTOR, "at most 1, and such that an even part of a head of " + headSize + " is rotated", factor);
        }
        return new RopeOptions(config, whole.section, whole.theta, rotated, maxPositions, true);
    }

    private static ModelConfig section(ModelConfig config) {
        boolean both = config.has(PARAMETERS) && config.has(SCALING);
        if (both && Map.of().equals(config.raw(SCALING))) {
            return config.section(PARAMETERS).orElseThrow();
        }
        if (both && !Objects.equals(config.raw(PARAMETERS), config.raw(SCALING))) {
            throw config.wrong(SCALING, "absent or the same as " + PARAMETERS, config.raw(SCALING));
        }
        return config.section(PARAMETERS)
                .or(() -> config.section(SCALING))
                .orElseGet(() -> ModelConfig.of(config.source(), Map.of()));
    }

    private static double theta(ModelConfig config, ModelConfig section, double absent) {
        if (section.has("rope_theta")) {
            config.ignore("rope_theta");
            return section.positiveNumber("rope_theta");
        }
        return config.has("rope_theta") ? config.positiveNumber("rope_theta") : absent;
    }

    /** The same options without their scaling. */
    RopeOptions withoutScaling() {
        ModelConfig none = ModelConfig.of(config.source(), Map.of());
        return new RopeOptions(config, none, theta, headSize, maxPositions, partial);
    }

    /** {@code rope_type}, or {@code type} as it was once called. */
    String type(String family) {
        String type = section.string("type").orElse("default");
        String ropeType = section.string("rope_type").orElse(type);
        if (section.has("type") && !type.equals(ropeType)) {
            throw section.wrong("type", "absent or the same as rope_type (" + Excerpt.of(ropeType) + ")", type);
        }
        for (ModelConfig place : new ModelConfig[] {config, section}) {
            if (!partial && place.number(FACTOR).orElse(1) != 1) {
                throw place.unsupported(FACTOR, family, "1");
            }
        }
        return ropeType;
    }

    /** The exception for a kind of scaling that is not implemented. */
    RuntimeException unsupported(String family, String supported) {
        return section.unsupported(section.has("rope_type") ? "rope_type" : "type", family, supported);
    }

    /** The length before scaling; outside the section it counts more than within, as in the reference. */
    int originalLength() {
        OptionalInt within = section.optionalPositive(ORIGINAL);
        return config.optionalPositive(ORIGINAL).orElse(within.orElse(maxPositions));
    }

    /** The factor that the section gives. */
    double factor() {
        return section.positiveNumber("factor");
    }

    /** The factor that the section gives, or else the ratio of the lengths after and before scaling. */
    double factorOrRatio() {
        return section.has("factor") ? factor() : (double) maxPositions / originalLength();
    }

    /** {@code theta^(2j / headSize)}, rounded step by step as the reference does in float32. */
    float[] powers(float base) {
        float[] powers = new float[headSize / 2];
        for (int j = 0; j < powers.length; j++) {
            float exponent = 2f * j / headSize;
            powers[j] = (float) Math.pow(base, exponent);
        }
        return powers;
    }

    /** The frequencies without scaling, for a base. */
    float[] unscaled(float base) {
        float[] inverse = powers(base);
        for (int j = 0; j < inverse.length; j++) {
            inverse[j] = 1 / inverse[j];
        }
        return inverse;
    }

    float[] unscaled() {
        return unscaled((float) theta);
    }
}
