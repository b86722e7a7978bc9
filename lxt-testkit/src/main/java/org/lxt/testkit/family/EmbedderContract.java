// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.SentencePrompts;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.Similarity;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.rules.RuleSet;
import org.lxt.testkit.cases.CaseJson;
import tools.jackson.databind.JsonNode;

/** The similarity of two texts to an embedding model: tokens, cosine and relevance as sentence-transformers and lxt have them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EmbedderContract {
    private final Path folder;
    private final List<String> names;

    /**
     * A contract.
     *
     * @param folder the folder of the recorded similarities
     * @param names the names of the models in it
     */
    protected EmbedderContract(Path folder, String... names) {
        this.folder = folder;
        this.names = List.of(names);
    }

    /** Each model on each backend by each rule set. */
    Stream<Arguments> runs() {
        return names.stream()
                .flatMap(name -> Stream.of("scalar", "scalar-f64", "vector", "stand-in-device")
                        .flatMap(backend -> Stream.of(RuleSet.ATTN_LRP, RuleSet.CP_LRP, RuleSet.GRADIENT)
                                .map(rules -> Arguments.of(name, backend, rules))));
    }

    @ParameterizedTest(name = "{0} on {1} by {2}")
    @MethodSource("runs")
    void bothTextsHaveTheRelevanceOfTheReference(String name, String backend, RuleSet rules) {
        AvailableBackends.assume(backend);
        JsonNode expected = CaseJson.tree(folder.resolve(name).resolve("similarity.json"));
        Similarity actual;
        try (Explainer explainer = Explainer.builder(folder.resolve(name))
                .rules(rules)
                .backend(backend)
                .open()) {
            actual = explainer.similarity(
                    Prompt.of(text(expected, "texts", 0)),
                    Prompt.of(text(expected, "texts", 1)),
                    SentencePrompts.of(text(expected, "names", 0), text(expected, "names", 1)));
        }
        double cosine = expected.path("cosine").asDouble();
        // The reference keeps its tables of cosines and sines in float32.
        assertThat(actual.cosine()).isCloseTo(cosine, within(backend.equals("scalar-f64") ? 1e-7 : 1e-6));
        JsonNode relevance = expected.path("results")
                .valueStream()
                .filter(r -> r.path("rules").asString().equals(rules.name()))
                .findFirst()
                .orElseThrow()
                .path("relevance");
        double[][] of = {numbers(relevance.path(0)), numbers(relevance.path(1))};
        double scale = Math.max(largest(of[0]), largest(of[1]));
        List<Attribution> both = List.of(actual.first(), actual.second());
        for (int i = 0; i < 2; i++) {
            Attribution a = both.get(i);
            assertThat(a.tokens().stream().mapToDouble(TokenRelevance::id).toArray())
                    .isEqualTo(numbers(expected.path("ids").path(i)));
            for (int t = 0; t < of[i].length; t++) {
                assertThat(a.relevance()[t]).isCloseTo(of[i][t], within(2e-5 * scale));
            }
            assertThat(a.value()).isCloseTo(rules.equals(RuleSet.GRADIENT) ? 0 : cosine / 2, within(1e-6));
            Closing closing = a.ledger().orElseThrow();
            assertThat(Math.abs(closing.error()) / closing.turnover())
                    .isLessThan(backend.equals("scalar-f64") ? 1e-10 : 1e-5);
        }
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    private static double[] numbers(JsonNode list) {
        return list.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }

    private static String text(JsonNode expected, String name, int i) {
        return expected.path(name).path(i).asString();
    }
}
