package org.lxt.spi.rope;

import org.lxt.spi.ModelConfig;

/**
 * The inverse frequencies of a rotary position embedding under its scaling, after {@code modeling_rope_utils.py} of
 * transformers. Like there, they are float32 numbers.
 *
 * @param inverse angle per position of each pair, headSize / 2 of them
 * @param amplitude factor of all cosines and sines
 */
public record RopeFrequencies(float[] inverse, double amplitude) {
    private static final double DEFAULT_THETA = 10000;

    /**
     * Reads the options of either style: {@code rope_parameters} (transformers 5), or {@code rope_theta} with {@code
     * rope_scaling} (transformers 4).
     *
     * @param config options of the model
     * @param family name of the family, for messages
     * @param headSize width of a head
     * @throws org.lxt.spi.ModelException if the scaling is not implemented or lacks an option
     */
    public static RopeFrequencies read(ModelConfig config, String family, int headSize) {
        ModelConfig section = config.section("rope_parameters")
                .or(() -> config.section("rope_scaling"))
                .orElseGet(() -> ModelConfig.of(config.source(), java.util.Map.of()));
        double theta = section.has("rope_theta")
                ? section.positiveNumber("rope_theta")
                : config.has("rope_theta") ? config.positiveNumber("rope_theta") : DEFAULT_THETA;
        String key = section.has("rope_type") ? "rope_type" : "type";
        String type = section.string(key).orElse("default");
        refusePartialRotary(config, section, family);
        double[] base = base(theta, headSize);
        return switch (type) {
            case "default" -> of(base, 1);
            case "linear" -> of(linear(base, section), 1);
            case "llama3" -> of(Llama3Scaling.apply(base, section), 1);
            case "yarn" -> YarnScaling.apply(base, theta, headSize, section, config);
            default -> throw section.unsupported(key, family, "default, linear, llama3, yarn");
        };
    }

    private static void refusePartialRotary(ModelConfig config, ModelConfig section, String family) {
        for (ModelConfig place : java.util.List.of(config, section)) {
            if (place.number("partial_rotary_factor").orElse(1) != 1) {
                throw place.unsupported("partial_rotary_factor", family, "1");
            }
        }
    }

    /** {@code 1 / theta^(2j / headSize)}, rounded step by step as the reference does in float32. */
    private static double[] base(double theta, int headSize) {
        double[] inverse = new double[headSize / 2];
        for (int j = 0; j < inverse.length; j++) {
            float exponent = 2f * j / headSize;
            inverse[j] = 1f / (float) Math.pow(theta, exponent);
        }
        return inverse;
    }

    private static double[] linear(double[] base, ModelConfig section) {
        double factor = section.positiveNumber("factor");
        double[] scaled = base.clone();
        for (int j = 0; j < scaled.length; j++) {
            scaled[j] /= factor;
        }
        return scaled;
    }

    static RopeFrequencies of(double[] inverse, double amplitude) {
        float[] rounded = new float[inverse.length];
        for (int j = 0; j < rounded.length; j++) {
            rounded[j] = (float) inverse[j];
        }
        return new RopeFrequencies(rounded, amplitude);
    }
}
