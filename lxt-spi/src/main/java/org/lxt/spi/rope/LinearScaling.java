// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.rope;

/** Every frequency divided by a factor. Source: {@code _compute_linear_scaling_rope_parameters} of transformers. */
final class LinearScaling {
    private LinearScaling() {}

    static RopeScaling read(RopeOptions options) {
        double factor = options.factor();
        float[] scaled = options.unscaled();
        for (int j = 0; j < scaled.length; j++) {
            scaled[j] /= (float) factor;
        }
        return RopeScaling.constant(new RopeFrequencies(scaled, 1), options.maxPositions() * factor);
    }
}
