// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.modernbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
import org.lxt.testkit.family.ChangedCase.Values;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Options and tensors: what published checkpoints carry loads, what changes the computation is refused by name. */
class ModernBertOptionsTest {
    @TempDir
    Path folder;

    private static double[] relevance(Path folder) {
        return relevance(folder, Target.token(2));
    }

    private static double[] atOne(Path folder) {
        return relevance(folder, Target.token(2).at(4));
    }

    private static double[] relevance(Path folder, Target target) {
        try (Explainer explainer = Explainer.builder(folder).backend("scalar").open()) {
            return explainer
                    .explain(Prompt.ofIds(5, 9, 4, 77, 30, 12, 8, 3, 61), target)
                    .relevance();
        }
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> Explainer.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"layer_norm_eps\": 1e-05, \"position_embedding_type\": \"absolute\", \"reference_compile\": null}",
                "{\"sparse_prediction\": true, \"sparse_pred_ignore_index\": -1, \"deterministic_flash_attn\": true}",
                "{\"repad_logits_with_grad\": false, \"initializer_cutoff_factor\": 3.0, \"rope_scaling\": null}",
                "{\"attention_dropout\": 0.5, \"embedding_dropout\": 0.5, \"mlp_dropout\": 0.5}",
                "{\"problem_type\": \"multi_label_classification\", \"use_cache\": false}",
            })
    void optionsThatChangeNothingLoadAndChangeNothing(String added) throws IOException {
        ObjectNode options = (ObjectNode) JsonMapper.shared().readTree(added);
        ChangedCase changed = new ChangedCase(Cases.of("classification-mean")).options(o -> o.setAll(options));
        assertThat(relevance(changed.write(folder))).isEqualTo(relevance(changed.original()));
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws IOException {
        ChangedCase changed = new ChangedCase(Cases.of("masked-lm-v4"));
        changed.options(o -> o.remove(List.of(
                "global_rope_theta",
                "local_rope_theta",
                "global_attn_every_n_layers",
                "norm_eps",
                "norm_bias",
                "attention_bias",
                "mlp_bias",
                "decoder_bias",
                "classifier_bias",
                "classifier_activation",
                "classifier_pooling",
                "hidden_activation",
                "max_position_embeddings",
                "tie_word_embeddings")));
        assertThat(atOne(changed.write(folder))).isEqualTo(atOne(changed.original()));
    }

    @Test
    void aWindowThatIsLeftOutReachesFurtherThanThePrompt() throws IOException {
        ChangedCase changed = new ChangedCase(Cases.of("masked-lm-v4")).option("local_attention", "null");
        double[] wide = atOne(changed.write(folder));
        assertThat(wide).isNotEqualTo(atOne(changed.original()));
        changed.option("local_attention", "100");
        assertThat(atOne(changed.write(folder))).isEqualTo(wide);
    }

    @Test
    void aLocalThetaOfNullIsTheGlobalOne() throws IOException {
        ChangedCase changed = new ChangedCase(Cases.of("masked-lm-v4")).options(o -> o.putNull("local_rope_theta"));
        double[] none = atOne(changed.write(folder));
        assertThat(none).isNotEqualTo(atOne(changed.original()));
        changed.option("local_rope_theta", "160000");
        assertThat(atOne(changed.write(folder))).isEqualTo(none);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "masked-lm-v4 | hidden_size | null | option 'hidden_size' is missing",
                "masked-lm-v4 | hidden_size | 30 | option 'hidden_size' must be a multiple of num_attention_heads (4)",
                "masked-lm-v4 | intermediate_size | 48 | but config.json asks for [96, 32]",
                "masked-lm-v4 | vocab_size | 121 | but config.json asks for [121, 32]",
                "masked-lm-v4 | num_hidden_layers | 5 | has no tensor 'model.layers.4.attn_norm.weight'",
                "masked-lm-v4 | num_hidden_layers | 3 | tensors that the family 'modernbert' does not use",
                "masked-lm-v4 | norm_bias | true | has no tensor 'head.norm.bias'",
                "masked-lm-v4 | attention_bias | true | has no tensor 'model.layers.0.attn.Wqkv.bias'",
                "masked-lm-v4 | mlp_bias | true | has no tensor 'model.layers.0.mlp.Wi.bias'",
                "masked-lm-v4 | classifier_bias | true | has no tensor 'head.dense.bias'",
                "masked-lm-v4 | hidden_activation | \"quick_gelu\" | option 'hidden_activation' is quick_gelu, which the family",
                "masked-lm-v4 | classifier_activation | \"mish\" | option 'classifier_activation' is mish, which the family",
                "masked-lm-v4 | norm_eps | -1 | option 'norm_eps' must be 0 or positive",
                "masked-lm-v4 | local_attention | 0 | option 'local_attention' must be a positive integer",
                "masked-lm-v4 | global_attn_every_n_layers | 0 | option 'global_attn_every_n_layers' must be a positive",
                "masked-lm-v4 | global_rope_theta | 0 | option 'global_rope_theta' must be a positive number",
                "masked-lm-v4 | rope_scaling | {\"type\": \"linear\", \"factor\": 2} | option 'rope_scaling' is {type=linear,"
                        + " factor=2}, which the family 'modernbert' does not implement",
                "masked-lm-v4 | is_decoder | true | option 'is_decoder' is true",
                "masked-lm-v4 | model_type | \"bert\" | option 'model_type' is bert",
                "classification-cls | layer_types | [\"full_attention\"] | option 'layer_types' must be one name for each",
                "classification-cls | layer_types | [\"chunked\"] | option 'layer_types' is [chunked], which the family",
                "classification-cls | rope_parameters | {\"rope_theta\": 5.0} | option 'rope_parameters.rope_theta' is 5.0",
                "classification-cls | classifier_pooling | \"max\" | option 'classifier_pooling' is max, which the family"
                        + " 'modernbert' does not implement; supported: cls, mean",
                "classification-cls | architectures | null | option 'architectures' must be there, for the classifier in the"
                        + " weights may be one of texts, of tokens or of spans",
                "classification-cls | num_labels | 4 | option 'num_labels' must be as many as id2label has (3), but is 4",
            })
    void anOptionThatChangesTheComputationIsRefusedByName(String name, String option, String json, String message)
            throws IOException {
        new ChangedCase(Cases.of(name)).option(option, json).write(folder);
        assertRefused(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"masked-lm-v4", "classification-mean"})
    void everyTensorIsMissedByName(String name) throws IOException {
        Map<String, Values> all = new TreeMap<>();
        new ChangedCase(Cases.of(name)).tensors(all::putAll);
        for (String tensor : all.keySet()) {
            new ChangedCase(Cases.of(name)).tensors(t -> t.remove(tensor)).write(folder);
            assertRefused("has no tensor '" + tensor + "'");
        }
    }

    @Test
    void aTensorThatNobodyAsksForIsRefusedByName() throws IOException {
        new ChangedCase(Cases.of("classification-mean"))
                .tensors(t -> t.put("model.layers.0.attn_norm.weight", new Values(new long[] {1}, new float[] {1})))
                .write(folder);
        assertRefused("hold 1 tensor that the family 'modernbert' does not use with these options:"
                + " 'model.layers.0.attn_norm.weight'");
    }

    @Test
    void theDecoderMayBeItsOwn() throws IOException {
        ChangedCase changed = new ChangedCase(Cases.of("masked-lm-v4"));
        String words = "model.embeddings.tok_embeddings.weight";
        double[] expected = atOne(changed.original());
        changed.tensors(t -> t.put("decoder.weight", Objects.requireNonNull(t.get(words))));
        assertThat(atOne(changed.write(folder))).isEqualTo(expected);
        changed.tensors(t ->
                t.put("decoder.weight", Objects.requireNonNull(t.get(words)).times(2)));
        assertThat(atOne(changed.write(folder))).isNotEqualTo(expected);
    }

    @Test
    void anEncoderMayBeSavedWithoutItsHeads() throws IOException {
        ChangedCase changed = new ChangedCase(Cases.of("masked-lm-v4"))
                .option("architectures", "[\"ModernBertModel\"]")
                .tensors(t -> t.keySet().removeIf(name -> name.startsWith("head.") || name.startsWith("decoder.")));
        double[] expected = atOne(changed.write(folder));
        changed.tensors(t -> {
            Map<String, Values> bare = new TreeMap<>();
            t.forEach((name, values) -> bare.put(name.replaceFirst("^model\\.", ""), values));
            t.clear();
            t.putAll(bare);
        });
        assertThat(atOne(changed.write(folder))).isEqualTo(expected);
        changed.option("architectures", "null");
        assertThat(atOne(changed.write(folder))).isEqualTo(expected);
    }
}
