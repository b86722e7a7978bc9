// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.qwen;

import java.util.function.IntUnaryOperator;
import org.lxt.spi.parts.options.DecoderConfig;

/**
 * The options of a Qwen checkpoint, checked.
 *
 * @param decoder the options that Qwen shares with its relatives
 * @param window how many positions a position sees, by layer
 * @param inputBias whether query, key and value have biases
 * @param outputBias whether the output of attention has one
 */
record QwenConfig(DecoderConfig decoder, IntUnaryOperator window, boolean inputBias, boolean outputBias) {}
