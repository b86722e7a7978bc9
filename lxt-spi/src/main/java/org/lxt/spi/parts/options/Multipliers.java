// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.options;

import org.lxt.spi.checkpoint.ModelConfig;

/**
 * Constants that a decoder multiplies by so that it trains alike at any width. Source: {@code configuration_granite.py} of
 * transformers.
 *
 * @param embedding factor of the embeddings, after the table
 * @param residual factor of what attention and MLP add
 * @param attention factor of the scores, in place of one over the root of the head size
 * @param logits what logits are divided by
 * @see <a href="https://arxiv.org/abs/2203.03466">Tensor Programs V</a>
 */
public record Multipliers(double embedding, double residual, double attention, double logits) {
    /** No factor anywhere. */
    public static final Multipliers NONE = new Multipliers(1, 1, 1, 1);

    /**
     * Reads the options; each is 1 where the file does not give it.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if one is no positive number
     */
    public static Multipliers read(ModelConfig config) {
        return new Multipliers(
                read(config, "embedding_multiplier"),
                read(config, "residual_multiplier"),
                read(config, "attention_multiplier"),
                read(config, "logits_scaling"));
    }

    private static double read(ModelConfig config, String name) {
        return config.has(name) ? config.positiveNumber(name) : 1;
    }
}
