// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.testkit.family.ChangedCase;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Options of config.json: what published checkpoints carry loads, what changes the computation is refused by name. */
class QwenOptionsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "qwen2-cp-lrp | {\"use_mrope\": false, \"sliding_window\": 131072, \"max_window_layers\": 70,"
                        + " \"seq_length\": 2048, \"attention_bias\": true, \"rope_scaling\": null}",
                "qwen2-cp-lrp | {\"sliding_window\": 3, \"use_sliding_window\": false, \"layer_types\": null,"
                        + " \"max_window_layers\": 0}",
                "qwen2-cp-lrp | {\"use_sliding_window\": true, \"sliding_window\": 3, \"layer_types\": null}",
                "qwen2-cp-lrp | {\"layer_types\": [\"full_attention\", \"full_attention\"], \"sliding_window\": 2,"
                        + " \"use_sliding_window\": true, \"max_window_layers\": 0}",
                "qwen2-cp-lrp | {\"head_dim\": 8, \"hidden_act\": \"swish\", \"num_experts\": 0}",
                "qwen3-cp-lrp | {\"sliding_window\": null, \"max_window_layers\": 36, \"qk_norm\": true,"
                        + " \"_name_or_path\": \"a/b\", \"attention_dropout\": 0.1}",
                "qwen3_moe-norm-topk | {\"num_experts\": 6, \"max_window_layers\": 48, \"use_sliding_window\": false,"
                        + " \"output_router_logits\": true, \"router_aux_loss_coef\": 0.5}",
                "qwen3_moe-norm-topk | {\"mlp_only_layers\": null, \"layer_types\": [\"full_attention\"],"
                        + " \"sliding_window\": 4}",
                "qwen3_moe-norm-topk | {\"mlp_only_layers\": [7, -1]}",
            })
    void optionsThatChangeNothingLoadAndChangeNothing(String name, String added) throws IOException {
        ObjectNode options = (ObjectNode) JsonMapper.shared().readTree(added);
        ChangedCase changed = new ChangedCase(Cases.of(name)).options(o -> o.setAll(options));
        assertThat(relevance(changed.write(folder))).isEqualTo(relevance(changed.original()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "qwen2-cp-lrp | quantization_config | {\"bits\": 4} | option 'quantization_config' is {bits=4}, which",
                "qwen2-cp-lrp | use_mrope | true | option 'use_mrope' is true",
                "qwen2-cp-lrp | attention_bias | false | option 'attention_bias' is false, which the family 'qwen2' does"
                        + " not implement; supported: true, or the option absent",
                "qwen2-cp-lrp | mlp_bias | true | option 'mlp_bias' is true",
                "qwen2-cp-lrp | use_qk_norm | true | option 'use_qk_norm' is true",
                "qwen2-cp-lrp | dual_chunk_attention_config | {\"chunk_size\": 5} | option 'dual_chunk_attention_config'"
                        + " is {chunk_size=5}, which the family 'qwen2' does not implement; supported: null",
                "qwen2-cp-lrp | num_experts | 4 | option 'num_experts' is 4",
                "qwen2-cp-lrp | model_type | \"qwen2_moe\" | option 'model_type' is qwen2_moe",
                "qwen2-cp-lrp | partial_rotary_factor | 0.5 | option 'partial_rotary_factor' is 0.5",
                "qwen2-cp-lrp | max_window_layers | -1 | option 'max_window_layers' must be an integer, 0 or more, but is"
                        + " -1",
                "qwen2-cp-lrp | use_sliding_window | true | option 'sliding_window' is missing",
                "qwen2-sliding-window | sliding_window | 0 | option 'sliding_window' must be a positive integer",
                "qwen2-sliding-window | use_sliding_window | false | option 'layer_types' must be full_attention in"
                        + " all layers where no sliding_window is in use, but is [",
                "qwen2-sliding-window | layer_types | [\"full_attention\", \"sliding_attention\"] | option 'layer_types'"
                        + " must be one name for each of the 3 layers, but is [full_attention, sliding_attention]",
                "qwen2-sliding-window | layer_types | [\"full_attention\", \"chunked_attention\", \"full_attention\"] |"
                        + " which the family 'qwen2' does not implement; supported: a list of full_attention and"
                        + " sliding_attention",
                "qwen2-sliding-window | layer_types | [\"full_attention\", 1, \"full_attention\"] | option 'layer_types'"
                        + " must be a list of names",
                "qwen2-cp-lrp | num_hidden_layers | 2000000000 | option 'layer_types' must be one name for each",
                "qwen2-window-v4 | num_hidden_layers | 2000000000 | has no tensor 'model.layers.4.",
                "qwen3-cp-lrp | qk_norm | false | option 'qk_norm' is false",
                "qwen3-cp-lrp | attention_bias | true | has no tensor 'model.layers.0.self_attn.q_proj.bias'",
                "qwen3-cp-lrp | head_dim | null | is [64, 32] but config.json asks for [512, 32]",
                "qwen3-cp-lrp | query_pre_attn_scalar | 5 | option 'query_pre_attn_scalar' is 5",
                "qwen3-cp-lrp | kv_lora_rank | 512 | option 'kv_lora_rank' is 512, which the family 'qwen3' does not",
                "qwen3_moe-norm-topk | num_experts | 8 | option 'num_experts' must be absent or the same as"
                        + " num_local_experts (6), but is 8",
                "qwen3_moe-norm-topk | num_local_experts | null | option 'num_experts' is missing",
                "qwen3_moe-norm-topk | num_experts_per_tok | 7 | option 'num_experts_per_tok' must be at most the number"
                        + " of experts (6), but is 7",
                "qwen3_moe-norm-topk | decoder_sparse_step | 0 | option 'decoder_sparse_step' must be a positive integer",
                "qwen3_moe-norm-topk | mlp_only_layers | [0.5] | option 'mlp_only_layers' must be a list of indices",
                "qwen3_moe-norm-topk | norm_topk_prob | 1 | option 'norm_topk_prob' must be true or false",
                "qwen3_moe-norm-topk | moe_intermediate_size | 2000000000 | option 'moe_intermediate_size' must be such",
                "qwen3_moe-norm-topk | num_local_experts | 2000000000 | config.json asks for [2000000000, 32]",
                "qwen3_moe-norm-topk | shared_expert_intermediate_size | 8 | option 'shared_expert_intermediate_size' is"
                        + " 8, which the family 'qwen3_moe' does not implement",
                "qwen3_moe-norm-topk | layer_types | [\"sliding_attention\"] | option 'layer_types' is"
                        + " [sliding_attention]",
                "qwen3_moe-window | layer_types | [\"full_attention\", \"full_attention\"] | supported: the option"
                        + " absent, for a sliding_window is one of all layers",
            })
    void anOptionThatChangesTheComputationIsRefusedByName(String name, String option, String json, String message)
            throws IOException {
        new ChangedCase(Cases.of(name)).option(option, json).write(folder);
        assertThatThrownBy(() -> Explainer.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    private static double[] relevance(Path folder) {
        try (Explainer explainer = Explainer.builder(folder).backend("scalar").open()) {
            return explainer
                    .explain(Prompt.ofIds(5, 9, 4, 77, 30, 12), Target.topLogit())
                    .relevance();
        }
    }
}
