// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.rope;

import org.lxt.spi.checkpoint.ModelConfig;

/**
 * YaRN: dimensions that turn often within the original length keep their frequency, those that turn seldom are
 * interpolated, with a ramp between; cosines and sines are scaled by an attention factor. Source: {@code
 * _compute_yarn_parameters} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2309.00071">YaRN: Efficient Context Window Extension of Large Language Models</a>
 */
final class YarnScaling {
    private final RopeOptions options;
    private final ModelConfig section;
    private final double factor;
    private final double original;

    private YarnScaling(RopeOptions options) {
        this.options = options;
        this.section = options.section();
        this.factor = options.factorOrRatio();
        this.original = options.originalLength();
    }

    static RopeScaling read(RopeOptions options) {
        YarnScaling yarn = new YarnScaling(options);
        // Says of some published models that they were trained further; the code for it was theirs.
        options.section().ignore("finetuned");
        return RopeScaling.constant(
                new RopeFrequencies(yarn.inverse(), yarn.amplitude()),
                Math.max(options.maxPositions(), yarn.original * yarn.factor));
    }

    private float[] inverse() {
        double low = pairTurning(rotations("beta_fast", 32));
        double high = pairTurning(rotations("beta_slow", 1));
        if (section.flag("truncate", true)) {
            low = Math.floor(low);
            high = Math.ceil(high);
        }
        low = Math.max(low, 0);
        high = Math.min(high, options.headSize() - 1);
        if (low == high) {
            high += 0.001;
        }
        float[] powers = options.powers((float) options.theta());
        for (int j = 0; j < powers.length; j++) {
            float kept = 1 - Math.clamp((j - (float) low) / (float) (high - low), 0f, 1f);
            float interpolated = 1 / ((float) factor * powers[j]);
            powers[j] = interpolated * (1 - kept) + 1 / powers[j] * kept;
        }
        return powers;
    }

    /** A number of rotations; 0 counts as absent, as in the reference. */
    private double rotations(String name, double absent) {
        double value = section.number(name).orElse(0);
        if (value < 0) {
            throw section.wrong(name, "a positive number", value);
        }
        return value == 0 ? absent : value;
    }

    /** The (fractional) pair that turns this often within the original length. */
    private double pairTurning(double rotations) {
        return options.headSize() * Math.log(original / (rotations * 2 * Math.PI)) / (2 * Math.log(options.theta()));
    }

    private double amplitude() {
        double scale = section.number("mscale").orElse(0);
        double scaleAll = section.number("mscale_all_dim").orElse(0);
        if (section.has("attention_factor")) {
            return section.positiveNumber("attention_factor");
        }
        return scale != 0 && scaleAll != 0 ? temperature(scale) / temperature(scaleAll) : temperature(1);
    }

    private double temperature(double scale) {
        return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
    }
}
