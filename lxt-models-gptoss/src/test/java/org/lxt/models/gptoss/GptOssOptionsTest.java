// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gptoss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.testkit.family.ChangedCase;

/** Options of gpt-oss: the published files load, what changes the computation is refused by name. */
class GptOssOptionsTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");
    private static final Path CASE = CASES.resolve("gpt_oss-attnlrp");
    private static final Path PUBLISHED_ROPE = CASES.resolve("gpt_oss-top3");

    @TempDir
    Path folder;

    /** As the files of 20b and 120b have it. */
    @Test
    void theOptionsOfPublishedFilesAreThoseThatTheReferenceTakes() throws IOException {
        ChangedCase changed = new ChangedCase(PUBLISHED_ROPE).options(o -> {
            o.remove("rope_parameters");
            o.put("rope_theta", 150000);
            o.putObject("rope_scaling")
                    .put("beta_fast", 32.0)
                    .put("beta_slow", 1.0)
                    .put("factor", 32.0)
                    .put("original_max_position_embeddings", 4096)
                    .put("rope_type", "yarn")
                    .put("truncate", false);
            o.put("swiglu_limit", 7.0);
            o.put("experts_per_token", 3);
            o.put("initial_context_length", 4096);
            o.put("attention_bias", true);
        });
        assertThat(relevance(changed.write(folder))).isEqualTo(relevance(changed.original()));
        changed.options(o -> o.remove(List.of("rope_theta", "rope_scaling"))).write(folder);
        assertThat(relevance(folder)).isEqualTo(relevance(changed.original()));
    }

    @Test
    void theFirstLayerSlidesAndTheSecondDoesNotWhereTheFileDoesNotSay() throws IOException {
        ChangedCase changed = new ChangedCase(CASE).options(o -> o.remove("layer_types"));
        assertThat(relevance(changed.write(folder))).isEqualTo(relevance(changed.original()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "swiglu_limit | 6.0 | option 'swiglu_limit' is 6.0, which the family 'gpt_oss' does not implement",
                "quantization_config | {\"quant_method\": \"hqq\"} | option 'quantization_config.quant_method' is hqq, which is not"
                        + " implemented",
                "num_local_experts | 0 | option 'num_local_experts' must be a positive integer, but is 0",
                "num_experts_per_tok | 5 | option 'num_experts_per_tok' must be at most the number of experts (4)",
                "num_local_experts | 5 | 'model.layers.0.mlp.router.weight'",
                "layer_types | [\"full_attention\"] | option 'layer_types' must be one name for each of the 2 layers",
                "sliding_window | 0 | option 'sliding_window' must be a positive integer",
                "hidden_act | \"nonsense\" | option 'hidden_act' is nonsense",
                "attn_logit_softcapping | 50.0 | option 'attn_logit_softcapping' is 50.0",
            })
    void anOptionThatChangesTheComputationIsRefusedByName(String name, String json, String message) throws IOException {
        new ChangedCase(CASE).option(name, json).write(folder);
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
