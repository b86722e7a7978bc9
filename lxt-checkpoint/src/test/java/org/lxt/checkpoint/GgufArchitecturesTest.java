// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.spi.checkpoint.ModelException;

/** What metadata of decoders becomes as options, where no case of the reference tells: defaults, other layouts of keys, refusals. */
class GgufArchitecturesTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");
    private static final String SLIDING = "sliding_attention";
    private static final String FULL = "full_attention";

    @TempDir
    Path folder;

    private static ChangedGguf gguf(String name) throws IOException {
        return new ChangedGguf(CASES.resolve(name).resolve("model.gguf"));
    }

    private Object option(ChangedGguf changed, String name) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(changed.write(folder.resolve("changed.gguf")))) {
            return checkpoint.config().raw(name);
        }
    }

    @Test
    void layersWithAWindowAreThoseOfTheListOrOfThePeriod() throws IOException {
        String key = "gpt-oss.attention.sliding_window_pattern";
        assertThat(option(gguf("gpt_oss-gguf-attnlrp"), "layer_types")).isEqualTo(List.of(SLIDING, FULL));
        assertThat(option(gguf("gpt_oss-gguf-attnlrp").with(key, new boolean[] {false, true}), "layer_types"))
                .isEqualTo(List.of(FULL, SLIDING));
        assertThat(option(gguf("gpt_oss-gguf-attnlrp").with(key, 1), "layer_types"))
                .isEqualTo(List.of(FULL, FULL));
        assertThat(option(gguf("gpt_oss-gguf-attnlrp").with(key, 0), "layer_types"))
                .isEqualTo(List.of(SLIDING, SLIDING));
        assertRefused(
                gguf("gpt_oss-gguf-attnlrp").with(key, new boolean[1]), key + "' must be one flag for each of the 2");
    }

    /** A ramp that begins and ends at whole pairs is another model, and so is the scaling that is taken where no option is. */
    @Test
    void rotationsOfGptOssAreScaledAsItsFileSays() throws IOException {
        String type = "gpt-oss.rope.scaling.type";
        assertThat(option(gguf("gpt_oss-gguf-attnlrp"), "rope_scaling"))
                .isEqualTo(Map.of(
                        "rope_type",
                        "yarn",
                        "factor",
                        4.0,
                        "original_max_position_embeddings",
                        16,
                        "beta_fast",
                        32.0,
                        "beta_slow",
                        1.0,
                        "truncate",
                        false));
        // llama.cpp: a factor without a name is that of linear scaling
        ChangedGguf unnamed = gguf("gpt_oss-gguf-attnlrp")
                .without(type)
                .without("gpt-oss.rope.scaling.yarn_beta_fast")
                .without("gpt-oss.rope.scaling.yarn_beta_slow");
        assertThat(option(unnamed, "rope_scaling")).isEqualTo(Map.of("rope_type", "linear", "factor", 4.0));
        ChangedGguf none = gguf("gpt_oss-gguf-attnlrp")
                .changed(type, "none")
                .without("gpt-oss.rope.scaling.yarn_beta_fast")
                .without("gpt-oss.rope.scaling.yarn_beta_slow");
        assertThat(option(none, "rope_scaling")).isEqualTo(Map.of("rope_type", "default"));
    }

    /** The classifier reads the last state whatever token stands there. llama.cpp has none in other families of decoders. */
    @Test
    void aRerankerIsAClassifierOfTheLastState() throws IOException {
        Path reranker = CASES.resolveSibling("rerank/qwen-gguf/model.gguf");
        try (Checkpoint checkpoint = Checkpoint.open(reranker)) {
            assertThat(checkpoint.config().architectures()).containsExactly("Qwen3ForSequenceClassification");
            assertThat(checkpoint.config().raw("id2label")).isEqualTo(Map.of("0", "yes", "1", "no"));
            assertThat(checkpoint.config().raw("pad_token_id")).isNull();
            assertThat(checkpoint.shape("score.weight")).containsExactly(2, 32);
        }
        assertThat(option(new ChangedGguf(reranker).without("qwen3.classifier.output_labels"), "num_labels"))
                .isEqualTo(2);
        assertRefused(
                gguf("qwen2-gguf-qkv-bias").renamed("blk.0.attn_q.bias", "cls.output.weight"),
                "tensor 'cls.output.weight' is not implemented for the architecture 'qwen2'");
    }

    @Test
    void theFirstNameOfTheFactorIsKnown() throws IOException {
        assertThat(option(gguf("llama-gguf-gqa-untied").with("llama.rope.scale_linear", 2.5f), "rope_scaling"))
                .isEqualTo(Map.of("rope_type", "linear", "factor", 2.5));
    }

    @Test
    void aWindowMakesOlmo3() throws IOException {
        assertThat(option(gguf("olmo2-gguf-gqa-bias"), "model_type")).isEqualTo("olmo2");
        ChangedGguf third = gguf("olmo2-gguf-gqa-bias").with("olmo2.attention.sliding_window", 3);
        assertThat(option(third, "model_type")).isEqualTo("olmo3");
    }

    @Test
    void gemma3WithoutAWindowSeesEverything() throws IOException {
        ChangedGguf changed = gguf("gemma3-gguf-sliding-full").without("gemma3.attention.sliding_window");
        assertThat((List<?>) option(changed, "layer_types")).isNotEmpty().allMatch(FULL::equals);
    }

    @Test
    void whatIsNotImplementedIsRefusedByItsKey() throws IOException {
        assertRefused(
                gguf("mistral3-gguf-multimodal-text").with("mistral3.attention.temperature_scale", 0.1f),
                "metadata 'mistral3.attention.temperature_scale' must be 0 or absent, but is 0.1");
        assertRefused(
                gguf("gpt_oss-gguf-attnlrp").with("gpt-oss.rope.scaling.yarn_ext_factor", 0.5f),
                "metadata 'gpt-oss.rope.scaling.yarn_ext_factor' must be 1, but is 0.5");
        assertRefused(
                gguf("gpt_oss-gguf-attnlrp").with("gpt-oss.expert_weights_scale", 2f),
                "metadata 'gpt-oss.expert_weights_scale' is not implemented for the architecture 'gpt-oss'");
        assertRefused(
                gguf("gpt_oss-gguf-attnlrp").changed("gpt-oss.expert_count", 3),
                "tensor 'blk.0.ffn_gate_exps.weight' is not of 3 experts");
        assertRefused(
                gguf("llama-gguf-fused-attention-bias").changed("llama.attention.head_count_kv", 4),
                "tensor 'blk.0.attn_qkv.weight' has not ");
        assertRefused(
                gguf("gpt_oss-gguf-attnlrp").changed("gpt-oss.rope.scaling.type", "ntk"),
                "metadata 'gpt-oss.rope.scaling.type' must be none, linear, yarn or longrope, but is 'ntk'");
    }

    private void assertRefused(ChangedGguf changed, String message) throws IOException {
        Path file = changed.write(folder.resolve("refused.gguf"));
        assertThatThrownBy(() -> Checkpoint.open(file).close())
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
}
