// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.words.Segments;
import org.lxt.rules.RuleSet;
import org.lxt.tasks.TaskRequest;
import org.lxt.tasks.json.TaskJson;
import org.lxt.tasks.rank.PairLayout;
import org.lxt.tasks.rank.Passage;
import org.lxt.tasks.rank.RankTask;
import org.lxt.tasks.rank.Ranked;
import org.lxt.tasks.rank.Ranking;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.ModelSource;
import org.lxt.tasks.source.OpenModel;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rankings as sentence-transformers and transformers have them, and relevance as lxt's rules have it. */
class RankTest {
    private static final Path ORACLE = Path.of(System.getProperty("lxt.root"), "oracle");
    private static final Path FOLDER = ORACLE.resolve("rerank");

    static Stream<Arguments> runs() {
        return Stream.of("minilm", "bge", "bge-gguf", "prompted", "logit-score", "qwen", "qwen-gguf")
                .flatMap(name -> Stream.of("scalar-f64", "vector")
                        .flatMap(backend -> Stream.of(RuleSet.ATTN_LRP, RuleSet.CP_LRP, RuleSet.GRADIENT)
                                .map(rules -> Arguments.of(name, backend, rules))));
    }

    @ParameterizedTest(name = "{0} on {1} by {2}")
    @MethodSource("runs")
    void passagesAreRankedAndExplainedAsTheReferenceDoes(String name, String backend, RuleSet rules) {
        JsonNode expected = read(name);
        Ranking ranking = rank(name, backend, rules, task(expected));
        double[] scores = numbers(expected.path("scores"));
        assertThat(ranking.isSigmoid()).isEqualTo(expected.path("sigmoid").asBoolean());
        assertThat(ranking.passages().stream().map(Ranked::index).toList())
                .isEqualTo(IntStream.range(0, scores.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -scores[i]))
                        .toList());
        for (Ranked one : ranking.passages()) {
            int i = one.index();
            assertThat(one.score()).isCloseTo(scores[i], within(2e-5));
            assertThat(one.logit()).isCloseTo(expected.path("logits").path(i).asDouble(), within(2e-5));
            Attribution a = one.attribution();
            assertThat(a.tokens().stream().mapToDouble(TokenRelevance::id).toArray())
                    .isEqualTo(numbers(expected.path("ids").path(i)));
            assertClose(a.relevance(), numbers(relevance(expected, rules).path(i)));
            Segments parts = Segments.of(a);
            assertThat(parts.lines().stream().map(line -> line.name()).toList())
                    .contains("query", one.passage().name());
            Closing closing = a.ledger().orElseThrow();
            assertThat(Math.abs(closing.error()) / closing.turnover())
                    .isLessThan(backend.equals("scalar-f64") ? 1e-10 : 1e-5);
        }
    }

    private static Ranking rank(String name, String backend, RuleSet rules, RankTask task) {
        try (ModelSource source = ModelSource.of(FOLDER.resolve(name));
                OpenModel model = source.open(source.builder().rules(rules).backend(backend))) {
            return task.rank(model);
        }
    }

    private static RankTask task(JsonNode expected) {
        String[] passages =
                expected.path("passages").valueStream().map(JsonNode::asString).toArray(String[]::new);
        return RankTask.of(expected.path("query").asString(), passages);
    }

    private static JsonNode relevance(JsonNode expected, RuleSet rules) {
        return expected.path("results")
                .valueStream()
                .filter(r -> r.path("rules").asString().equals(rules.name()))
                .findFirst()
                .orElseThrow()
                .path("relevance");
    }

    private static void assertClose(double[] actual, double[] expected) {
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(2e-5 * scale));
        }
    }

    private static JsonNode read(String name) {
        return JsonMapper.shared()
                .readTree(FOLDER.resolve(name).resolve("pairs.json").toFile());
    }

    private static double[] numbers(JsonNode list) {
        return list.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }

    @Test
    void aScoreWithoutANameIsCalledScore() {
        Ranking ranking = rank("minilm", "vector", RuleSet.ATTN_LRP, RankTask.of("who sleeps?", "the cat"));
        assertThat(ranking.passages().getFirst().attribution().target().text()).isEqualTo("score");
    }

    @Test
    void aLanguageModelIsToldWhatTheCallerSays() {
        RankTask usual = RankTask.of("who sleeps?", "the cat sleeps");
        RankTask told = new RankTask(usual.query(), usual.passages(), "Find a dog", null);
        for (String name : List.of("logit-score", "qwen", "qwen-gguf")) {
            Ranked other =
                    rank(name, "vector", RuleSet.ATTN_LRP, told).passages().getFirst();
            assertThat(other.attribution().prompt().orElseThrow()).contains("<Instruct>: Find a dog\n");
            assertThat(other.logit())
                    .isNotEqualTo(rank(name, "vector", RuleSet.ATTN_LRP, usual)
                            .passages()
                            .getFirst()
                            .logit());
        }
    }

    @Test
    void theTemplateOfAFileIsTakenWithWhatItTellsTheModel(@TempDir Path folder) throws IOException {
        byte[] bytes = Files.readAllBytes(FOLDER.resolve("qwen-gguf/model.gguf"));
        String other =
                new String(bytes, StandardCharsets.ISO_8859_1).replace("Given a web search", "Given one web find");
        Path file = Files.writeString(folder.resolve("other.gguf"), other, StandardCharsets.ISO_8859_1);
        RankTask task = RankTask.of("who?", "the cat");
        Ranked one = rank(file.toString(), "vector", RuleSet.ATTN_LRP, task)
                .passages()
                .getFirst();
        assertThat(one.attribution().prompt().orElseThrow())
                .contains("<Instruct>: Given one web find query, retrieve relevant passages", "<Query>: who?\n");
        RankTask told = new RankTask(task.query(), task.passages(), "Find a dog", null);
        assertThatThrownBy(() -> rank(file.toString(), "vector", RuleSet.ATTN_LRP, told))
                .isInstanceOf(TaskException.class)
                .hasMessage(
                        "the file's own template for pairs, 'rerank', has no place for an instruction; leave it out,"
                                + " or give a layout with {instruction}");
    }

    @Test
    void whatACrossEncoderIsToldStandsBeforeTheQueryAsAPartOfItsOwn() {
        RankTask told = new RankTask("who?", List.of(new Passage("a", "the cat")), "Find who sleeps: ", null);
        Ranked one = rank("bge", "vector", RuleSet.ATTN_LRP, told).passages().getFirst();
        Ranked byFiles = rank("prompted", "vector", RuleSet.ATTN_LRP, RankTask.of("who?", "the cat"))
                .passages()
                .getFirst();
        assertThat(one.attribution().prompt()).isEqualTo(byFiles.attribution().prompt());
        assertThat(Segments.of(one.attribution()).lines().stream()
                        .map(line -> line.name())
                        .toList())
                .contains("instruction", "query", "a");
        RankTask laidOut = new RankTask(
                "who?", List.of(new Passage("a", "the cat")), null, new PairLayout("{passage}, {query}: "));
        assertThatThrownBy(() -> rank("minilm", "vector", RuleSet.ATTN_LRP, laidOut))
                .isInstanceOf(TaskException.class)
                .hasMessage(
                        "a layout is for a language model, and this model reads query and passage as two texts; leave"
                                + " it out");
    }

    @Test
    void aLayoutStandsForThatOfTheFiles() {
        RankTask task = new RankTask(
                "who?", List.of(new Passage("a", "the cat")), null, new PairLayout("{passage}, {query}: "));
        Ranked one =
                rank("logit-score", "vector", RuleSet.ATTN_LRP, task).passages().getFirst();
        assertThat(one.attribution().prompt()).hasValue("the cat, who?: ");
        assertThatThrownBy(() -> new PairLayout("{query} {query} {passage}"))
                .hasMessage("the layout of a pair needs {query} once");
    }

    @Test
    void otherModelsAreRefused() {
        RankTask task = RankTask.of("who?", "the cat");
        Path cases = ORACLE.resolve("cases");
        assertThatThrownBy(() -> refused(cases.resolve("bert-model"), task))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("the model scores no pairs");
        try (ModelSource sample = ModelSource.sample();
                OpenModel model = sample.open()) {
            assertThatThrownBy(() -> task.rank(model))
                    .isInstanceOf(TaskException.class)
                    .hasMessageContaining("has no place for a query and a document");
        }
        assertThatThrownBy(() -> RankTask.of("who?")).hasMessage("there is no passage to rank; give at least one");
        assertThatThrownBy(() -> RankTask.of("who?", " "))
                .hasMessage("the passage 'passage 1' is empty; give it some text");
    }

    private static void refused(Path folder, RankTask task) {
        try (ModelSource source = ModelSource.of(folder);
                OpenModel model = source.open()) {
            task.rank(model);
        }
    }

    @Test
    void aRankingIsARequest() {
        String json = "{\"task\":\"rank\",\"query\":\"who?\",\"passages\":[{\"name\":\"a\",\"text\":\"the cat\"},"
                + "{\"name\":\"passage 2\",\"text\":\"a dog\"}],\"instruction\":\"Find it\","
                + "\"layout\":\"{query} {passage}\"}";
        TaskRequest request = TaskJson.parse(json.replace("{\"name\":\"passage 2\",\"text\":\"a dog\"}", "\"a dog\""));
        assertThat(TaskJson.toString(request)).isEqualTo(json);
        assertThat(request.task()).isInstanceOf(RankTask.class);
    }
}
