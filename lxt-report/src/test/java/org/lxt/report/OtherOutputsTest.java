// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.report.html.HtmlReport;
import org.lxt.report.image.PngReport;
import org.lxt.report.json.ReportJson;
import org.lxt.spi.OutputKind;
import org.lxt.spi.OutputKind.Entries;
import org.lxt.spi.OutputKind.Place;

/** Reports on other outputs than the next token: classes, spans, masks, numbers without probability. */
class OtherOutputsTest {
    private static final ModelIdentity MODEL = new ModelIdentity("test", List.of("BertFor"), "bert", "test", "test");

    @TempDir
    Path folder;

    private static Report report(OutputKind output, int position, Candidate target) {
        List<TokenRelevance> tokens = List.of(
                new TokenRelevance(0, 2, "[CLS]", 0, 0, true, 0.25),
                new TokenRelevance(1, 5, "long", 0, 4, false, -1),
                new TokenRelevance(2, 6, "film", 5, 9, false, 2));
        return new Report(
                MODEL,
                List.of(Explained.builder("attnlrp", tokens, target)
                        .prompt("long film")
                        .output(output, position)
                        .candidates(List.of(target))
                        .build()));
    }

    private String page(Report report) throws IOException {
        Path file = folder.resolve("why.html");
        HtmlReport.write(report, file);
        return Files.readString(file);
    }

    private void assertIsReadBack(Report report) throws IOException {
        Path file = folder.resolve("why.json");
        ReportJson.write(report, file);
        assertThat(ReportJson.read(file)).isEqualTo(report);
        PngReport.write(report, 0, folder.resolve("why.png"));
    }

    @Test
    void aClassIsOfTheWholePrompt() throws IOException {
        Report report = report(
                OutputKind.of("logits", Place.FIRST_TOKEN, Entries.LABEL), 0, new Candidate(1, "NEGATIVE", 3, 0.9));
        assertThat(page(report))
                .contains(
                        "answers the prompt with", ">NEGATIVE<", "For the whole prompt of 3 tokens", ">Label<", "90.0%")
                .doesNotContain("class=\"says\"", ", after the answer\"", " unseen\"", "Next token");
        assertIsReadBack(report);
        assertThat(report.explained().getFirst().where()).isEmpty();
    }

    @Test
    void aMaskIsFilledInWhereItStands() throws IOException {
        Report report = report(
                OutputKind.of("logits", Place.EACH_TOKEN, Entries.MASKED_TOKEN), 1, new Candidate(9, "short", 3, 0.5));
        assertThat(page(report))
                .contains("fills token 1 in with", "class=\"says\"", "At the output of token 1 of 3")
                .doesNotContain(" unseen\"");
        assertIsReadBack(report);
        assertThat(report.explained().getFirst().where()).isEqualTo("at token 1");
    }

    @Test
    void anAnswerBeginsAtATokenOfThePrompt() throws IOException {
        Report report = report(
                OutputKind.of("start_logits", Place.ACROSS_TOKENS, Entries.PROMPT_TOKEN),
                0,
                new Candidate(2, "film", 3, 0.5));
        assertThat(page(report)).contains("chooses, in start_logits, the token").doesNotContain("class=\"says\"");
        assertIsReadBack(report);
        assertThat(report.explained().getFirst().where()).isEqualTo("in start_logits");
    }

    @Test
    void aNumberWithoutProbabilityHasNone() throws IOException {
        Report report = report(
                OutputKind.of("sentence_embedding", Place.WHOLE_SEQUENCE, Entries.SCORE),
                0,
                new Candidate(0, "similarity", 0.75, Double.NaN));
        assertThat(page(report)).contains("computes", ": value ").doesNotContain("NaN", ", probability ");
        assertIsReadBack(report);
        assertThat(Files.readString(folder.resolve("why.json"))).doesNotContain("probability", "NaN");
    }

    @Test
    void theNextTokenIsWhatItWas() throws IOException {
        Report report = report(OutputKind.nextToken(), 1, new Candidate(6, "film", 3, 0.5));
        assertThat(page(report)).contains("continues token 1 with", " unseen\"", "Next token");
        assertIsReadBack(report);
        assertThat(report.explained().getFirst().where()).isEqualTo("after token 1");
    }
}
