// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.parts.options.DecoderOptions;

/** Options that files of this family carry and that {@link GemmaConfig} does not read. */
final class GemmaOptions {
    static final KnownOptions KNOWN = text().harmless(
                    // Where the tokens of an image begin and end, and how many they are.
                    "mm_tokens_per_image", "boi_token_index", "eoi_token_index", "image_token_index")
            .group("text_config", text().build())
            .build();

    private GemmaOptions() {}

    private static KnownOptions.Builder text() {
        return DecoderOptions.known(GemmaConfig.TEXT_TYPE)
                // The pattern that layer_types were made from.
                .harmless("_sliding_window_pattern")
                .neutral("gelu_pytorch_tanh", "hidden_act")
                // Written next to the sections where all layers are of one kind.
                .neutral("default", "rope_parameters.rope_type");
    }
}
