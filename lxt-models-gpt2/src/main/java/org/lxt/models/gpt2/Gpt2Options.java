// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gpt2;

import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.parts.options.DecoderOptions;

/** Options that files of this family carry and that {@link Gpt2Config} does not read. */
final class Gpt2Options {
    static final KnownOptions KNOWN = DecoderOptions.known(Gpt2Config.FAMILY)
            // Size of the causal mask that older files hold as a tensor.
            .harmless("n_ctx")
            // Another order and type of the same arithmetic, for training in half precision.
            .harmless("reorder_and_upcast_attn")
            // Of GPT2DoubleHeadsModel, for its other head.
            .harmless(
                    "summary_type",
                    "summary_use_proj",
                    "summary_activation",
                    "summary_proj_to_labels",
                    "summary_first_dropout",
                    "_num_labels")
            .harmless("output_past")
            // Of openai-gpt; nothing in GPT-2 asks for them.
            .harmless("n_special", "predict_special_tokens")
            .build();

    private Gpt2Options() {}
}
