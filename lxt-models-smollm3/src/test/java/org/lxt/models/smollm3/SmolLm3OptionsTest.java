// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.smollm3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.testkit.family.ChangedOptions;

/** Options of SmolLM3: which layers rotate and which see a window, and what is refused by name. */
class SmolLm3OptionsTest extends ChangedOptions {
    SmolLm3OptionsTest() {
        super(Path.of(System.getProperty("lxt.root"), "oracle", "cases"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "smollm3-interval-biases | {\"no_rope_layers\": [1, 0, 1], \"max_window_layers\": 28, \"pretraining_tp\": 2}",
                "smollm3-no-rope-list-v4 | {\"no_rope_layer_interval\": 3, \"use_sliding_window\": false, \"hidden_act\": \"swish\"}",
                "smollm3-no-rope-list-v4 | {\"no_rope_layers\": [1, 0, 1, 0, 1, 1], \"layer_types\": null}",
            })
    void optionsThatChangeNothingLoadAndChangeNothing(String name, String options) throws IOException {
        assertNothingChanges(name, options);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "smollm3-no-rope-list-v4 | no_rope_layers | [1, 0, 1] | option 'no_rope_layers' must be a 0 or 1 for each of the 4 layers",
                "smollm3-no-rope-list-v4 | no_rope_layers | [1, 0, 2, 1] | option 'no_rope_layers' must be a 0 or 1 for each of the 4 layers",
                "smollm3-interval-biases | no_rope_layer_interval | 0 | option 'no_rope_layer_interval' must be a positive integer",
                "smollm3-interval-biases | attention_bias | false | 'model.layers.0.self_attn.k_proj.bias'",
                "smollm3-interval-biases | mlp_bias | false | 'model.layers.0.mlp.down_proj.bias'",
                "smollm3-no-rope-list-v4 | layer_types | [\"sliding_attention\", \"full_attention\", \"full_attention\", \"full_attention\"] | option 'layer_types' must be full_attention in all layers where no sliding_window is in use",
                "smollm3-no-rope-list-v4 | sliding_window | 0 | option 'sliding_window' must be a positive integer",
                "smollm3-no-rope-list-v4 | partial_rotary_factor | 0.5 | option 'partial_rotary_factor' is 0.5",
            })
    void anOptionThatChangesTheComputationIsRefusedByName(String name, String option, String json, String message)
            throws IOException {
        assertRefused(name, option, json, message);
    }

    @Test
    void layersThatDoNotRotateSlideOnRequest() throws IOException {
        double[] asked = relevance(changed(
                "smollm3-no-rope-list-v4",
                "{\"layer_types\": null, \"use_sliding_window\": true, \"sliding_window\": 3}"));
        double[] named = relevance(changed(
                "smollm3-no-rope-list-v4",
                "{\"layer_types\": [\"full_attention\", \"sliding_attention\", \"full_attention\","
                        + " \"sliding_attention\"], \"sliding_window\": 3}"));
        assertThat(asked).isEqualTo(named).isNotEqualTo(relevance(changed("smollm3-no-rope-list-v4", "{}")));
    }
}
