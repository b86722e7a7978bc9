// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.granite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.testkit.family.ChangedOptions;

/** Options of Granite: its four multipliers, what changes nothing, and what is refused by name. */
class GraniteOptionsTest extends ChangedOptions {
    GraniteOptionsTest() {
        super(Path.of(System.getProperty("lxt.root"), "oracle", "cases"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "granite-multipliers-v4 | {\"hidden_act\": \"swish\", \"sliding_window\": null, \"num_experts\": 0, \"residual_dropout\": 0.1}",
                "granite-biases | {\"rope_scaling\": null, \"is_causal\": true, \"logit_scale\": 1}",
            })
    void optionsThatChangeNothingLoadAndChangeNothing(String name, String options) throws IOException {
        assertNothingChanges(name, options);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "granite-multipliers-v4 | embedding_multiplier | 0 | option 'embedding_multiplier' must be a positive number, but is 0",
                "granite-multipliers-v4 | attention_multiplier | -0.5 | option 'attention_multiplier' must be a positive number, but is -0.5",
                "granite-multipliers-v4 | logits_scaling | \"8\" | option 'logits_scaling' must be",
                "granite-multipliers-v4 | residual_multiplier | [1] | option 'residual_multiplier' must be",
                "granite-multipliers-v4 | num_local_experts | 4 | option 'num_local_experts' is 4",
                "granite-multipliers-v4 | attention_bias | true | has no tensor 'model.layers.0.self_attn.q_proj.bias'",
                "granite-biases | mlp_bias | false | 'model.layers.0.mlp.down_proj.bias'",
                "granite-multipliers-v4 | model_type | \"granitemoe\" | option 'model_type' is granitemoe",
                "granite-multipliers-v4 | sliding_window | 5 | option 'sliding_window' is 5, which the family 'granite' does not implement",
            })
    void anOptionThatChangesTheComputationIsRefusedByName(String name, String option, String json, String message)
            throws IOException {
        assertRefused(name, option, json, message);
    }

    @Test
    void multipliersThatAreAbsentAre1() throws IOException {
        double[] ones = relevance(
                changed(
                        "granite-multipliers-v4",
                        "{\"embedding_multiplier\": 1.0, \"residual_multiplier\": 1, \"attention_multiplier\": 1.0, \"logits_scaling\": 1}"));
        double[] absent = relevance(changed("granite-multipliers-v4", "{}")
                .options(o -> o.remove(List.of(
                        "embedding_multiplier", "residual_multiplier", "attention_multiplier", "logits_scaling"))));
        assertThat(absent).isEqualTo(ones).isNotEqualTo(relevance(changed("granite-multipliers-v4", "{}")));
    }
}
