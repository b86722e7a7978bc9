// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.options;

import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.tensor.backend.kernel.Activation;

/** Options of layers that decoders and encoders have alike, under whatever name. */
public final class LayerOptions {
    private LayerOptions() {}

    /**
     * What a norm adds to the mean square or the variance.
     *
     * @param option such as {@code rms_norm_eps}
     * @param absent the value if the option is absent
     * @throws org.lxt.spi.checkpoint.ModelException if it is negative
     */
    public static double normEpsilon(ModelConfig config, String option, double absent) {
        double epsilon = config.number(option).orElse(absent);
        if (epsilon < 0) {
            throw config.wrong(option, "0 or positive", epsilon);
        }
        return epsilon;
    }

    /**
     * The activation that an option names.
     *
     * @param option such as {@code hidden_act}
     * @param absent the name if the option is absent
     * @throws org.lxt.spi.checkpoint.ModelException if it is not implemented
     */
    public static Activation activation(ModelConfig config, String family, String option, String absent) {
        return Activation.named(config.string(option).orElse(absent))
                .orElseThrow(() -> config.unsupported(option, family, Activation.known()));
    }
}
