// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.phi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.testkit.family.ChangedCase;
import org.lxt.testkit.family.ChangedOptions;
import tools.jackson.databind.node.ObjectNode;

/** Options of Phi-3 and Phi-4: partial rotation, longrope and its old names, and what is refused by name. */
class PhiOptionsTest extends ChangedOptions {
    PhiOptionsTest() {
        super(Path.of(System.getProperty("lxt.root"), "oracle", "cases"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "phi3-partial-rotary-v4 | {\"embd_pdrop\": 0.5, \"resid_pdrop\": 0.5, \"layer_types\": [\"full_attention\", \"full_attention\"]}",
                "phi3-partial-rotary-v4 | {\"full_attn_mod\": 1, \"interpolate_factor\": 1, \"hidden_act\": \"swish\"}",
                "phi3-fused | {\"attention_bias\": false, \"num_experts\": 0}",
            })
    void optionsThatChangeNothingLoadAndChangeNothing(String name, String options) throws IOException {
        assertNothingChanges(name, options);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "phi3-partial-rotary-v4 | interpolate_factor | 2 | option 'interpolate_factor' is 2, which the family 'phi3' does not implement",
                "phi3-partial-rotary-v4 | rope_scaling | {\"type\": \"linear\", \"factor\": 2.0} | option 'rope_scaling.type' is linear",
                "phi3-partial-rotary-v4 | partial_rotary_factor | 0 | option 'partial_rotary_factor'",
                "phi3-fused | sliding_window | -1 | option 'sliding_window' must be a positive integer",
                "phi3-fused | attention_bias | true | option 'attention_bias' is true",
                "phi3-fused | num_key_value_heads | 1 | 'model.layers.0.self_attn.qkv_proj.weight'",
                "phi3-fused | intermediate_size | 7 | 'model.layers.0.mlp.",
                "phi3-longrope-short-v4 | original_max_position_embeddings | null | option 'original_max_position_embeddings'",
                "phi3-fused | model_type | \"phi\" | option 'model_type' is phi",
            })
    void anOptionThatChangesTheComputationIsRefusedByName(String name, String option, String json, String message)
            throws IOException {
        assertRefused(name, option, json, message);
    }

    @Test
    void theOldNamesOfLongropeAreTheSame() throws IOException {
        double[] expected = relevance(changed("phi3-longrope-short-v4", "{}"));
        for (String old : List.of("su", "yarn")) {
            ChangedCase changed = changed("phi3-longrope-short-v4", "{}").options(o -> {
                ObjectNode section = (ObjectNode) Objects.requireNonNull(o.get("rope_scaling"));
                section.remove(List.of("rope_type"));
                section.put("type", old);
            });
            assertThat(relevance(changed)).isEqualTo(expected);
        }
    }
}
