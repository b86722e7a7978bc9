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

/** Options of Gemma 2: what changes nothing loads, defaults are those of the reference, the rest is refused by name. */
class Gemma2OptionsTest {
    private static final Path CAPPED = GemmaCases.FOLDER.resolve("gemma2-softcaps");
    private static final Path OLD_STYLE = GemmaCases.FOLDER.resolve("gemma2-no-softcaps-v4");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cache_implementation\": \"hybrid\", \"hidden_act\": \"gelu_pytorch_tanh\"}",
                "{\"use_bidirectional_attention\": false, \"attention_dropout\": 0.5}",
                "{\"query_pre_attn_scalar\": 16.0, \"max_position_embeddings\": 64}",
            })
    void optionsThatChangeNothingLoadAndChangeNothing(String added) throws IOException {
        ObjectNode options = (ObjectNode) JsonMapper.shared().readTree(added);
        ChangedCase changed = new ChangedCase(CAPPED).options(o -> o.setAll(options));
        assertThat(relevance(changed.write(folder))).isEqualTo(relevance(changed.original()));
    }

    @Test
    void capsThatAreAbsentAre50And30AndNullIsNone() throws IOException {
        double[] without = relevance(OLD_STYLE);
        new ChangedCase(OLD_STYLE)
                .options(o -> o.remove(List.of("attn_logit_softcapping", "final_logit_softcapping")))
                .write(folder);
        double[] absent = relevance(folder);
        new ChangedCase(OLD_STYLE)
                .option("attn_logit_softcapping", "50.0")
                .option("final_logit_softcapping", "30.0")
                .write(folder);
        assertThat(absent).isEqualTo(relevance(folder)).isNotEqualTo(without);
    }

    @Test
    void theFirstLayerSlidesAndTheSecondDoesNotWhereTheFileDoesNotSay() throws IOException {
        new ChangedCase(OLD_STYLE)
                .option("layer_types", "[\"sliding_attention\", \"full_attention\", \"sliding_attention\"]")
                .write(folder);
        assertThat(relevance(folder)).isEqualTo(relevance(OLD_STYLE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "use_bidirectional_attention | true | option 'use_bidirectional_attention' is true, which the family"
                        + " 'gemma2' does not implement",
                "attn_logit_softcapping | -2.0 | option 'attn_logit_softcapping' must be a positive number, but is -2.0",
                "attn_logit_softcapping | 1e-320 | option 'attn_logit_softcapping' must be a number that float32 can hold",
                "final_logit_softcapping | 0 | option 'final_logit_softcapping' must be a positive number, but is 0",
                "hidden_activation | \"quick_gelu\" | option 'hidden_activation' is quick_gelu",
                "query_pre_attn_scalar | 0 | option 'query_pre_attn_scalar' must be a positive number, but is 0",
                "layer_types | [\"full_attention\"] | option 'layer_types' must be one name for each of the 3 layers",
                "sliding_window | 0 | option 'sliding_window' must be a positive integer",
                "attention_bias | true | has no tensor 'model.layers.0.self_attn.q_proj.bias'",
                "num_experts | 8 | option 'num_experts' is 8",
            })
    void anOptionThatChangesTheComputationIsRefusedByName(String name, String json, String message) throws IOException {
        new ChangedCase(CAPPED).option(name, json).write(folder);
        assertThatThrownBy(() -> Explainer.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    private static double[] relevance(Path folder) {
        try (Explainer explainer = Explainer.builder(folder).backend("scalar").open()) {
            return explainer
                    .explain(Prompt.ofIds(5, 9, 4, 77, 30, 12, 8, 61), Target.topLogit())
                    .relevance();
        }
    }
}
