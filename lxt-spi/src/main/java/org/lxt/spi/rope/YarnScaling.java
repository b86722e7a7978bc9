package org.lxt.spi.rope;

import org.lxt.spi.ModelConfig;

/**
 * YaRN: dimensions that turn often within the original length keep their frequency, those that turn seldom are
 * interpolated, with a ramp between; cosines and sines are scaled by an attention factor. Source: {@code
 * _compute_yarn_parameters} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2309.00071">YaRN: Efficient Context Window Extension of Large Language Models</a>
 */
final class YarnScaling {
    private YarnScaling() {}

    static RopeFrequencies apply(double[] base, double theta, int headSize, ModelConfig section, ModelConfig config) {
        double factor = section.positiveNumber("factor");
        double original = section.has("original_max_position_embeddings")
                ? section.positive("original_max_position_embeddings")
                : config.positive("max_position_embeddings");
        double betaFast = section.number("beta_fast").orElse(32);
        double betaSlow = section.number("beta_slow").orElse(1);
        double low = dimensionOf(betaFast, theta, headSize, original);
        double high = dimensionOf(betaSlow, theta, headSize, original);
        if (section.flag("truncate", true)) {
            low = Math.floor(low);
            high = Math.ceil(high);
        }
        low = Math.max(low, 0);
        high = Math.min(high, headSize - 1);
        if (low == high) {
            high += 0.001;
        }
        double[] scaled = new double[base.length];
        for (int j = 0; j < scaled.length; j++) {
            double interpolated = Math.clamp((j - low) / (high - low), 0, 1);
            scaled[j] = base[j] / factor * interpolated + base[j] * (1 - interpolated);
        }
        return RopeFrequencies.of(scaled, amplitude(factor, section));
    }

    /** The (fractional) pair that turns {@code rotations} times within the original length. */
    private static double dimensionOf(double rotations, double theta, int headSize, double original) {
        return headSize * Math.log(original / (rotations * 2 * Math.PI)) / (2 * Math.log(theta));
    }

    private static double amplitude(double factor, ModelConfig section) {
        if (section.has("attention_factor")) {
            return section.positiveNumber("attention_factor");
        }
        double scale = section.number("mscale").orElse(0);
        double scaleAll = section.number("mscale_all_dim").orElse(0);
        if (scale != 0 && scaleAll != 0) {
            return temperature(factor, scale) / temperature(factor, scaleAll);
        }
        return temperature(factor, 1);
    }

    private static double temperature(double factor, double scale) {
        return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
    }
}
