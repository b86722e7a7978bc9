// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.mixture;

import java.util.OptionalInt;
import org.lxt.spi.checkpoint.ModelConfig;

/** Options that mixtures of experts have in common, checked. */
public final class ExpertOptions {
    private static final String LOCAL = "num_local_experts";
    private static final String OLD = "num_experts";
    private static final String PER_TOKEN = "num_experts_per_tok";

    private ExpertOptions() {}

    /**
     * The number of experts: {@code num_local_experts}, or {@code num_experts} as other versions of transformers call it.
     *
     * @return empty if the file has neither
     * @throws org.lxt.spi.checkpoint.ModelException if both are there and differ
     */
    public static OptionalInt count(ModelConfig config) {
        OptionalInt local = config.optionalCount(LOCAL);
        OptionalInt old = config.optionalCount(OLD);
        if (local.isPresent() && old.isPresent() && local.getAsInt() != old.getAsInt()) {
            throw config.wrong(OLD, "absent or the same as " + LOCAL + " (" + local.getAsInt() + ")", old.getAsInt());
        }
        return local.isPresent() ? local : old;
    }

    /**
     * How many experts each token goes to, {@code num_experts_per_tok}.
     *
     * @param experts how many there are; if 0, no layer has any and the option is of no consequence
     * @param absent if the file does not give it
     * @throws org.lxt.spi.checkpoint.ModelException if there are fewer experts
     */
    public static int perToken(ModelConfig config, int experts, int absent) {
        int perToken = config.optionalPositive(PER_TOKEN).orElse(absent);
        if (experts > 0 && perToken > experts) {
            throw config.wrong(PER_TOKEN, "at most the number of experts (" + experts + ")", perToken);
        }
        return perToken;
    }

    /**
     * The same width within an expert, if its gate and up projection can be held together, as {@link Experts} needs it.
     *
     * @param option that says it
     * @throws org.lxt.spi.checkpoint.ModelException if they cannot
     */
    public static int inner(ModelConfig config, String option, int inner) {
        if (inner > Integer.MAX_VALUE / 2) {
            throw config.wrong(option, "such that gate and up projection can be held together", inner);
        }
        return inner;
    }
}
