// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.rope;

/**
 * The scaling of LLaMA 3.1 and later: long wavelengths are slowed down by a factor, short ones kept, those between
 * blended. Source: {@code _compute_llama3_parameters} of transformers.
 */
final class Llama3Scaling {
    private Llama3Scaling() {}

    static RopeScaling read(RopeOptions options) {
        double factor = options.factor();
        double low = options.section().positiveNumber("low_freq_factor");
        double high = options.section().positiveNumber("high_freq_factor");
        double original = options.originalLength();
        if (high <= low) {
            throw options.section().wrong("high_freq_factor", "larger than low_freq_factor (" + low + ")", high);
        }
        float[] inverse = options.unscaled();
        for (int j = 0; j < inverse.length; j++) {
            float wavelength = (float) (2 * Math.PI) / inverse[j];
            if (wavelength > (float) (original / low)) {
                inverse[j] /= (float) factor;
            } else if (wavelength >= (float) (original / high)) {
                float smooth = ((float) original / wavelength - (float) low) / (float) (high - low);
                inverse[j] = (1 - smooth) * inverse[j] / (float) factor + smooth * inverse[j];
            }
        }
        return RopeScaling.constant(
                new RopeFrequencies(inverse, 1), Math.max(options.maxPositions(), original * factor));
    }
}
