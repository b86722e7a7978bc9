// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.qwen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lxt.testkit.family.ChangedCase;
import org.lxt.testkit.family.TensorsContract;

/** The tensors of each family: missing, surplus, tied. */
class QwenTensorsTest {
    @Nested
    class Qwen2Tensors extends TensorsContract {
        Qwen2Tensors() {
            super("qwen2", Cases.of("qwen2-cp-lrp"), Cases.of("qwen2-qkv-bias"));
        }

        @Test
        void aBiasOfTheOutputProjectionIsRefused() throws IOException {
            new ChangedCase(Cases.of("qwen2-cp-lrp"))
                    .tensors(t -> t.put(
                            "model.layers.0.self_attn.o_proj.bias", t.get("model.layers.0.input_layernorm.weight")))
                    .write(folder);
            assertRefused("'model.layers.0.self_attn.o_proj.bias'");
        }
    }

    @Nested
    class Qwen3Tensors extends TensorsContract {
        Qwen3Tensors() {
            super("qwen3", Cases.of("qwen3-cp-lrp"), Cases.of("qwen3-tied-v4"));
        }

        @Test
        void biasesThatTheOptionsDoNotSpeakOfAreRefused() throws IOException {
            new ChangedCase(Cases.of("qwen3-attention-bias"))
                    .option("attention_bias", "false")
                    .write(folder);
            assertRefused("'model.layers.0.self_attn.k_proj.bias'");
        }
    }

    @Nested
    class Qwen3MoeTensors extends TensorsContract {
        Qwen3MoeTensors() {
            super("qwen3_moe", Cases.of("qwen3_moe-norm-topk"), Cases.of("qwen3_moe-mlp-only-first"));
        }

        @Test
        void fewerExpertsThanStoredAreRefused() throws IOException {
            new ChangedCase(Cases.of("qwen3_moe-norm-topk"))
                    .option("num_local_experts", "5")
                    .write(folder);
            assertRefused("tensor 'model.layers.0.mlp.gate.weight' in " + folder.resolve("model.safetensors")
                    + " is [6, 32] but config.json asks for [5, 32]");
        }

        @Test
        void anMlpWhereTheOptionsPutExpertsIsRefused() throws IOException {
            new ChangedCase(Cases.of("qwen3_moe-mlp-only-first"))
                    .option("mlp_only_layers", "[]")
                    .write(folder);
            assertRefused("has no tensor 'model.layers.0.mlp.gate.weight'");
        }

        @Test
        void fusedExpertsOfAnotherNumberOrWidthAreRefused() throws IOException {
            new ChangedCase(Cases.of("qwen3_moe-fused-experts"))
                    .option("moe_intermediate_size", "9")
                    .write(folder);
            assertRefused("tensor 'model.layers.0.mlp.experts.gate_up_proj' in " + folder.resolve("model.safetensors")
                    + " is [12, 16, 32] but config.json asks for [12, 18, 32]");
        }

        @Test
        void aCheckpointWithBothLayoutsIsRefused() throws IOException {
            ChangedCase fused = new ChangedCase(Cases.of("qwen3_moe-fused-experts"));
            new ChangedCase(Cases.of("qwen3_moe-several-targets"))
                    .tensors(apart -> fused.tensors(apart::putAll))
                    .write(folder);
            assertRefused("hold 108 tensors that the family 'qwen3_moe' does not use with these options:"
                    + " 'model.layers.0.mlp.experts.0.down_proj.weight'");
        }

        @Test
        void bothLayoutsGiveTheSameToTheBit() {
            assertThat(explained(Cases.of("qwen3_moe-fused-experts")).relevance())
                    .isEqualTo(explained(Cases.of("qwen3_moe-several-targets")).relevance());
        }
    }
}
