// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.family.MutatedConfigsContract;

/** Options of the families changed at random. */
class MutatedEncoderConfigsTest {
    private static final int COUNT = 40_000;

    private static List<Path> cases(String... names) {
        return List.of(names).stream().map(Cases::of).toList();
    }

    @Nested
    class OfBert extends MutatedConfigsContract {
        OfBert() {
            super(
                    COUNT,
                    Cases.family("bert"),
                    cases("bert-masked-lm", "bert-classification", "bert-published-options", "bert-question-answering"),
                    "layer_norm_eps",
                    "type_vocab_size",
                    "position_embedding_type",
                    "id2label",
                    "num_labels",
                    "problem_type",
                    "is_decoder",
                    "pooler_type");
        }
    }

    @Nested
    class OfRoberta extends MutatedConfigsContract {
        OfRoberta() {
            super(
                    COUNT,
                    Cases.family("roberta"),
                    cases("roberta-masked-lm", "roberta-classification", "roberta-model"),
                    "layer_norm_eps",
                    "type_vocab_size",
                    "pad_token_id",
                    "id2label",
                    "num_labels");
        }
    }

    @Nested
    class OfDistilBert extends MutatedConfigsContract {
        OfDistilBert() {
            super(
                    COUNT,
                    Cases.family("distilbert"),
                    cases("distilbert-masked-lm", "distilbert-classification", "distilbert-question-answering"),
                    "dim",
                    "n_layers",
                    "n_heads",
                    "hidden_dim",
                    "activation",
                    "sinusoidal_pos_embds",
                    "id2label",
                    "num_labels");
        }
    }

    @Nested
    class OfMpnet extends MutatedConfigsContract {
        OfMpnet() {
            super(
                    COUNT,
                    Cases.family("mpnet"),
                    cases("mpnet-masked-lm", "mpnet-classification", "mpnet-model"),
                    "layer_norm_eps",
                    "relative_attention_num_buckets",
                    "id2label",
                    "num_labels");
        }
    }
}
