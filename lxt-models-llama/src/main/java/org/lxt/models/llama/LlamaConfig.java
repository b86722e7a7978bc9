// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.parts.options.DecoderConfig;

/**
 * The options of a LLaMA checkpoint, checked. Source: {@code configuration_llama.py} of transformers.
 *
 * @param decoder the options that LLaMA shares with its relatives
 * @param attentionBias whether the projections of attention have biases
 * @param mlpBias whether the projections of MLPs do
 */
record LlamaConfig(DecoderConfig decoder, boolean attentionBias, boolean mlpBias) {
    private static final String FAMILY = "llama";
    private static final int DEFAULT_MAX_POSITIONS = 2048;

    /**
     * Reads and checks the options.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if one is missing, not usable, or changes the computation in a way that is not
     *     implemented
     */
    static LlamaConfig read(ModelConfig config) {
        LlamaConfig result = new LlamaConfig(
                DecoderConfig.read(config, FAMILY, DecoderConfig.Absent.usual("Llama", DEFAULT_MAX_POSITIONS)),
                config.flag("attention_bias", false),
                config.flag("mlp_bias", false));
        passOverUnusedWindow(config);
        return result;
    }

    /** A window that is given but switched off, as in Qwen's files, does not count. */
    private static void passOverUnusedWindow(ModelConfig config) {
        if (!config.flag("use_sliding_window", true)) {
            config.ignore("sliding_window");
        }
    }
}
