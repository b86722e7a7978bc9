package org.lxt.spi.rope;

import org.lxt.spi.ModelConfig;

/**
 * The scaling of LLaMA 3.1 and later: long wavelengths are slowed down by a factor, short ones kept, those between
 * blended. Source: {@code _compute_llama3_parameters} of transformers.
 */
final class Llama3Scaling {
    private Llama3Scaling() {}

    static double[] apply(double[] base, ModelConfig section) {
        double factor = section.positiveNumber("factor");
        double low = section.positiveNumber("low_freq_factor");
        double high = section.positiveNumber("high_freq_factor");
        double original = section.positive("original_max_position_embeddings");
        if (high <= low) {
            throw section.wrong("high_freq_factor", "larger than low_freq_factor (" + low + ")", high);
        }
        double[] scaled = base.clone();
        for (int j = 0; j < scaled.length; j++) {
            double wavelength = 2 * Math.PI / base[j];
            if (wavelength > original / low) {
                scaled[j] = base[j] / factor;
            } else if (wavelength >= original / high) {
                double smooth = (original / wavelength - low) / (high - low);
                scaled[j] = (1 - smooth) * base[j] / factor + smooth * base[j];
            }
        }
        return scaled;
    }
}
