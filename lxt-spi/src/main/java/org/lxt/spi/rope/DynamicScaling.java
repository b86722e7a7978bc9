// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.rope;

/**
 * NTK scaling that grows with the input: beyond {@code max_position_embeddings} the base of the wavelengths is raised.
 * Source: {@code _compute_dynamic_ntk_parameters} and {@code dynamic_rope_update} of transformers.
 */
final class DynamicScaling implements RopeScaling {
    private final RopeOptions options;
    private final double factor;
    private final double exponent;

    private DynamicScaling(RopeOptions options) {
        this.options = options;
        this.factor = options.factor();
        int size = options.headSize();
        if (size < 4) {
            throw options.config().wrong("head_dim", "4 or larger, for dynamic rotary scaling", size);
        }
        this.exponent = (double) size / (size - 2);
    }

    static RopeScaling read(RopeOptions options) {
        return new DynamicScaling(options);
    }

    @Override
    public RopeFrequencies at(int length) {
        return new RopeFrequencies(options.unscaled(base(length)), 1);
    }

    /** The base; the reference computes it in float32 for lengths that it learns while it runs. */
    private float base(int length) {
        int limit = options.maxPositions();
        if (length <= limit) {
            return (float) options.theta();
        }
        float ratio = (float) factor * length / limit;
        float stretch = ratio - (float) (factor - 1);
        return (float) options.theta() * (float) Math.pow(stretch, (float) exponent);
    }

    /** Any length: the frequencies follow. */
    @Override
    public double reach() {
        return Integer.MAX_VALUE;
    }
}
