// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.units.UnitSum;
import org.lxt.explain.units.UnitSummary;
import org.lxt.report.json.ReportJson;
import org.lxt.tensor.Site;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportJsonTest {
    @TempDir
    Path folder;

    @Test
    void whatWasWrittenIsReadBackEqual() throws IOException {
        Path file = folder.resolve("report.json");
        RandomReports reports = new RandomReports(7);
        for (int i = 0; i < 400; i++) {
            Report report = reports.next();
            ReportJson.write(report, file);
            assertThat(ReportJson.read(file)).isEqualTo(report);
            assertThat(ReportJson.parse(ReportJson.toString(report))).isEqualTo(report);
        }
        assertThat(filesIn(folder)).containsExactly(file);
    }

    @Test
    void theSampleIsReadBackEqual() throws IOException {
        Path file = folder.resolve("sample.json");
        ReportJson.write(SampleReport.get(), file);
        assertThat(ReportJson.read(file)).isEqualTo(SampleReport.get());
        assertThat(Files.readString(file))
                .contains("\"format\" : \"lxt-attribution\"", "\"version\" : 1", "\"absorbed\"", "\"error\"");
    }

    @Test
    void unitsAreReadBackEqual() {
        Report plain = SampleReport.get();
        Explained e = plain.explained().getFirst();
        int tokens = e.tokens().size();
        UnitSummary few = new UnitSummary(
                "layers.0.self_attn.heads",
                tokens,
                2,
                1.25,
                List.of(1.5, -0.25),
                List.of(new UnitSum(0, 1.5, 1, 2, 0.5)));
        UnitSummary many = new UnitSummary("layers.0.mlp.neurons", tokens, 4096, 0.5, List.of(), List.of());
        Explained with = e.toBuilder().units(List.of(few, many)).build();
        Report report = new Report(plain.model(), List.of(with), plain.image());
        assertThat(ReportJson.parse(ReportJson.toString(report))).isEqualTo(report);
        UnitSummary longer = new UnitSummary("layers.0", tokens + 1, 2, 0, List.of(), List.of());
        assertThatThrownBy(() -> e.toBuilder().units(List.of(longer)).build())
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("layers.0 has units at");
    }

    @Test
    void nothingInAFileMovesACursorOrTurnsTheDirection() {
        for (int i = 0; i < 200; i++) {
            String json = ReportJson.toString(new RandomReports(i).next());
            assertThat(json.codePoints().filter(c -> c != '\n').mapToObj(Character::getType))
                    .doesNotContain(
                            (int) Character.CONTROL,
                            (int) Character.FORMAT,
                            (int) Character.SURROGATE,
                            (int) Character.LINE_SEPARATOR,
                            (int) Character.PARAGRAPH_SEPARATOR);
        }
    }

    @Test
    void fieldsThatALaterProgramAddedArePassedOver() {
        String json = ReportJson.toString(SampleReport.get())
                .replaceFirst("\"version\" : 1,", "\"version\" : 1, \"novelty\" : {\"a\": [1]},")
                .replaceFirst("\"logit\"", "\"mood\" : null, \"logit\"");
        assertThat(ReportJson.parse(json)).isEqualTo(SampleReport.get());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hello                                                   | is not an attribution of LXT: it is not valid JSON at line 1, column
            ''                                                      | is not an attribution of LXT: it is not valid JSON: it is empty
            [1, 2]                                                  | its "format" is not "lxt-attribution"
            {"format": "other", "version": 1}                       | its "format" is not "lxt-attribution"
            {"format": "lxt-attribution"}                           | it lacks version
            {"format": "lxt-attribution", "version": "1"}           | version is not a whole number
            {"format": "lxt-attribution", "version": 0}             | there is no version 0
            {"format": "lxt-attribution", "version": 2}             | was written by a newer LXT: it has version 2
            {"format": "lxt-attribution", "version": 1}             | it lacks attributions
            {"format": "lxt-attribution", "version": 1, "attributions": []}   | holds no attribution
            {"format": "lxt-attribution", "version": 1, "attributions": [3]}  | attributions[0] is not an object
            {"format": "lxt-attribution", "version": 1, "attributions": [{}]} | it lacks attributions[0].model
            {"format": "lxt-attribution", "version": 1, "version": 1}         | the name 'version' stands there twice
            """)
    void aForeignOrNewerFileIsRefusedInOneSentence(String json, String why) throws IOException {
        Path file = Files.writeString(folder.resolve("foreign.json"), json);
        assertThatThrownBy(() -> ReportJson.read(file))
                .isInstanceOf(ReportException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(why)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aDamagedNumberIsNamed() {
        String json = ReportJson.toString(SampleReport.get());
        String damaged = json.replaceFirst("\"relevance\" : [-0-9.e]+", "\"relevance\" : \"much\"");
        assertThatThrownBy(() -> ReportJson.parse(damaged))
                .hasMessage("the text is damaged: attributions[0].tokens[0].relevance is not a number");
        String huge = json.replaceFirst("\"relevance\" : [-0-9.e]+", "\"relevance\" : 1e999");
        assertThatThrownBy(() -> ReportJson.parse(huge))
                .hasMessage("the text is damaged: the relevance of token 0 is Infinity,"
                        + " and a report holds finite numbers only");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Path file = Files.write(folder.resolve("bytes"), new byte[] {'{', (byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> ReportJson.read(file))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("it is not text in UTF-8");
    }

    @Test
    void aContrastIsNamed() {
        JsonNode written = JsonMapper.shared()
                .readTree(ReportJson.toString(SampleReport.get()))
                .path("attributions");
        assertThat(written.get(0).has("contrast")).isFalse();
        JsonNode contrast = written.get(1).path("contrast");
        assertThat(contrast.path("tokens").size()).isEqualTo(1);
        assertThat(contrast.path("tokens").get(0).path("text").asString()).isEqualTo(" bread");
        assertThat(contrast.path("mean_of_others").asBoolean(true)).isFalse();
        double bread = contrast.path("tokens").get(0).path("logit").asDouble();
        assertThat(written.get(1).path("value").asDouble())
                .isCloseTo(written.get(1).path("target").path("logit").asDouble() - bread, within(1e-4));
    }

    /** Files of before there was a contrast lack it, and yet tell an advantage from a logit. */
    @Test
    void anOlderFileWithoutContrastIsRead() {
        String old = ReportJson.toString(SampleReport.get()).replace("\"contrast\"", "\"unknown\"");
        Report report = ReportJson.parse(old);
        assertThat(report.explained().get(1).contrast()).isNull();
        assertThat(report.explained().get(1).contrastive()).isTrue();
        assertThat(report.explained().get(0).contrastive()).isFalse();
    }

    @Test
    void aContrastWithNothingIsRefused() {
        String broken = ReportJson.toString(SampleReport.get())
                .replaceFirst("(?s)(\"contrast\" : \\{\\s*\"tokens\" : )\\[.*?\\]", "$1[]");
        assertThatThrownBy(() -> ReportJson.parse(broken))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("attributions[1].contrast names nothing");
    }

    @Test
    void notANumberIsRefused() {
        Explained e = SampleReport.get().explained().getFirst();
        List<TokenRelevance> tokens = List.of(new TokenRelevance(0, 1, "a", 0, 1, false, Double.NaN));
        assertThatThrownBy(
                        () -> Explained.builder(e.rules(), tokens, e.target()).build())
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("the relevance of token 0 is NaN");
        assertThatThrownBy(() -> e.toBuilder()
                        .ledger(new Closing(1, Double.POSITIVE_INFINITY, List.of()))
                        .build())
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("the relevance at the tokens in the ledger is Infinity");
        assertThatThrownBy(() -> e.toBuilder()
                        .ledger(new Closing(Double.MAX_VALUE, Double.MAX_VALUE, List.of()))
                        .build())
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("the turnover of the ledger is Infinity");
        double[] latent = new double[e.tokens().size()];
        latent[2] = Double.NaN;
        assertThatThrownBy(() -> e.toBuilder()
                        .latent(List.of(new LatentRelevance(Site.of("layers.0"), latent)))
                        .build())
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("the relevance of layers.0 at token 2 is NaN");
    }

    @Test
    void aCauseThatThisVersionDoesNotKnowIsNamed() {
        String newer =
                ReportJson.toString(SampleReport.get()).replaceFirst("\"cause\" : \"[a-z]+\"", "\"cause\" : \"wind\"");
        assertThatThrownBy(() -> ReportJson.parse(newer))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("ledger.entries[0].cause is 'wind', which this version does not know");
    }

    @Test
    void aFolderAndAMissingFolderAreRefused() {
        assertThatThrownBy(() -> ReportJson.write(SampleReport.get(), folder)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> ReportJson.write(SampleReport.get(), folder.resolve("no/where.json")))
                .hasMessageContaining("there is no folder");
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
