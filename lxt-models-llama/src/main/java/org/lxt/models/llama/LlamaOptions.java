// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.parts.options.DecoderOptions;

/** Options that files of this family and its relatives carry and that {@link LlamaConfig} does not read. */
final class LlamaOptions {
    static final KnownOptions KNOWN = DecoderOptions.known("llama")
            // Slices of a product add up to the product.
            .harmless("pretraining_tp", "is_llama_config", "max_window_layers")
            .refused("null, or use_sliding_window false", "sliding_window")
            .neutralElements("full_attention", "layer_types")
            .build();

    private LlamaOptions() {}
}
