// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.mistral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.testkit.family.ChangedCase;
import org.lxt.testkit.family.ChangedOptions;

/** Options of Mistral, Ministral and Mixtral: windows and experts, what changes nothing, and what is refused by name. */
class MistralOptionsTest extends ChangedOptions {
    MistralOptionsTest() {
        super(Path.of(System.getProperty("lxt.root"), "oracle", "cases"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mistral-sliding-window | {\"layer_types\": [\"sliding_attention\", \"sliding_attention\"], \"hidden_act\": \"swish\"}",
                "mistral-window-null-v4 | {\"attention_bias\": false, \"num_experts\": 0, \"max_position_embeddings\": 64}",
                "mixtral-top2-v4 | {\"output_router_logits\": true, \"router_aux_loss_coef\": 0.5, \"router_jitter_noise\": 0.1}",
                "mixtral-window-head-dim | {\"num_local_experts\": 5, \"attention_dropout\": 0.5}",
            })
    void optionsThatChangeNothingLoadAndChangeNothing(String name, String options) throws IOException {
        assertNothingChanges(name, options);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mistral-sliding-window | sliding_window | 0 | option 'sliding_window' must be a positive integer",
                "mistral-sliding-window | layer_types | [\"full_attention\", \"chunked_attention\"] | option 'layer_types' is",
                "mistral-window-null-v4 | layer_types | [\"sliding_attention\", \"full_attention\", \"full_attention\"] | option 'layer_types' must be full_attention in all layers where no sliding_window is in use",
                "ministral-alternating | layer_types | [\"full_attention\"] | option 'layer_types' must be one name for each of the 3 layers",
                "ministral-alternating | model_type | \"mistral\" | option 'model_type' is mistral",
                "ministral-alternating | attention_bias | true | option 'attention_bias' is true, which the family 'ministral' does not implement",
                "mistral-sliding-window | attention_bias | true | option 'attention_bias' is true, which the family 'mistral' does not implement",
                "mistral-sliding-window | num_local_experts | 8 | option 'num_local_experts' is 8",
                "mistral-sliding-window | model_type | \"mixtral\" | option 'model_type' is mixtral",
                "mistral-sliding-window | head_dim | 0 | option 'head_dim' must be a positive integer",
                "mistral3-multimodal-text | text_config | null | option 'text_config' must be the options of the text model, but is absent",
                "mistral3-multimodal-text | model_type | \"mistral\" | option 'model_type' is mistral",
                "mixtral-top2-v4 | num_local_experts | 0 | option 'num_local_experts' must be a positive integer, but is 0",
                "mixtral-top2-v4 | num_experts_per_tok | 5 | option 'num_experts_per_tok' must be at most the number of experts (4)",
                "mixtral-top2-v4 | num_local_experts | 5 | gate.weight' in",
                "mixtral-top2-v4 | layer_types | [\"sliding_attention\", \"full_attention\"] | option 'layer_types' is",
            })
    void anOptionThatChangesTheComputationIsRefusedByName(String name, String option, String json, String message)
            throws IOException {
        assertRefused(name, option, json, message);
    }

    @Test
    void aTextModelOfAnotherFamilyIsRefusedByName() throws IOException {
        ChangedCase changed = changed("mistral3-multimodal-text", "{}")
                .options(o -> o.withObject("/text_config").put("model_type", "ministral3"));
        assertThatThrownBy(() -> relevance(changed))
                .hasMessageContaining("model_type' is ministral3, which the family 'mistral3' does not implement");
    }

    @Test
    void aMistralWithLayerTypesIsAMinistralAsForAutoClasses() throws IOException {
        double[] alternating = relevance(changed("ministral-as-mistral", "{}"));
        assertThat(relevance(changed(
                        "ministral-as-mistral",
                        "{\"model_type\": \"ministral\", \"architectures\": [\"MinistralForCausalLM\"]}")))
                .isEqualTo(alternating);
        assertThat(relevance(changed("ministral-as-mistral", "{}").options(o -> o.remove(List.of("layer_types")))))
                .isNotEqualTo(alternating);
    }

    @Test
    void aWindowThatIsAbsentIs4096AndNullIsNone() throws IOException {
        double[] none = relevance(changed("mistral-window-null-v4", "{}"));
        assertThat(relevance(changed("mistral-window-null-v4", "{\"sliding_window\": 4096}")))
                .isEqualTo(none);
        assertThat(relevance(changed("mistral-window-null-v4", "{}").options(o -> o.remove(List.of("sliding_window")))))
                .isEqualTo(none);
        assertThat(relevance(changed("mistral-window-null-v4", "{\"sliding_window\": 3}")))
                .isNotEqualTo(none);
    }
}
