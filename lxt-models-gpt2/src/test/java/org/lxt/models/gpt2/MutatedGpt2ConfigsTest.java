// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gpt2;

import java.util.List;
import org.lxt.spi.host.ModelMap;
import org.lxt.testkit.family.MutatedConfigsContract;

/** Options of GPT-2 changed at random. */
class MutatedGpt2ConfigsTest extends MutatedConfigsContract {
    MutatedGpt2ConfigsTest() {
        super(
                40_000,
                ModelMap.of(List.of(new Gpt2Plugin())).families().getFirst(),
                List.of(
                        Gpt2Cases.of("unscaled-relu"),
                        Gpt2Cases.of("untied"),
                        Gpt2Cases.of("published-options"),
                        Gpt2Cases.of("bare-layout")),
                "n_embd",
                "n_layer",
                "n_head",
                "n_positions",
                "n_ctx",
                "n_inner",
                "activation_function",
                "layer_norm_epsilon",
                "scale_attn_weights",
                "scale_attn_by_inverse_layer_idx",
                "reorder_and_upcast_attn",
                "add_cross_attention",
                "summary_type");
    }
}
