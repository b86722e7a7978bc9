// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.deberta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.spi.OutputKind;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.testkit.family.ChangedCase;
import org.lxt.testkit.family.ChangedCase.Values;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Options and tensors: what published checkpoints carry loads, what changes the computation is refused by name. */
class DebertaOptionsTest {
    @TempDir
    Path folder;

    private static double[] relevance(Path folder) {
        return relevance(folder, Target.token(2));
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
                "{\"attention_head_size\": 8, \"pooler_hidden_size\": 32, \"conv_kernel_size\": 0, \"conv_act\": \"gelu\"}",
                "{\"pos_att_type\": \"c2p|p2c\"}",
                "{\"pos_att_type\": \" P2C | c2p\", \"norm_rel_ebd\": \" Layer_Norm\"}",
                "{\"max_relative_positions\": 40, \"position_embedding_type\": \"absolute\"}",
                "{\"legacy\": false, \"tie_word_embeddings\": false, \"cls_dropout\": 0.3, \"pooler_dropout\": 0.1}",
                "{\"type_vocab_size\": null, \"pooler_hidden_act\": null, \"hidden_act\": null, \"layer_norm_eps\": null}",
                "{\"vocab_type\": \"spm\", \"summary_last_dropout\": 0.1}",
            })
    void optionsThatChangeNothingLoadAndChangeNothing(String added) throws IOException {
        ObjectNode options = (ObjectNode) JsonMapper.shared().readTree(added);
        ChangedCase changed = new ChangedCase(Cases.of("v2-classification")).options(o -> o.setAll(options));
        assertThat(relevance(changed.write(folder))).isEqualTo(relevance(changed.original()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "v2-classification | hidden_size | null | option 'hidden_size' is missing",
                "v2-classification | hidden_size | 30 | option 'hidden_size' must be a multiple of num_attention_heads (4)",
                "v2-classification | attention_head_size | 16 | option 'attention_head_size' must be hidden_size over"
                        + " num_attention_heads (8), but is 16",
                "v2-classification | pooler_hidden_size | 16 | option 'pooler_hidden_size' must be hidden_size (32), but is 16",
                "v2-classification | embedding_size | 16 | option 'embedding_size' is 16, which the family 'deberta-v2' does not"
                        + " implement; supported: the same as hidden_size",
                "v2-classification | conv_kernel_size | 3 | 'deberta.encoder.conv.conv.weight'",
                "v2-convolution | conv_kernel_size | 4 | option 'conv_kernel_size' must be 0, or odd and at most 63, but is 4",
                "v2-convolution | conv_kernel_size | 5 | but config.json asks for [32, 32, 5]",
                "v2-convolution | conv_kernel_size | 0 | tensors that the family 'deberta-v2' does not use",
                "v2-convolution | conv_groups | 5 | option 'conv_groups' must be a divisor of hidden_size (32), but is 5",
                "v2-convolution | conv_groups | 2 | but config.json asks for [32, 16, 3]",
                "v2-convolution | conv_act | \"snake\" | option 'conv_act' is snake, which the family 'deberta-v2' does not implement",
                "v2-classification | pos_att_type | `\"c2p|p2p\"` | option 'pos_att_type' is c2p|p2p, which the family",
                "v2-classification | pos_att_type | [\"c2p\", \"c2p\"] | option 'pos_att_type' is [c2p, c2p], which the family",
                "v2-classification | pos_att_type | 3 | option 'pos_att_type' must be a list of names",
                "v2-classification | norm_rel_ebd | \"rms_norm\" | option 'norm_rel_ebd' is rms_norm, which the family",
                "v2-classification | norm_rel_ebd | \"none\" | tensors that the family 'deberta-v2' does not use",
                "v2-classification | position_buckets | 1 | option 'position_buckets' must be 2 or more",
                "v2-classification | position_buckets | 78 | option 'position_buckets' must be 2 or more, and less than twice the"
                        + " furthest offset (40)",
                "v2-classification | position_buckets | 16 | but config.json asks for [32, 32]",
                "v2-classification | max_relative_positions | 999999999 | option 'max_relative_positions' must be at most",
                "v2-classification | share_att_key | false | has no tensor 'deberta.encoder.layer.0.attention.self.pos_key_proj",
                "v2-classification | relative_attention | false | tensors that the family 'deberta-v2' does not use",
                "v2-classification | position_biased_input | true | has no tensor 'deberta.embeddings.position_embeddings.weight'",
                "v2-classification | type_vocab_size | 2 | has no tensor 'deberta.embeddings.token_type_embeddings.weight'",
                "v2-classification | pooler_hidden_act | \"mish\" | option 'pooler_hidden_act' is mish, which the family",
                "v2-classification | layer_norm_eps | -1 | option 'layer_norm_eps' must be 0 or positive",
                "v2-classification | num_hidden_layers | 3 | has no tensor 'deberta.encoder.layer.2.attention.output.LayerNorm",
                "v2-classification | model_type | \"deberta\" | option 'model_type' is deberta",
                "v2-masked-lm | legacy | false | has no tensor 'lm_predictions.lm_head.dense.weight'",
                "classification | talking_head | true | option 'talking_head' is true, which the family 'deberta' does not",
                "classification | position_buckets | 256 | option 'position_buckets' is 256, which the family 'deberta' does not",
                "classification | share_att_key | true | option 'share_att_key' is true, which the family 'deberta' does not",
                "classification | conv_kernel_size | 3 | option 'conv_kernel_size' is 3, which the family 'deberta' does not",
            })
    void anOptionThatChangesTheComputationIsRefusedByName(String name, String option, String json, String message)
            throws IOException {
        new ChangedCase(Cases.of(name)).option(option, json).write(folder);
        assertRefused(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"v2-classification", "v2-token-classification", "v2-masked-lm", "v2-masked-lm-new", "masked-lm"})
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
        String convolution = "deberta.encoder.conv.conv.weight";
        new ChangedCase(Cases.of("v2-classification"))
                .tensors(t -> t.put(convolution, new Values(new long[] {1}, new float[] {1})))
                .write(folder);
        assertRefused(
                "hold 1 tensor that the family 'deberta-v2' does not use with these options: '" + convolution + "'");
    }

    @Test
    void whatThePublishedFilesHoldBesidesIsHarmless() throws IOException {
        ChangedCase changed = new ChangedCase(Cases.of("v2-classification"));
        double[] expected = relevance(changed.original());
        Values any = new Values(new long[] {1}, new float[] {1});
        changed.tensors(t -> {
            t.put("lm_predictions.lm_head.dense.weight", any);
            t.put("mask_predictions.dense.weight", any);
            t.put("deberta.embeddings.position_embeddings.weight", any);
            t.put("deberta.embeddings.position_ids", any);
        });
        assertThat(relevance(changed.write(folder))).isEqualTo(expected);
    }

    /** The published files of the third version name no architecture, and hold the head that their options do not ask for. */
    @Test
    void aFileThatNamesNoArchitectureIsTakenForWhatItsTensorsAre() throws IOException {
        ChangedCase published = new ChangedCase(Cases.of("v2-masked-lm-new"))
                .options(o -> o.remove(List.of("architectures", "legacy")));
        assertThat(relevance(published.write(folder), Target.token(3).at(1))).hasSize(9);
        try (Explainer explainer = Explainer.open(folder)) {
            assertThat(explainer.outputs()).extracting(OutputKind::name).containsExactly("last_hidden_state");
        }
        ChangedCase classifier =
                new ChangedCase(Cases.of("v2-classification")).options(o -> o.remove(List.of("architectures")));
        assertThat(relevance(classifier.write(folder))).isEqualTo(relevance(classifier.original()));
    }
}
