// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.report.csv.CsvReport;
import org.lxt.report.html.HtmlReport;
import org.lxt.report.internal.scale.MatrixTable;
import org.lxt.report.json.ReportJson;
import org.lxt.report.terminal.TerminalReport;
import org.lxt.report.terminal.TerminalView;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Site;

/** A matrix of prompt and answer in all formats. */
class MatrixReportTest {
    private static final ModelIdentity MODEL = new ModelIdentity("made", List.of("Llama"), "llama", "test", "scalar");
    private static final String TEXT = "The cat sat on the mat";
    /** The last word is two tokens. */
    private static final List<String> TOKENS = List.of("The", " cat", " sat", " on", " the", " m", "at");

    private static final int ANSWER = 4;

    private static Explained row(int token) {
        List<TokenRelevance> tokens = new ArrayList<>();
        int at = 0;
        double total = 0;
        for (int i = 0; i < TOKENS.size(); i++) {
            double relevance = i < token ? (i + 1) * (token % 2 == 0 ? 0.25 : -0.5) : 0;
            int end = at + TOKENS.get(i).length();
            tokens.add(new TokenRelevance(i, 10 + i, TOKENS.get(i), at, end, false, relevance));
            at = end;
            total += relevance;
        }
        Closing ledger = new Closing(
                total + 0.125,
                total,
                List.of(new Closing.Entry(Site.of("layers.0"), "Linear", Ledger.Cause.BIAS, 0.125)));
        return Explained.builder("attnlrp", tokens, new Candidate(10 + token, TOKENS.get(token), 3.5, 0.5))
                .prompt(TEXT)
                .output(OutputKind.nextToken(), token - 1)
                .value(total + 0.125)
                .ledger(ledger)
                .answer(new AnswerParts(ANSWER, List.of(), List.of()))
                .build();
    }

    private static Report report() {
        return new Report(MODEL, List.of(row(4), row(5), row(6)), null, true);
    }

    @Test
    void jsonHasEachTokenOnceAndIsReadBack() {
        String json = ReportJson.toString(report());
        assertThat(json.split(" cat\"", -1)).hasSize(2);
        assertThat(ReportJson.parse(json)).isEqualTo(report());
        assertThat(ReportJson.parse(ReportJson.toString(report().inWords()))).isEqualTo(report().inWords());
        assertThatThrownBy(() -> ReportJson.parse(json.replaceFirst("\"relevance\" : \\[ [^,]*,", "\"relevance\" : [")))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("has the relevance of 6 tokens, but the matrix has 7");
    }

    @Test
    void csvHasARowForEachTokenOfTheAnswer() {
        List<String> lines = CsvReport.toString(report()).lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst())
                .isEqualTo("\"first_token\",\"last_token\",\"text\",\"value\",\"total\",\"absorbed\",\"0 The\","
                        + "\"1  cat\",\"2  sat\",\"3  on\",\"4  the\",\"5  m\",\"6 at\"");
        assertThat(lines.get(1)).isEqualTo("4,4,\" the\",2.625,2.5,0.125,0.25,0.5,0.75,1.0,,,");
        assertThat(lines.get(2)).startsWith("5,5,\" m\",-7.375,-7.5,0.125,-0.5,-1.0,-1.5,-2.0,-2.5,,");
    }

    @Test
    void wordsAddUpRowsAndColumns() {
        MatrixTable tokens = MatrixTable.tokens(report());
        MatrixTable words = MatrixTable.words(report());
        assertThat(tokens.lines()).hasSize(3);
        assertThat(words.columns())
                .extracting(MatrixTable.Column::name)
                .containsExactly("The", "cat", "sat", "on", "the", "mat");
        assertThat(words.lines()).hasSize(2);
        MatrixTable.Line mat = words.lines().get(1);
        assertThat(mat.value()).isCloseTo(row(5).value() + row(6).value(), within(1e-12));
        assertThat(mat.absorbed()).isCloseTo(0.25, within(1e-12));
        assertThat(mat.relevance()).containsExactly(-0.25, -0.5, -0.75, -1, -1.25, 1.5);
        assertThat(Arrays.stream(words.sums()).sum())
                .isCloseTo(Arrays.stream(tokens.sums()).sum(), within(1e-12));
        assertThat(MatrixTable.of(report().inWords()).noun()).isEqualTo("word");
        assertThat(CsvReport.toString(report().inWords())).contains("5,6,\"mat\"");
    }

    @Test
    void thePageHasACellForWhatWasReadAndNoneOtherwise() {
        String html = HtmlReport.toString(report());
        assertThat(html).contains("Where each word of the answer came from", "id=\"by-word\"", "id=\"zoom\"");
        String byToken = html.substring(html.indexOf("by-token\" data-table"), html.indexOf("by-word\" data-table"));
        assertThat(count(byToken, "<tr data-row")).isEqualTo(3);
        assertThat(count(byToken, "class=\"unread")).isEqualTo(2 + 1);
        assertThat(count(byToken, "class=\"own")).isEqualTo(3);
        assertThat(count(byToken, "<td class=\"a-")).isEqualTo(7 + 4 + 5 + 6);
        assertThat(byToken).contains(">2.63<", ">2.50<", ">0.13<");
        assertThat(html).contains("what was absorbed add up to the value");
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }

    @Test
    void hostileTextsAreShownAndNotObeyed() {
        for (String hostile : RandomReports.HOSTILE) {
            List<TokenRelevance> tokens = row(5).tokens().stream()
                    .map(t -> new TokenRelevance(t.index(), t.id(), hostile, 0, 0, false, t.relevance()))
                    .toList();
            Explained row = Explained.builder("attnlrp", tokens, new Candidate(15, hostile, 1, 0.5))
                    .output(OutputKind.nextToken(), 4)
                    .answer(new AnswerParts(ANSWER, List.of(), List.of()))
                    .build();
            Report report = new Report(MODEL, List.of(row), null, true);
            String html = HtmlReport.toString(report);
            assertThat(count(html, "<script")).isEqualTo(2);
            assertThat(html).doesNotContain("<img", "<svg onload");
            assertThat(TerminalReport.toString(report, TerminalView.PLAIN)).doesNotContain("\u001b", "\u202e");
            assertThat(ReportJson.parse(ReportJson.toString(report)).matrix()).isTrue();
        }
    }

    @Test
    void aTerminalHasALineForEachTokenAtAnyWidth() {
        for (int width = 36; width < 200; width += 7) {
            TerminalView view = new TerminalView(TerminalView.PLAIN.colors(), width, 12, false);
            String text = TerminalReport.toString(report(), view);
            int most = width;
            assertThat(text.lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(most));
            assertThat(text).contains("+2.6250", "-7.3750");
        }
        String wide = TerminalReport.toString(report(), new TerminalView(TerminalView.PLAIN.colors(), 120, 12, false));
        assertThat(wide).contains("\" the\"").containsPattern("\\+0\\.1250  [.1-9]{4}\\|");
    }

    @Test
    void rowsOfSeveralPromptsOrInDisorderAreRefused() {
        assertThatThrownBy(() -> new Report(MODEL, List.of(row(5), row(4)), null, true))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("in the order of the answer");
        Explained other = row(5).toBuilder().output(OutputKind.nextToken(), 2).build();
        assertThatThrownBy(() -> new Report(MODEL, List.of(row(4), other), null, true))
                .hasMessageContaining("does not follow there");
    }
}
