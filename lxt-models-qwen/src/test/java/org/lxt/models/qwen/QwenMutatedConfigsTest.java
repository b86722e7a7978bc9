// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.qwen;

import org.junit.jupiter.api.Nested;
import org.lxt.testkit.family.MutatedConfigsContract;

/** The Qwen families under options changed at random. */
class QwenMutatedConfigsTest {
    @Nested
    class Qwen2Configs extends MutatedConfigsContract {
        Qwen2Configs() {
            super(
                    50_000,
                    Cases.family("qwen2"),
                    Cases.of("qwen2-layer-types-mixed", "qwen2-window-v4", "qwen2-qkv-bias", "qwen2-rope-longrope"),
                    "max_window_layers",
                    "use_mrope");
        }
    }

    @Nested
    class Qwen3Configs extends MutatedConfigsContract {
        Qwen3Configs() {
            super(
                    50_000,
                    Cases.family("qwen3"),
                    Cases.of("qwen3-layer-types-mixed", "qwen3-attention-bias", "qwen3-tied-v4", "qwen3-rope-yarn"),
                    "max_window_layers",
                    "qk_norm");
        }
    }

    @Nested
    class Qwen3MoeConfigs extends MutatedConfigsContract {
        Qwen3MoeConfigs() {
            super(
                    50_000,
                    Cases.family("qwen3_moe"),
                    Cases.of(
                            "qwen3_moe-mlp-only-layers",
                            "qwen3_moe-sparse-step",
                            "qwen3_moe-window",
                            "qwen3_moe-fused-experts"),
                    "num_local_experts",
                    "num_experts_per_tok",
                    "moe_intermediate_size",
                    "norm_topk_prob",
                    "mlp_only_layers",
                    "decoder_sparse_step");
        }
    }
}
