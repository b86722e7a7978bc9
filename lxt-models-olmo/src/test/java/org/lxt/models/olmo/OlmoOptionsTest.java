// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.olmo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.testkit.family.ChangedOptions;

/** Options of OLMo 2 and OLMo 3: windows and biases, what changes nothing, and what is refused by name. */
class OlmoOptionsTest extends ChangedOptions {
    OlmoOptionsTest() {
        super(Path.of(System.getProperty("lxt.root"), "oracle", "cases"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "olmo2-post-norm-v4 | {\"hidden_act\": \"swish\", \"num_experts\": 0, \"max_position_embeddings\": 64}",
                "olmo3-sliding | {\"layer_types\": null, \"attention_dropout\": 0.5}",
            })
    void optionsThatChangeNothingLoadAndChangeNothing(String name, String options) throws IOException {
        assertNothingChanges(name, options);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "olmo2-post-norm-v4 | clip_qkv | 8.0 | option 'clip_qkv' is 8.0, which the family 'olmo2' does not implement",
                "olmo2-post-norm-v4 | sliding_window | 4 | option 'sliding_window' is 4, which the family 'olmo2' does not implement",
                "olmo2-gqa-bias | attention_bias | false | 'model.layers.0.self_attn.k_proj.bias'",
                "olmo2-post-norm-v4 | attention_bias | true | has no tensor 'model.layers.0.self_attn.q_proj.bias'",
                "olmo2-post-norm-v4 | model_type | \"olmo\" | option 'model_type' is olmo",
                "olmo3-sliding | layer_types | [\"sliding_attention\"] | option 'layer_types' must be one name for each of the 4 layers",
                "olmo3-sliding | sliding_window | 0 | option 'sliding_window' must be a positive integer",
                "olmo3-sliding | sliding_window | null | option 'layer_types' must be full_attention in all layers where no sliding_window is in use",
                "olmo3-sliding | layer_types | [\"a\", \"b\", \"c\", \"d\"] | which the family 'olmo3' does not implement",
            })
    void anOptionThatChangesTheComputationIsRefusedByName(String name, String option, String json, String message)
            throws IOException {
        assertRefused(name, option, json, message);
    }

    @Test
    void aWindowThatIsAbsentIs4096() throws IOException {
        double[] wide = relevance(changed("olmo3-sliding", "{\"sliding_window\": 4096}"));
        double[] absent = relevance(changed("olmo3-sliding", "{}").options(o -> o.remove(List.of("sliding_window"))));
        assertThat(absent).isEqualTo(wide).isNotEqualTo(relevance(changed("olmo3-sliding", "{}")));
    }
}
