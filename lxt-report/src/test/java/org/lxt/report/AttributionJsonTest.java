// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lxt.explain.Explainer;
import org.lxt.explain.method.gradient.PathIntegral;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.words.Words;
import org.lxt.report.json.ReportJson;
import org.lxt.samples.Sample;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A controller that returns an attribution sends what {@code docs/json.md} describes, with Jackson 2 and Jackson 3 alike. */
class AttributionJsonTest {
    private static final JsonMapper JACKSON = JsonMapper.shared();
    private static final List<Attribution> ATTRIBUTIONS = explain();

    private static List<Attribution> explain() {
        try (Sample sample = Sample.decoder();
                Explainer lxt = Explainer.builder(sample.folder()).threads(1).open()) {
            return lxt.explain(
                    Prompt.of(sample.prompt()),
                    List.of(Target.topLogit(), Target.topLogit().minus(" bread").minusMeanOfOthers()));
        }
    }

    private static JsonNode documented(Report report) {
        return JACKSON.readTree(ReportJson.toString(report)).path("attributions");
    }

    @Test
    void itIsTheEntryThatReportsHave() {
        JsonNode reported = documented(Report.of(ATTRIBUTIONS));
        assertThat(JACKSON.readTree(JACKSON.writeValueAsString(ATTRIBUTIONS))).isEqualTo(reported);
        assertThat(reported.path(0).path("tokens").size()).isEqualTo(60);
        assertThat(reported.path(0).path("latent").size()).isEqualTo(5);
        assertThat(reported.path(1).path("contrast").path("mean_of_others").asBoolean())
                .isTrue();
    }

    @Test
    void theAccountOfIntegratedGradientsIsThereToo() {
        Attribution path;
        try (Sample sample = Sample.decoder();
                Explainer lxt = Explainer.builder(sample.folder()).threads(1).open()) {
            path = lxt.using(PathIntegral.of(5)).explain(Prompt.of("Lars likes"), Target.topLogit());
        }
        JsonNode reported = documented(Report.of(path));
        assertThat(JACKSON.readTree(JACKSON.writeValueAsString(List.of(path)))).isEqualTo(reported);
        JsonNode account = reported.path(0).path("convergence");
        assertThat(account.path("end").asDouble()).isEqualTo(path.value());
        assertThat(account.path("sum").asDouble()
                        - account.path("end").asDouble()
                        + account.path("start").asDouble())
                .isEqualTo(account.path("delta").asDouble(), within(1e-9));
        assertThat(reported.path(0).has("ledger")).isFalse();
    }

    @Test
    void jackson2WritesTheSame() throws JsonProcessingException {
        String written = new ObjectMapper().writeValueAsString(Map.of("answer", ATTRIBUTIONS.getFirst()));
        assertThat(JACKSON.readTree(written).path("answer"))
                .isEqualTo(documented(Report.of(ATTRIBUTIONS.getFirst())).path(0));
    }

    @Test
    void wordsAreThoseOfReports() {
        JsonNode words = JACKSON.readTree(JACKSON.writeValueAsString(Words.of(ATTRIBUTIONS.getFirst())));
        assertThat(words.path("words"))
                .isEqualTo(documented(Report.of(ATTRIBUTIONS.getFirst()).inWords())
                        .path(0)
                        .path("words"));
    }

    @Test
    void nothingOfItTellsAFolderOfThisMachine() {
        for (String json : List.of(
                ReportJson.toString(Report.of(ATTRIBUTIONS)),
                ReportJson.toLine(Report.of(ATTRIBUTIONS)),
                JACKSON.writeValueAsString(ATTRIBUTIONS))) {
            JsonNode written = JACKSON.readTree(json);
            assertNoFolders(written);
            assertThat(json).doesNotContain(System.getProperty("user.dir"), System.getProperty("java.io.tmpdir") + "/");
        }
    }

    /** Texts are no paths; an absolute one would begin with the root of a file system. */
    private static void assertNoFolders(JsonNode node) {
        if (node.isString()) {
            assertThat(node.stringValue()).doesNotMatch("(?s)(/|[A-Za-z]:\\\\|file:).+");
        }
        node.forEach(AttributionJsonTest::assertNoFolders);
    }
}
