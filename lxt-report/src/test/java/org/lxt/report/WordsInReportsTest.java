// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.words.WordRelevance;
import org.lxt.report.csv.CsvReport;
import org.lxt.report.html.HtmlReport;
import org.lxt.report.image.PngReport;
import org.lxt.report.internal.scale.ColorScale;
import org.lxt.report.internal.scale.Rows;
import org.lxt.report.json.ReportJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever asks for words has them in every report, and each number is the sum of the tokens'. */
class WordsInReportsTest {
    private static final Report TOKENS = SampleReport.get();
    private static final Report WORDS = TOKENS.inWords();

    /** "727,800", four tokens. */
    private static final WordRelevance NUMBER = WORDS.explained().getFirst().words().stream()
            .filter(w -> w.text().equals(" 727,800"))
            .findFirst()
            .orElseThrow();

    @TempDir
    Path folder;

    private static double sum(double[] tokens, WordRelevance word) {
        return Arrays.stream(tokens, word.firstToken(), word.lastToken() + 1).sum();
    }

    @Test
    void rowsAreWordsWithTheSumsOfTheirTokens() {
        for (Explained e : WORDS.explained()) {
            Rows rows = Rows.of(e);
            double[] relevance =
                    e.tokens().stream().mapToDouble(TokenRelevance::relevance).toArray();
            assertThat(rows.noun()).isEqualTo("word");
            assertThat(rows.all()).hasSize(52).hasSameSizeAs(e.words());
            for (Rows.Row row : rows.all()) {
                WordRelevance word = e.words().get(row.index());
                assertThat(row.relevance()).isEqualTo(sum(relevance, word), within(1e-12));
                for (int s = 0; s < e.latent().size(); s++) {
                    assertThat(rows.latent().get(s).at(row.index()))
                            .isEqualTo(sum(e.latent().get(s).relevance(), word), within(1e-12));
                }
            }
            assertThat(rows.all().stream().filter(Rows.Row::answering))
                    .hasSize(1)
                    .allMatch(r -> r.lastToken() == 59);
        }
        assertThat(NUMBER.lastToken() - NUMBER.firstToken()).isEqualTo(3);
    }

    @Test
    void thePageShowsWords() {
        String page = HtmlReport.toString(WORDS);
        assertThat(page.split("<bdi class=\"t ", -1)).hasSize(1 + 2 * 52);
        assertThat(page)
                .contains("Relevance of each word", "Strongest words", "All 52 words", "The prompt, word by word")
                .contains("word 30-33 727,800, relevance ", "<td class=\"number quiet\">30-33</td>")
                .contains("Every word below", "reached the words: each row")
                .contains("Relevance of 52 words at ", "tokens 30-33")
                .doesNotContain("Relevance of each token", "Strongest tokens", ">Id</th>");
        assertThat(page).contains("At the output of token 59 of 60"); // positions are those of tokens
        assertThat(HtmlReport.toString(TOKENS)).doesNotContain("word 30-33", "Strongest words");
    }

    @Test
    void theTableHasARowForEachWord() {
        // texts hold line ends, too, but not these
        List<String> lines = List.of(CsvReport.toString(WORDS).split("\r\n"));
        assertThat(lines).hasSize(1 + 2 * 52);
        List<String> head = List.of(lines.getFirst().replace("\"", "").split(",", -1));
        assertThat(head)
                .startsWith("target_index", "target_text", "target_id", "position", "contrast", "value", "word_index")
                .containsSubsequence("first_token", "last_token", "word_text", "special", "start", "end", "relevance")
                .contains("layers.0")
                .doesNotContain("token_id");
        assertThat(lines.get(1 + NUMBER.index())).contains(",30,33,\" 727,800\",false,", "," + NUMBER.relevance());
    }

    @Test
    void jsonHasWordsBesideTheTokensAndIsReadBack() throws IOException {
        Path file = folder.resolve("why.json");
        ReportJson.write(WORDS, file);
        assertThat(ReportJson.read(file)).isEqualTo(WORDS).isNotEqualTo(TOKENS);
        assertThat(ReportJson.read(file).explained().getFirst().words()).hasSize(52);
        JsonNode written = JsonMapper.shared()
                .readTree(Files.readString(file))
                .path("attributions")
                .path(0);
        assertThat(written.path("words").size()).isEqualTo(52);
        assertThat(written.path("tokens").size()).isEqualTo(60);
        JsonNode number = written.path("words").path(NUMBER.index());
        assertThat(number.path("first_token").asInt()).isEqualTo(30);
        assertThat(number.path("last_token").asInt()).isEqualTo(33);
        assertThat(number.path("text").asString()).isEqualTo(" 727,800");
        assertThat(number.path("relevance").asDouble()).isEqualTo(NUMBER.relevance());
        assertThat(ReportJson.toString(TOKENS)).doesNotContain("\"words\"");
    }

    @Test
    void aReportThatWasReadCanBeShownInWordsToo() {
        assertThat(ReportJson.parse(ReportJson.toString(TOKENS)).inWords()).isEqualTo(WORDS);
    }

    /** One half of the word is for, the other against: the word is neither. */
    @Test
    void thePictureShowsWords() {
        Report tokens = ofHalves();
        int blue = ColorScale.LIGHT.background(-ColorScale.LEVELS).value();
        long inLegend = count(PngReport.draw(tokens.inWords(), 0), blue);
        assertThat(count(PngReport.draw(tokens, 0), blue)).isGreaterThan(inLegend + 500);
        assertThat(inLegend).isPositive().isLessThan(500);
    }

    private static Report ofHalves() {
        Candidate answer = new Candidate(1, " likes", 3, 0.5);
        List<TokenRelevance> tokens = List.of(
                new TokenRelevance(0, 1, "I", 0, 1, false, 0.5),
                new TokenRelevance(1, 2, " bea", 1, 5, false, 2),
                new TokenRelevance(2, 3, "nstalk", 5, 11, false, -2),
                new TokenRelevance(3, 4, " is", 11, 14, false, 1));
        return new Report(
                TOKENS.model(),
                List.of(Explained.builder("attnlrp", tokens, answer)
                        .prompt("I beanstalk is")
                        .candidates(List.of(answer))
                        .build()));
    }

    private static long count(BufferedImage picture, int color) {
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        return Arrays.stream(pixels).filter(p -> (p & 0xffffff) == color).count();
    }

    @Test
    void whatHasNoWordsIsRefused() {
        assertThatThrownBy(() -> ImageReports.plain().inWords())
                .isInstanceOf(ReportException.class)
                .hasMessage("an image has no words; its explanation is shown in pixels and patches");
        assertThatThrownBy(() -> new Report(
                        TOKENS.model(),
                        List.of(TOKENS.explained().get(0), WORDS.explained().get(1))))
                .isInstanceOf(ReportException.class)
                .hasMessage("a report shows words for all of its attributions, or tokens for all");
        String broken = ReportJson.toString(WORDS).replaceFirst("\"last_token\" : 59", "\"last_token\" : 60");
        assertThatThrownBy(() -> ReportJson.parse(broken))
                .isInstanceOf(ReportException.class)
                .hasMessage("the text is damaged: the words end at token 60, but the prompt has 60 tokens");
    }
}
