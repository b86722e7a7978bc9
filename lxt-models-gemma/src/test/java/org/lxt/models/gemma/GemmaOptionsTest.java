// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
class GemmaOptionsTest {
    private static final Path TEXT = GemmaCases.of("cp-lrp");
    private static final Path OLD_STYLE = GemmaCases.of("pattern-v4");
    private static final Path MULTIMODAL = GemmaCases.of("multimodal");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cache_implementation\": \"hybrid\", \"_sliding_window_pattern\": 17, \"sliding_window_pattern\": 5}",
                "{\"hidden_act\": \"gelu_pytorch_tanh\", \"attention_dropout\": 0.5, \"use_cache\": false}",
                "{\"attn_logit_softcapping\": 50.0, \"use_bidirectional_attention\": false, \"is_decoder\": true}",
                "{\"rope_theta\": 3.0, \"rope_local_base_freq\": 7.0, \"rope_scaling\": null}",
                "{\"rope_scaling\": {}, \"image_token_index\": 88}",
                "{\"query_pre_attn_scalar\": 16.0, \"max_position_embeddings\": 64}",
                "{\"torch_dtype\": \"bfloat16\", \"eos_token_id\": [1, 106], \"id2label\": {\"0\": \"LABEL_0\"}}",
            })
    void optionsThatChangeNothingLoadAndChangeNothing(String added) throws IOException {
        ObjectNode options = (ObjectNode) JsonMapper.shared().readTree(added);
        ChangedCase changed = new ChangedCase(TEXT).options(o -> o.setAll(options));
        assertThat(relevance(changed.write(folder))).isEqualTo(relevance(changed.original()));
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws IOException {
        ChangedCase changed = new ChangedCase(OLD_STYLE).options(o -> {
            assertThat(o.get("rope_theta").asDouble()).isEqualTo(1_000_000);
            assertThat(o.get("rope_local_base_freq").asDouble()).isEqualTo(10_000);
            o.remove(List.of(
                    "rope_theta",
                    "rope_local_base_freq",
                    "rope_scaling",
                    "rms_norm_eps",
                    "hidden_activation",
                    "attention_bias",
                    "tie_word_embeddings",
                    "use_bidirectional_attention",
                    "max_position_embeddings",
                    "model_type"));
        });
        assertThat(relevance(changed.write(folder))).isEqualTo(relevance(changed.original()));
    }

    @Test
    void sizesThatAreLeftOutAreThoseOfTheReference() throws IOException {
        ChangedCase changed = new ChangedCase(MULTIMODAL);
        for (List<String> names : List.of(
                List.of("vocab_size", "[262208, 32]"),
                List.of("hidden_size", "[120, 2304]"),
                List.of("intermediate_size", "[9216, 32]"),
                List.of("num_hidden_layers", "language_model.model.layers.3."),
                List.of("head_dim", "[1024, 32]"))) {
            new ChangedCase(MULTIMODAL)
                    .options(o -> {
                        ObjectNode text = (ObjectNode) o.get("text_config");
                        text.remove(List.of(names.getFirst(), "layer_types"));
                    })
                    .write(folder);
            assertRefused(names.getLast());
        }
        changed.options(o -> o.remove("text_config")).write(folder);
        assertRefused("[262208, 2304]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "use_bidirectional_attention | true | option 'use_bidirectional_attention' is true, which the family"
                        + " 'gemma3' does not implement; supported: false, or the option absent",
                "model_type | \"gemma2\" | option 'model_type' is gemma2",
                "hidden_activation | \"quick_gelu\" | option 'hidden_activation' is quick_gelu",
                "hidden_act | \"silu\" | option 'hidden_act' is silu",
                "query_pre_attn_scalar | 0 | option 'query_pre_attn_scalar' must be a positive number, but is 0",
                "final_logit_softcapping | -2.0 | option 'final_logit_softcapping' must be a positive number, but is -2.0",
                "final_logit_softcapping | 1e-320 | option 'final_logit_softcapping' must be a number that float32 can hold"
                        + " and divide by, but is 1.0E-320",
                "sliding_window | 0 | option 'sliding_window' must be a positive integer",
                "sliding_window_pattern | 0 | option 'sliding_window_pattern' must be a positive integer",
                "layer_types | [\"full_attention\"] | option 'layer_types' must be one name for each of the 3 layers",
                "layer_types | [\"chunked_attention\", \"full_attention\", \"full_attention\"] | option 'layer_types' is"
                        + " [chunked_attention, full_attention, full_attention], which the family 'gemma3' does not",
                "num_key_value_heads | 3 | option 'num_key_value_heads' must be a divisor of num_attention_heads (4)",
                "head_dim | 15 | option 'head_dim' must be even",
                "rms_norm_eps | -1 | option 'rms_norm_eps' must be 0 or positive",
                "attention_bias | 1 | option 'attention_bias' must be true or false",
                "attention_bias | true | has no tensor 'model.layers.0.self_attn.q_proj.bias'",
                "rope_scaling | {\"rope_type\": \"linear\", \"factor\": 8.0} | option 'rope_scaling' must be absent beside"
                        + " rope_parameters",
                "rope_parameters | {\"rope_type\": \"linear\", \"factor\": 8.0} | option 'rope_parameters.rope_type' is"
                        + " linear, which the family 'gemma3' does not implement",
                "rope_parameters | {\"rope_theta\": 8.0} | option 'rope_parameters.rope_theta' is 8.0, which",
                "rope_parameters | {\"full_attention\": {\"rope_type\": \"su\"}} | option"
                        + " 'rope_parameters.full_attention.rope_type' is su",
                "rope_parameters | {\"full_attention\": {\"rope_theta\": 0}} | option"
                        + " 'rope_parameters.full_attention.rope_theta' must be a positive number",
                "rope_parameters | {\"sliding_attention\": {\"factor\": 2}} | option"
                        + " 'rope_parameters.sliding_attention.factor' is 2, which",
                "original_max_position_embeddings | 99 | option 'original_max_position_embeddings' is 99, which the family"
                        + " 'gemma3' does not implement; supported: the same option in the section of the scaling",
                "text_config | {\"hidden_size\": 32} | option 'text_config' is {hidden_size=32}, which",
                "num_experts | 8 | option 'num_experts' is 8",
                "quantization_config | {\"bits\": 4} | option 'quantization_config' is {bits=4}",
                "vocab_size_per_layer_input | 9 | option 'vocab_size_per_layer_input' is 9, which the family 'gemma3' does not"
                        + " implement: ",
            })
    void anOptionThatChangesTheComputationIsRefusedByName(String name, String json, String message) throws IOException {
        new ChangedCase(TEXT).option(name, json).write(folder);
        assertRefused(message);
    }

    @Test
    void theOldNameOfTheKindOfScalingIsRefusedForItMeansTwoThings() throws IOException {
        new ChangedCase(OLD_STYLE)
                .option("rope_scaling", "{\"type\": \"linear\", \"factor\": 8.0}")
                .write(folder);
        assertRefused("option 'rope_scaling.type' must be written as rope_type, but is linear");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "use_bidirectional_attention | true | option 'text_config.use_bidirectional_attention' is true",
                "kv_lora_rank | 512 | option 'text_config.kv_lora_rank' is 512, which the family 'gemma3' does not",
                "is_causal | false | option 'text_config.is_causal' is false",
                "rope_parameters | {\"full_attention\": {\"factor\": 2}} | option"
                        + " 'text_config.rope_parameters.full_attention.factor' is 2, which",
                "rms_norm_eps | -1 | option 'text_config.rms_norm_eps' must be 0 or positive",
                "model_type | \"gemma2_text\" | option 'text_config.model_type' is gemma2_text",
            })
    void optionsOfTheTextModelAreCheckedWithinAMultimodalOne(String name, String json, String message)
            throws IOException {
        new ChangedCase(MULTIMODAL)
                .options(o -> ((ObjectNode) o.get("text_config"))
                        .set(name, JsonMapper.shared().readTree(json)))
                .write(folder);
        assertRefused(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "model_type | \"paligemma\" | option 'model_type' is paligemma, which the family 'gemma3' does not"
                        + " implement; supported: gemma3",
                "sliding_window | 4 | option 'sliding_window' is 4, which",
                "final_logit_softcapping | 30.0 | option 'final_logit_softcapping' is 30.0",
                "text_config | 7 | option 'text_config' must be a group of options, but is 7",
            })
    void optionsAroundTheTextModelAreCheckedToo(String name, String json, String message) throws IOException {
        new ChangedCase(MULTIMODAL).option(name, json).write(folder);
        assertRefused(message);
    }

    @Test
    void whatAnImageWouldNeedIsOfNoConsequence() throws IOException {
        ChangedCase changed = new ChangedCase(MULTIMODAL)
                .option("vision_config", "{\"model_type\": \"siglip_vision_model\", \"image_size\": 896, \"x\": {}}")
                .option("mm_tokens_per_image", "256")
                .options(o -> {
                    ObjectNode text = (ObjectNode) o.get("text_config");
                    text.put("torch_dtype", "bfloat16");
                    text.put("final_logit_softcapping", 1.5);
                    text.put("tie_word_embeddings", false);
                });
        assertThat(relevance(changed.write(folder))).isEqualTo(relevance(changed.original()));
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> Explainer.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(folder.toString())
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
