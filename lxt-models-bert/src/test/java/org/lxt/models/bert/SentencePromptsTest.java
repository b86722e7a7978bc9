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
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.api.Fault;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.SentencePrompts;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Similarity;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.rules.RuleSet;
import org.lxt.spi.checkpoint.ModelException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prompts and poolings as sentence-transformers has them. */
class SentencePromptsTest {
    private static final Path ORACLE = Path.of(System.getProperty("lxt.root"), "oracle");
    private static final Path MODEL = ORACLE.resolve("similarity").resolve("prompts");
    private static final JsonNode RECORDED =
            JsonMapper.shared().readTree(MODEL.resolve("variants.json").toFile());

    @TempDir
    Path folder;

    static Stream<Arguments> runs() {
        return RECORDED.path("variants").propertyNames().stream()
                .flatMap(name -> Stream.of(RuleSet.ATTN_LRP, RuleSet.CP_LRP, RuleSet.GRADIENT)
                        .map(rules -> Arguments.of(name, rules)));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("runs")
    void bothTextsAreThoseOfTheLibrary(String name, RuleSet rules) throws IOException {
        JsonNode variant = RECORDED.path("variants").path(name);
        copy();
        for (String file : variant.path("files").propertyNames()) {
            Files.writeString(
                    folder.resolve(file), variant.path("files").path(file).toString());
        }
        Similarity similarity = similarity(rules, prompts(variant.path("names")));
        assertThat(similarity.cosine()).isCloseTo(variant.path("cosine").asDouble(), within(1e-6));
        JsonNode relevance = variant.path("results")
                .valueStream()
                .filter(result -> result.path("rules").asString().equals(rules.name()))
                .findFirst()
                .orElseThrow()
                .path("relevance");
        List<Attribution> both = List.of(similarity.first(), similarity.second());
        for (int i = 0; i < 2; i++) {
            Attribution actual = both.get(i);
            assertThat(actual.tokens().stream().mapToInt(TokenRelevance::id).toArray())
                    .isEqualTo(numbers(variant.path("ids").path(i)));
            assertThat(actual.prompt()).hasValue(variant.path("prompts").path(i).asString() + text(i));
            assertClose(actual.relevance(), relevance.path(i));
        }
    }

    private static int[] numbers(JsonNode array) {
        return array.valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    private static String text(int i) {
        return RECORDED.path("texts").path(i).asString();
    }

    private static void assertClose(double[] actual, JsonNode expected) {
        double scale = expected.valueStream()
                .mapToDouble(v -> Math.abs(v.asDouble()))
                .max()
                .orElseThrow();
        assertThat(actual).hasSize(expected.size());
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(expected.path(i).asDouble(), within(2e-5 * scale));
        }
    }

    private static SentencePrompts prompts(JsonNode names) {
        return new SentencePrompts(names.path(0).stringValueOpt(), names.path(1).stringValueOpt());
    }

    @Test
    void aPromptThatTheCheckpointDoesNotHaveIsRefused() throws IOException {
        copy();
        pooling();
        Files.writeString(folder.resolve("config_sentence_transformers.json"), "{\"prompts\": {\"short\": \"a\"}}");
        assertThatThrownBy(() -> similarity(RuleSet.ATTN_LRP, SentencePrompts.both("long")))
                .isInstanceOf(ModelException.class)
                .hasMessage("the checkpoint has no sentence prompt 'long'; it has 'query', 'document', 'short'")
                .extracting(e -> ((ModelException) e).fault())
                .isEqualTo(Fault.CALLER);
    }

    private Similarity similarity(RuleSet rules) {
        return similarity(rules, SentencePrompts.DEFAULT);
    }

    private Similarity similarity(RuleSet rules, SentencePrompts prompts) {
        try (Explainer explainer =
                Explainer.builder(folder).rules(rules).backend("scalar").open()) {
            return explainer.similarity(Prompt.of(text(0)), Prompt.of(text(1)), prompts);
        }
    }

    @Test
    void aTokenizerThatKeepsTheCaseIsRefusedWhereTheLibraryLowersIt() throws IOException {
        copy();
        pooling();
        Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"do_lower_case\": true}");
        assertThat(similarity(RuleSet.ATTN_LRP).cosine()).isNotZero();
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"tokenizer_class\": \"BertTokenizer\", \"do_lower_case\": false}");
        assertThatThrownBy(() -> similarity(RuleSet.ATTN_LRP))
                .isInstanceOf(ExplainException.class)
                .hasMessage("sentence_bert_config.json says do_lower_case, but the tokenizer keeps the case of a text;"
                        + " make the texts lower case yourself, and set do_lower_case to false");
    }

    private void pooling() throws IOException {
        Files.writeString(
                folder.resolve("1_Pooling/config.json"), "{\"embedding_dimension\": 32, \"pooling_mode\": \"mean\"}");
    }

    private void copy() throws IOException {
        Files.createDirectory(folder.resolve("1_Pooling"));
        for (String name : List.of(
                "config.json", "model.safetensors", "modules.json", "tokenizer.json", "tokenizer_config.json")) {
            Files.copy(MODEL.resolve(name), folder.resolve(name));
        }
    }
}
