// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.rules.RuleSet;
import org.lxt.samples.Sample;
import org.lxt.testkit.family.AvailableBackends;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The trained sample against what the Python LXT said about its first ten held-out prompts under three rule sets. */
class SampleReferenceTest {
    private static final Path REFERENCE =
            Path.of(System.getProperty("lxt.root"), "oracle", "sample-decoder", "reference.jsonl");
    private static final double BOUND = 1e-4;

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void everyLineIsMet(String backend) throws IOException {
        AvailableBackends.assume(backend);
        Map<String, Integer> lines = new HashMap<>();
        try (Sample sample = Sample.decoder()) {
            for (RuleSet rules : List.of(RuleSet.ATTN_LRP, RuleSet.CP_LRP, RuleSet.GRADIENT)) {
                try (Explainer explainer = Explainer.builder(sample.folder())
                        .rules(rules)
                        .backend(backend)
                        .open()) {
                    for (String line : Files.readAllLines(REFERENCE)) {
                        JsonNode expected = JsonMapper.shared().readTree(line);
                        if (expected.path("rules").asString().equals(rules.name())) {
                            compare(explainer, expected);
                            lines.merge(rules.name(), 1, Integer::sum);
                        }
                    }
                }
            }
        }
        assertThat(lines).containsOnly(Map.entry("attnlrp", 10), Map.entry("cp-lrp", 10), Map.entry("gradient", 10));
    }

    private static void compare(Explainer explainer, JsonNode expected) {
        Attribution a = explainer.explain(Prompt.of(expected.path("prompt").asString()), Target.topLogit());
        assertThat(a.target().id()).isEqualTo(expected.path("target").asInt());
        assertThat(a.tokens())
                .extracting(TokenRelevance::id)
                .hasSize(expected.path("ids").size());
        double[] actual = a.relevance();
        double scale = 0;
        double difference = 0;
        for (int i = 0; i < actual.length; i++) {
            assertThat(a.tokens().get(i).id())
                    .isEqualTo(expected.path("ids").get(i).asInt());
            double wanted = expected.path("relevance").get(i).asDouble();
            scale = Math.max(scale, Math.abs(wanted));
            difference = Math.max(difference, Math.abs(actual[i] - wanted));
        }
        assertThat(difference / scale).isLessThan(BOUND);
        assertThat(a.target().logit())
                .isCloseTo(expected.path("logit").asDouble(), org.assertj.core.data.Offset.offset(1e-4));
    }

    @Test
    void tokensLeadBackIntoThePrompt() {
        try (Sample sample = Sample.decoder();
                Explainer explainer = Explainer.open(sample.folder())) {
            String prompt = sample.prompt();
            Attribution a = explainer.explain(Prompt.of(prompt), Target.topLogit());
            assertThat(a.tokens().getFirst().special()).isTrue();
            for (TokenRelevance token : a.tokens().subList(1, a.tokens().size())) {
                assertThat(prompt.substring(token.start(), token.end())).isEqualTo(token.text());
            }
            assertThat(a.target().text()).isEqualTo(" beans");
        }
    }
}
