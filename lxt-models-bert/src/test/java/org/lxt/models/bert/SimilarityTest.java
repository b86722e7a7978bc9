// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.Similarity;
import org.lxt.rules.RuleSet;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.testkit.family.AvailableBackends;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The similarity of two texts, as PyTorch computes it under the same rules. */
class SimilarityTest {
    private static final Path FOLDER = Path.of(System.getProperty("lxt.root"), "oracle", "similarity");

    @TempDir
    Path folder;

    static Stream<Arguments> runs() {
        return Stream.of("bert-mean", "bert-mean-gguf", "roberta-first", "roberta-first-gguf")
                .flatMap(name -> Stream.of("scalar", "scalar-f64", "vector", "stand-in-device")
                        .flatMap(backend -> Stream.of(RuleSet.ATTN_LRP, RuleSet.CP_LRP, RuleSet.GRADIENT)
                                .map(rules -> Arguments.of(name, backend, rules))));
    }

    @ParameterizedTest(name = "{0} on {1} by {2}")
    @MethodSource("runs")
    void bothTextsHaveTheRelevanceOfTheReference(String name, String backend, RuleSet rules) {
        AvailableBackends.assume(backend);
        JsonNode expected = read(name);
        JsonNode result = expected.path("results")
                .valueStream()
                .filter(r -> r.path("rules").asString().equals(rules.name()))
                .findFirst()
                .orElseThrow();
        Similarity actual;
        try (Explainer explainer = Explainer.builder(FOLDER.resolve(name))
                .rules(rules)
                .backend(backend)
                .open()) {
            actual = explainer.similarity(
                    Prompt.ofIds(ids(expected.path("first"))), Prompt.ofIds(ids(expected.path("second"))));
        }
        double cosine = result.path("cosine").asDouble();
        assertThat(actual.cosine()).isCloseTo(cosine, within(1e-6));
        assertClose(actual.first(), result.path("first"));
        assertClose(actual.second(), result.path("second"));
        boolean halved = !rules.equals(RuleSet.GRADIENT);
        for (Attribution a : List.of(actual.first(), actual.second())) {
            assertThat(a.value()).isCloseTo(halved ? cosine / 2 : 0, within(1e-6));
            assertThat(a.target().logit()).isEqualTo(actual.cosine());
            Closing closing = a.ledger().orElseThrow();
            assertThat(Math.abs(closing.error()) / closing.turnover()).isLessThan(1e-5);
        }
    }

    private static void assertClose(Attribution actual, JsonNode expected) {
        double scale = expected.valueStream()
                .mapToDouble(v -> Math.abs(v.asDouble()))
                .max()
                .orElseThrow();
        assertThat(actual.relevance()).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.relevance()[i]).isCloseTo(expected.get(i).asDouble(), within(2e-5 * scale));
        }
    }

    private static JsonNode read(String name) {
        return JsonMapper.shared()
                .readTree(FOLDER.resolve(name).resolve("similarity.json").toFile());
    }

    private static int[] ids(JsonNode array) {
        return array.valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    @Test
    void aTextIsMostSimilarToItself() {
        try (Explainer explainer =
                Explainer.builder(FOLDER.resolve("bert-mean")).backend("scalar").open()) {
            Similarity same = explainer.similarity(Prompt.ofIds(5, 9, 30), Prompt.ofIds(5, 9, 30));
            assertThat(same.cosine()).isCloseTo(1, within(1e-7));
            assertThat(same.first().relevance()).isEqualTo(same.second().relevance());
        }
    }

    @Test
    void aCheckpointWithoutPoolingIsNoSentenceModel() {
        try (Explainer explainer = Explainer.open(Cases.of("bert-model"))) {
            assertThatThrownBy(() -> explainer.similarity(Prompt.ofIds(5), Prompt.ofIds(6)))
                    .isInstanceOf(ExplainException.class)
                    .hasMessageContaining("is no sentence-embedding model, for its checkpoint has no modules.json");
        }
    }

    @Test
    void aTextIsNeverCut() throws IOException {
        copy();
        Files.writeString(
                folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\": 4, \"do_lower_case\": false}");
        try (Explainer explainer = Explainer.open(folder)) {
            assertThat(explainer
                            .similarity(Prompt.ofIds(5, 6, 7, 8), Prompt.ofIds(6))
                            .first()
                            .tokens())
                    .hasSize(4);
            assertThatThrownBy(() -> explainer.similarity(Prompt.ofIds(5), Prompt.ofIds(5, 6, 7, 8, 9)))
                    .isInstanceOf(ExplainException.class)
                    .hasMessage("a text has 5 tokens, but the model embeds at most 4; shorten it");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "modules.json | {} | is not a list of modules",
                "modules.json | [3] | has a module that is not an object",
                "modules.json | [] | names no Pooling module",
                "modules.json | [{\"type\": \"sentence_transformers.models.LSTM\", \"path\": \"2_LSTM\"}] | option 'type'"
                        + " must be Transformer, Pooling, Dense or Normalize",
                "modules.json | [{\"type\": \"x.Dense\", \"path\": \"../2_Dense\"}] | leads out of the folder",
                "2_Dense/config.json | {\"in_features\": 32, \"out_features\": 8, \"activation_function\": \"my.Act\"} | option"
                        + " 'activation_function' must be Identity, Tanh, ReLU, GELU, Sigmoid or SiLU of torch.nn",
                "2_Dense/config.json | {\"in_features\": 32, \"out_features\": 8, \"use_residual\": true} | option"
                        + " 'use_residual' must be false",
                "2_Dense/config.json | {\"in_features\": 32, \"out_features\": 8, \"module_input_name\": \"token_embeddings\"} |"
                        + " option 'module_input_name' must be sentence_embedding",
                "2_Dense/config.json | {\"in_features\": 16, \"out_features\": 8} | in_features is 16, but the module before"
                        + " it gives 32",
                "2_Dense/config.json | {\"in_features\": 32, \"out_features\": 8} | model.safetensors",
                "modules.json | [{\"type\": \"x.Transformer\", \"path\": \"0_BERT\"}] | option 'path' must be empty",
                "modules.json | [{\"type\": \"x.Pooling\", \"path\": \"../..\"}] | leads out of the folder",
                "modules.json | [{\"type\": \"x.Pooling\", \"path\": \"1\\u0000\"}] | leads out of the folder",
                "1_Pooling/config.json | {\"word_embedding_dimension\": 32, \"pooling_mode_mean_tokens\": true,"
                        + " \"pooling_mode_max_tokens\": true} | option 'pooling_mode' must be one mode",
                "1_Pooling/config.json | {\"embedding_dimension\": 32, \"pooling_mode\": [\"cls\", \"mean\"]} | option"
                        + " 'pooling_mode' must be one mode",
                "1_Pooling/config.json | {\"embedding_dimension\": 32, \"pooling_mode\": \"max\"} | option"
                        + " 'pooling_mode' must be mean, mean_sqrt_len_tokens, cls or lasttoken",
                "1_Pooling/config.json | {\"word_embedding_dimension\": 32, \"pooling_mode_weightedmean_tokens\": true} |"
                        + " option 'pooling_mode' must be mean, mean_sqrt_len_tokens, cls or lasttoken",
                "config_sentence_transformers.json | {\"default_prompt_name\": \"other\", \"prompts\": {\"query\": \"a\"}} |"
                        + " option 'default_prompt_name' must be the name of one of the prompts",
                "1_Pooling/config.json | {\"pooling_mode_mean_tokens\": true} | option 'word_embedding_dimension' is missing",
            })
    void aPoolingThatIsNotImplementedIsRefused(String file, String json, String message) throws IOException {
        copy();
        if (file.startsWith("2_Dense")) {
            Files.createDirectory(folder.resolve("2_Dense"));
            String modules = Files.readString(folder.resolve("modules.json")).strip();
            Files.writeString(
                    folder.resolve("modules.json"),
                    modules.substring(0, modules.length() - 1) + ", {\"type\": \"x.Dense\", \"path\": \"2_Dense\"}]");
        }
        Files.writeString(folder.resolve(file), json);
        try (Explainer explainer = Explainer.open(folder)) {
            assertThat(explainer.outputs()).isNotEmpty();
            assertThatThrownBy(() -> explainer.similarity(Prompt.ofIds(5), Prompt.ofIds(6)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining(message);
        }
    }

    private void copy() throws IOException {
        Path source = FOLDER.resolve("bert-mean");
        Files.createDirectory(folder.resolve("1_Pooling"));
        for (String name : List.of("config.json", "model.safetensors", "modules.json", "1_Pooling/config.json")) {
            Files.copy(source.resolve(name), folder.resolve(name));
        }
    }
}
