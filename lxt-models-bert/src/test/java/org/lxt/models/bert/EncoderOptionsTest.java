// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
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

/** Options of config.json: what published checkpoints carry loads, what changes the computation is refused by name. */
class EncoderOptionsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"directionality\": \"bidi\", \"pooler_fc_size\": 768, \"pooler_num_attention_heads\": 12,"
                        + " \"pooler_num_fc_layers\": 3, \"pooler_size_per_head\": 128,"
                        + " \"pooler_type\": \"first_token_transform\"}",
                "{\"classifier_dropout\": null, \"use_cache\": true, \"gradient_checkpointing\": false,"
                        + " \"attention_probs_dropout_prob\": 0.5, \"output_past\": true, \"_num_labels\": 9}",
                "{\"position_embedding_type\": null, \"type_vocab_size\": null, \"layer_norm_eps\": null,"
                        + " \"hidden_act\": null, \"tie_word_embeddings\": null}",
                "{\"position_embedding_type\": \"absolute\", \"is_decoder\": false, \"num_labels\": 3}",
                "{\"id2label\": {\"2\": \"c\", \"0\": \"a\", \"1\": \"b\"}, \"label2id\": null}",
                "{\"problem_type\": \"multi_label_classification\"}",
            })
    void optionsThatChangeNothingLoadAndChangeNothing(String added) throws IOException {
        ObjectNode options = (ObjectNode) JsonMapper.shared().readTree(added);
        ChangedCase changed = new ChangedCase(Cases.of("bert-classification")).options(o -> o.setAll(options));
        assertThat(relevance(changed.write(folder))).isEqualTo(relevance(changed.original()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "bert-classification | hidden_size | null | option 'hidden_size' is missing",
                "bert-classification | hidden_size | 30 | option 'hidden_size' must be a multiple of num_attention_heads (4)",
                "bert-classification | num_hidden_layers | 0 | option 'num_hidden_layers' must be a positive integer",
                "bert-classification | num_hidden_layers | 4 | has no tensor 'bert.encoder.layer.3.attention",
                "bert-classification | num_hidden_layers | 2 | tensors that the family 'bert' does not use",
                "bert-classification | intermediate_size | 48 | but config.json asks for [48, 32]",
                "bert-classification | max_position_embeddings | 41 | but config.json asks for [41, 32]",
                "bert-classification | type_vocab_size | 3 | but config.json asks for [3, 32]",
                "bert-classification | vocab_size | 121 | but config.json asks for [121, 32]",
                "bert-classification | hidden_act | \"quick_gelu\" | option 'hidden_act' is quick_gelu, which the family"
                        + " 'bert' does not implement; supported: silu",
                "bert-classification | layer_norm_eps | -1 | option 'layer_norm_eps' must be 0 or positive",
                "bert-classification | position_embedding_type | \"relative_key\" | option 'position_embedding_type' is"
                        + " relative_key, which the family 'bert' does not implement; supported: absolute",
                "bert-classification | is_decoder | true | option 'is_decoder' is true",
                "bert-classification | add_cross_attention | true | option 'add_cross_attention' is true",
                "bert-classification | pruned_heads | {\"0\": [1]} | option 'pruned_heads' is {0=[1]}",
                "bert-classification | embedding_size | 16 | option 'embedding_size' is 16, which the family"
                        + " 'bert' does not implement; supported: the same as hidden_size",
                "bert-classification | model_type | \"nomic_bert\" | option 'model_type' is nomic_bert",
                "bert-classification | pooler_type | \"mean\" | option 'pooler_type' is mean",
                "bert-classification | num_labels | 4 | option 'num_labels' must be as many as id2label has (3), but is 4",
                "bert-classification | id2label | {\"0\": \"a\", \"2\": \"b\"} | option 'id2label' must be names for the numbers 0"
                        + " to 1, each once",
                "bert-classification | id2label | {\"0\": \"a\"} | but config.json asks for [1, 32]",
                "bert-classification | id2label | [\"a\"] | option 'id2label' must be a name for each class by its number",
                "bert-classification | problem_type | \"ranking\" | option 'problem_type' must be single_label_classification",
                "bert-classification | architectures | [\"BertLMHeadModel\"] | no installed family knows the architecture"
                        + " BertLMHeadModel",
                "bert-question-answering | num_labels | 3 | option 'num_labels' must be 2 labels for question answering",
                "roberta-classification | model_type | \"longformer\" | option 'model_type' must be one of [roberta,",
                "roberta-classification | pad_token_id | 31 | option 'pad_token_id' must be less than"
                        + " max_position_embeddings (32) minus 1, but is 31",
                "roberta-classification | attention_window | 8 | option 'attention_window' is 8, which the family",
                "mpnet-classification | relative_attention_num_buckets | 64 | option 'relative_attention_num_buckets' is 64, which the"
                        + " family 'mpnet' does not implement; supported: 32",
                "mpnet-classification | type_vocab_size | 2 | option 'type_vocab_size' is 2, which the family 'mpnet'",
                "mpnet-classification | max_position_embeddings | 2 | option 'max_position_embeddings' must be more than 2, but is 2",
                "mpnet-classification | num_attention_heads | 8 | but config.json asks for [32, 8]",
                "mpnet-classification | model_type | \"roberta\" | option 'model_type' is roberta",
                "distilbert-classification | dim | 33 | option 'dim' must be a multiple of n_heads (4), but is 33",
                "distilbert-classification | n_layers | null | option 'n_layers' is missing",
                "distilbert-classification | activation | \"mish\" | option 'activation' is mish",
                "distilbert-classification | hidden_act | \"relu\" | option 'hidden_act' is relu, which the family 'distilbert' does not"
                        + " implement: ",
            })
    void anOptionThatChangesTheComputationIsRefusedByName(String name, String option, String json, String message)
            throws IOException {
        new ChangedCase(Cases.of(name)).option(option, json).write(folder);
        assertThatThrownBy(() -> Explainer.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(message);
    }

    /** As all-mpnet-base-v2 is published: the class of its first training, and no head. */
    @Test
    void anEmbeddingModelMayNameTheClassThatItWasTrainedAs() throws IOException {
        ChangedCase changed =
                new ChangedCase(Cases.of("mpnet-model")).option("architectures", "[\"MPNetForMaskedLM\"]");
        try (Explainer explainer = Explainer.open(changed.write(folder))) {
            assertThat(explainer.remarks())
                    .containsExactly(
                            "architectures names MPNetForMaskedLM, but the weights hold no head of one: taken for"
                                    + " MPNetModel");
        }
        assertThat(relevance(folder, Target.token(2).in("last_hidden_state").at(1)))
                .isEqualTo(relevance(
                        changed.original(),
                        Target.token(2).in("last_hidden_state").at(1)));
    }

    @Test
    void camembertIsOfTheFamilyToo() throws IOException {
        ChangedCase changed = new ChangedCase(Cases.of("roberta-classification"))
                .option("architectures", "[\"CamembertForSequenceClassification\"]")
                .option("model_type", "\"camembert\"");
        assertThat(relevance(changed.write(folder))).isEqualTo(relevance(changed.original()));
    }

    private static double[] relevance(Path folder) {
        return relevance(folder, Target.token(2));
    }

    private static double[] relevance(Path folder, Target target) {
        try (Explainer explainer = Explainer.builder(folder).backend("scalar").open()) {
            return explainer.explain(Prompt.ofIds(5, 9, 4, 77, 30, 12), target).relevance();
        }
    }
}
