// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.rope;

/**
 * LongRoPE: each frequency divided by a factor of its own, from one list for inputs within the original length and from
 * another beyond. Source: {@code _compute_longrope_parameters} and {@code dynamic_rope_update} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2402.13753">LongRoPE: Extending LLM Context Window Beyond 2 Million Tokens</a>
 */
final class LongRopeScaling implements RopeScaling {
    private final RopeFrequencies within;
    private final RopeFrequencies beyond;
    private final int original;
    private final double reach;

    private LongRopeScaling(RopeOptions options) {
        original = options.originalLength();
        double factor = options.factorOrRatio();
        double amplitude = options.section().has("attention_factor")
                ? options.section().positiveNumber("attention_factor")
                : factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(original));
        within = new RopeFrequencies(scaled(options, "short_factor"), amplitude);
        beyond = new RopeFrequencies(scaled(options, "long_factor"), amplitude);
        reach = Math.max(options.maxPositions(), original * factor);
    }

    static RopeScaling read(RopeOptions options) {
        return new LongRopeScaling(options);
    }

    private static float[] scaled(RopeOptions options, String list) {
        String expected = "a list of " + options.headSize() / 2 + " positive numbers, one for each pair of a head";
        double[] factors = options.section()
                .numbers(list)
                .orElseThrow(() -> options.section().wrong(list, expected, "absent"));
        float[] powers = options.powers((float) options.theta());
        if (factors.length != powers.length) {
            throw options.section().wrong(list, expected, "of " + factors.length);
        }
        for (int j = 0; j < powers.length; j++) {
            if (factors[j] <= 0) {
                throw options.section().wrong(list, expected, factors[j]);
            }
            powers[j] = 1 / ((float) factors[j] * powers[j]);
        }
        return powers;
    }

    @Override
    public RopeFrequencies at(int length) {
        return length > original ? beyond : within;
    }

    @Override
    public double reach() {
        return reach;
    }
}
