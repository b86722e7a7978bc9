// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.cli.Cli;
import org.lxt.report.Report;
import org.lxt.report.json.ReportJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lxt rank}. */
class RankCommandTest {
    private static final Path MODELS = Path.of(System.getProperty("lxt.root"), "oracle", "rerank");
    private static final String QUERY = "who sleeps on the sofa?";

    @TempDir
    Path folder;

    @Test
    void passagesOfAFileAreRankedAndExplained() throws IOException {
        Path passages = folder.resolve("passages.jsonl");
        Files.writeString(
                passages,
                "{\"text\": \"The cat sleeps on the sofa.\"}\n\n{\"name\": \"dog.txt\", \"text\": \"A dog met a man.\"}\n");
        Path json = folder.resolve("why.json");
        Cli run = Cli.run("rank", "--model", MODELS.resolve("minilm"), "--passages", passages, "--json", json, QUERY)
                .succeeds();
        assertThat(run.lines().get(0)).matches("  1   -0\\.055\\d  dog\\.txt    \"A dog met a man\\.\"");
        assertThat(run.lines().get(1)).matches("  2   -0\\.21\\d\\d  passage 1  \"The cat sleeps on the sofa\\.\"");
        assertThat(run.out()).containsSubsequence("1. dog.txt, score -0.05", "2. passage 1, score -0.2");
        assertThat(run.out()).contains("by part of the prompt", "query", "explained  \"score\"");
        JsonNode written = JsonMapper.shared().readTree(Files.readString(json)).path("attributions");
        assertThat(written).hasSize(2);
        assertThat(written.path(0).path("passage").toString())
                .startsWith("{\"name\":\"dog.txt\",\"rank\":1,\"index\":1,\"score\":-0.05");
        assertThat(written.path(1).path("passage").path("name").asString()).isEqualTo("passage 1");
    }

    @Test
    void theScoreAfterTheActivationIsWrittenBesideTheLogit() throws IOException {
        Path json = folder.resolve("why.json");
        Cli.run("rank", "--model", MODELS.resolve("bge"), "--passage", "A dog met a man.", "--json", json, QUERY)
                .succeeds();
        JsonNode one = JsonMapper.shared()
                .readTree(Files.readString(json))
                .path("attributions")
                .path(0);
        double logit = one.path("value").asDouble();
        assertThat(one.path("passage").path("score").asDouble()).isCloseTo(1 / (1 + Math.exp(-logit)), within(1e-12));
        Report read = ReportJson.read(json);
        assertThat(ReportJson.parse(ReportJson.toString(read))).isEqualTo(read);
        assertThat(read.ranking()).hasSize(1);
    }

    @Test
    void thePageNamesThePassages() throws IOException {
        Path page = folder.resolve("why.html");
        Cli.run(
                        "rank",
                        "--model",
                        MODELS.resolve("minilm"),
                        "--passage",
                        "A dog met a man.",
                        "--passage",
                        "The cat sleeps on the sofa.",
                        "--html",
                        page,
                        QUERY)
                .succeeds();
        assertThat(Files.readString(page)).contains("<bdi>passage 1</bdi>", "<bdi>passage 2</bdi>");
    }

    @Test
    void theRankingAloneIsPrinted() {
        Cli run = Cli.run("rank", "--model", MODELS.resolve("bge"), "--scores", "--passage", "A dog met a man.", QUERY)
                .succeeds();
        assertThat(run.lines()).hasSize(1);
        assertThat(run.lines().getFirst())
                .matches("  1    0\\.531\\d  \\(logit \\+0\\.124\\d\\)  passage 1  \"A dog met a man\\.\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--passages | empty.txt | holds no passage; give one per line",
                "--passages | bad.jsonl | line 1: there is no text as the \"text\"",
            })
    void whatIsWrongIsSaid(String option, String file, String sentence) throws IOException {
        Files.writeString(folder.resolve("empty.txt"), "\n \n");
        Files.writeString(folder.resolve("bad.jsonl"), "{\"name\": \"a\"}\n");
        assertThat(Cli.run("rank", "--model", MODELS.resolve("minilm"), option, folder.resolve(file), QUERY)
                        .err())
                .contains(sentence);
    }

    @Test
    void passagesMustBeGivenOnce() {
        assertThat(Cli.run("rank", "--model", MODELS.resolve("minilm"), QUERY).isRefused())
                .contains("give the passages as --passage TEXT, several times, or as --passages FILE");
    }
}
