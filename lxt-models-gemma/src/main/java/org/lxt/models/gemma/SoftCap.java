// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import java.util.OptionalDouble;
import org.lxt.spi.checkpoint.ModelConfig;

/** Bounds that numbers approach and never reach. */
final class SoftCap {
    /** That of logits. */
    static final String LOGITS = "final_logit_softcapping";

    /** That of the scores of attention. */
    static final String SCORES = "attn_logit_softcapping";

    private SoftCap() {}

    /**
     * Reads an option that is null where there is no bound.
     *
     * @param absent the bound if the file does not have the option
     * @throws org.lxt.spi.checkpoint.ModelException if it is no number that float32 can divide by
     */
    static OptionalDouble read(ModelConfig config, String name, OptionalDouble absent) {
        if (!config.has(name)) {
            return config.isNull(name) ? OptionalDouble.empty() : absent;
        }
        double cap = config.positiveNumber(name);
        if (!Float.isFinite((float) cap) || !Float.isFinite((float) (1 / cap))) {
            throw config.wrong(name, "a number that float32 can hold and divide by", cap);
        }
        return OptionalDouble.of(cap);
    }
}
