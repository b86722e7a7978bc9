// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.testkit.family.ChangedCase;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Options of config.json: what published checkpoints carry loads, what changes the computation is refused by name. */
class LlamaOptionsTest {
    private static final Path CASE = Path.of(System.getProperty("lxt.root"), "oracle", "cases", "llama-gqa-untied");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_name_or_path\": \"a/b\", \"torch_dtype\": \"float16\", \"use_cache\": true, \"pretraining_tp\": 1,"
                        + " \"max_sequence_length\": 2048, \"pad_token_id\": -1, \"transformers_version\": \"4.28.1\"}",
                "{\"is_llama_config\": true, \"rope_interleaved\": false, \"transformers.js_config\": {\"dtype\": \"q4\"},"
                        + " \"unsloth_fixed\": true, \"unsloth_version\": \"2024.9\", \"rope_scaling\": null}",
                "{\"temperature\": 0.6, \"top_p\": 0.9, \"do_sample\": true, \"max_length\": 4096, \"num_beams\": 1,"
                        + " \"repetition_penalty\": 1.0, \"bad_words_ids\": null, \"suppress_tokens\": [1]}",
                "{\"id2label\": {\"0\": \"LABEL_0\"}, \"label2id\": {\"LABEL_0\": 0}, \"problem_type\": null,"
                        + " \"finetuning_task\": null, \"task_specific_params\": {}, \"tokenizer_class\": \"T\"}",
                "{\"auto_map\": {\"AutoModelForCausalLM\": \"m.M\"}, \"_attn_implementation_autoset\": true,"
                        + " \"_flash_attn_2_enabled\": false, \"attn_implementation\": \"sdpa\", \"_commit_hash\": null}",
                "{\"attention_dropout\": 0.1, \"hidden_dropout_prob\": 0.1, \"resid_pdrop\": 0.1, \"dropout\": 0.1}",
                "{\"sliding_window\": null, \"use_sliding_window\": false, \"max_window_layers\": 2}",
                "{\"sliding_window\": 4, \"use_sliding_window\": false}",
                "{\"layer_types\": [\"full_attention\", \"full_attention\", \"full_attention\"], \"is_causal\": true}",
                "{\"pruned_heads\": {}, \"torchscript\": false, \"chunk_size_feed_forward\": 7, \"is_decoder\": true,"
                        + " \"is_encoder_decoder\": false, \"add_cross_attention\": false,"
                        + " \"cross_attention_hidden_size\": null, \"tie_encoder_decoder\": false}",
                "{\"embedding_multiplier\": 1.0, \"logits_scaling\": 1, \"residual_multiplier\": 1.0,"
                        + " \"qk_layernorm\": false, \"partial_rotary_factor\": 1.0, \"num_experts\": 0}",
                "{\"flux_capacitor\": 1.21, \"`new\\nline`\": 1, \"language\": \"en\", \"name\": \"x\","
                        + " \"_model_name_or_path\": \"a/b\", \"adapters\": {\"adapters\": {}, \"config_map\": {}},"
                        + " \"embedding_size\": 48, \"architectures\": [\"LLaMAForCausalLM\"]}",
                "{\"rope_parameters\": {\"rope_type\": \"default\", \"attn_factor\": 0.8782488562869419}}",
                "{\"architectures\": null, \"emb_size\": 7}",
                "{\"quantization_config\": null, \"original_max_position_embeddings\": 99, \"no_rope_layers\": []}",
            })
    void optionsThatChangeNothingLoadAndChangeNothing(String added) throws IOException {
        ObjectNode options = (ObjectNode) JsonMapper.shared().readTree(added);
        ChangedCase changed = new ChangedCase(CASE).options(o -> o.setAll(options));
        assertThat(relevance(changed.write(folder))).isEqualTo(relevance(changed.original()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "quantization_config | {\"bits\": 4} | option 'quantization_config' is {bits=4}, which the family 'llama'"
                        + " does not implement; supported: weights stored as float64, float32, float16 or bfloat16",
                "quantization | {\"group_size\": 64} | option 'quantization' is {group_size=64}, which",
                "sliding_window | 4096 | option 'sliding_window' is 4096, which the family 'llama' does not implement;"
                        + " supported: null, or use_sliding_window false",
                "rope_interleaved | true | option 'rope_interleaved' is true, which the family 'llama' does not"
                        + " implement; supported: false, or the option absent",
                "partial_rotary_factor | 0.5 | option 'partial_rotary_factor' is 0.5",
                "embedding_multiplier | 12.0 | option 'embedding_multiplier' is 12.0",
                "residual_multiplier | 0.22 | option 'residual_multiplier' is 0.22",
                "logits_scaling | 8 | option 'logits_scaling' is 8",
                "attention_multiplier | 0.1 | option 'attention_multiplier' is 0.1",
                "logits_soft_cap | 30.0 | option 'logits_soft_cap' is 30.0",
                "final_logit_softcapping | 30.0 | option 'final_logit_softcapping' is 30.0",
                "qk_layernorm | true | option 'qk_layernorm' is true",
                "use_qk_norm | true | option 'use_qk_norm' is true",
                "use_attention_sinks | true | option 'use_attention_sinks' is true",
                "num_experts | 8 | option 'num_experts' is 8",
                "num_local_experts | 8 | option 'num_local_experts' is 8",
                "layer_types | [\"full_attention\", \"sliding_attention\"] | option 'layer_types' is [full_attention,"
                        + " sliding_attention], which",
                "is_causal | false | option 'is_causal' is false",
                "is_encoder_decoder | true | option 'is_encoder_decoder' is true",
                "add_cross_attention | true | option 'add_cross_attention' is true",
                "pruned_heads | {\"0\": [1]} | option 'pruned_heads' is {0=[1]}",
                "model_type | \"granite\" | option 'model_type' is granite",
                "tie_word_embeddings | \"yes\" | option 'tie_word_embeddings' must be true or false, but is yes",
                "rms_norm_eps | -1 | option 'rms_norm_eps' must be 0 or positive, but is -1.0",
                "head_dim | 2000000000 | option 'head_dim' must be",
                "num_key_value_heads | 4 | option 'num_key_value_heads' must be a divisor of num_attention_heads (6)",
                "rope_parameters | {\"rope_type\": \"linear\", \"factor\": 2.0, \"beta_fast\": 3} | option"
                        + " 'rope_parameters.beta_fast' is 3, which the family 'llama' does not implement: transformers has"
                        + " models that do",
                "rope_parameters | {\"full_attention\": {\"rope_theta\": 1}} | option 'rope_parameters.full_attention' is"
                        + " {rope_theta=1}, which the family 'llama' does not implement",
                "kv_lora_rank | 512 | option 'kv_lora_rank' is 512, which the family 'llama' does not implement:"
                        + " transformers has models that do; if it does not change the forward pass, remove it from the file",
                "embedding_size | 16 | option 'embedding_size' is 16, which the family 'llama' does not implement;"
                        + " supported: the same as hidden_size, or the option absent",
                "adapters | {\"adapters\": {\"sst\": \"pfeiffer\"}} | option 'adapters' is {adapters={sst=pfeiffer}}",
            })
    void anOptionThatChangesTheComputationIsRefusedByName(String name, String json, String message) throws IOException {
        new ChangedCase(CASE).option(name, json).write(folder);
        assertThatThrownBy(() -> Explainer.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(folder.resolve("config.json") + ": ")
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void aHugeNumberOfLayersIsRefusedAtOnce() throws IOException {
        new ChangedCase(CASE).option("num_hidden_layers", "2000000000").write(folder);
        assertThatThrownBy(() -> Explainer.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("has no tensor 'model.layers.3.");
    }

    private static double[] relevance(Path folder) {
        try (Explainer explainer = Explainer.builder(folder).backend("scalar").open()) {
            return explainer
                    .explain(Prompt.ofIds(5, 9, 4, 77, 30, 12), Target.topLogit())
                    .relevance();
        }
    }
}
