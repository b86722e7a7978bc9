// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Segment;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.SegmentSpan;
import org.lxt.explain.words.SegmentLine;
import org.lxt.explain.words.Segments;
import org.lxt.report.csv.CsvReport;
import org.lxt.report.html.HtmlReport;
import org.lxt.report.json.ReportJson;
import org.lxt.report.terminal.TerminalReport;
import org.lxt.report.terminal.TerminalView;
import org.lxt.samples.Sample;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Relevance by parts in every format, where it was asked for. */
class SegmentsInReportsTest {
    private static final String HOSTILE = "<b>notes</b>\u001b[31m";
    private static final String FACTS = "Given: m = 91. b = k. d = 40. k = d.";

    private static Report plain;
    private static Report parts;
    private static Segments segments;

    @TempDir
    Path folder;

    @BeforeAll
    static void explain() {
        try (Sample sample = Sample.steps();
                Explainer lxt =
                        Explainer.builder(sample.folder()).backend("scalar").open()) {
            Prompt prompt = Prompt.of(FACTS + " What is b?")
                    .segmented(List.of(
                            new Segment(HOSTILE, 0, FACTS.length()),
                            new Segment("question", FACTS.length(), FACTS.length() + 11)))
                    .answered(" b = k = d = 40. So 40.");
            Attribution a = lxt.hops(2).explain(prompt, Target.answer());
            segments = Segments.of(a);
            plain = Report.of(a);
            parts = plain.inSegments();
        }
    }

    @Test
    void jsonHasTheLinesAndIsReadBack() {
        JsonNode shown = JsonMapper.shared()
                .readTree(ReportJson.toString(parts))
                .get("attributions")
                .get(0);
        JsonNode lines = shown.get("segment_lines");
        assertThat(lines.size()).isEqualTo(segments.lines().size());
        double sum = 0;
        for (int i = 0; i < lines.size(); i++) {
            SegmentLine expected = segments.lines().get(i);
            assertThat(lines.get(i).get("name").stringValue()).isEqualTo(expected.name());
            assertThat(lines.get(i).get("relevance").asDouble()).isEqualTo(expected.relevance());
            assertThat(lines.get(i).path("sentences").size())
                    .isEqualTo(expected.sentences().size());
            assertThat(lines.get(i).path("hops").size())
                    .isEqualTo(expected.hops().size());
            sum += lines.get(i).get("relevance").asDouble();
        }
        assertThat(sum).isCloseTo(shown.get("value").asDouble(), within(1e-9));
        assertThat(shown.get("segments").get(0).get("name").stringValue()).isEqualTo(HOSTILE);
        assertThat(ReportJson.parse(ReportJson.toString(parts))).isEqualTo(parts);
        JsonNode without = JsonMapper.shared()
                .readTree(ReportJson.toString(plain))
                .get("attributions")
                .get(0);
        assertThat(without.get("segments")).isEqualTo(shown.get("segments"));
        assertThat(without.has("segment_lines")).isFalse();
        assertThat(ReportJson.parse(ReportJson.toString(plain)))
                .isEqualTo(plain)
                .isNotEqualTo(parts);
    }

    @Test
    void rowsOfATableAddUpToTheValue() {
        for (Report report : new Report[] {parts, parts.inWords()}) {
            List<List<String>> rows = rows(CsvReport.toString(report));
            List<String> head = rows.getFirst();
            int part = head.indexOf("part");
            int relevance = head.indexOf("relevance");
            double sum = 0;
            double question = 0;
            List<String> kinds = new ArrayList<>();
            for (List<String> row : rows.subList(1, rows.size())) {
                assertThat(row).hasSameSizeAs(head);
                sum += Double.parseDouble(row.get(relevance));
                if (!kinds.contains(row.get(part))) {
                    kinds.add(row.get(part));
                }
                if (row.get(head.indexOf("segment")).equals("question")) {
                    question += Double.parseDouble(row.get(relevance));
                }
            }
            assertThat(kinds).containsExactlyInAnyOrder("template", "segment", "answer", "absorbed", "rest");
            assertThat(sum).isCloseTo(report.explained().getFirst().value(), within(1e-9));
            assertThat(question).isCloseTo(segments.of("question"), within(1e-9));
        }
        assertThat(CsvReport.toString(plain)).doesNotContain("segment_index");
    }

    /** Rows of fields, none of which has a line end or a comma in it here but in quotation marks. */
    private static List<List<String>> rows(String csv) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : csv.split("\r\n")) {
            List<String> row = new ArrayList<>();
            for (String field : line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
                row.add(field.replace("\"", ""));
            }
            rows.add(row);
        }
        return rows;
    }

    @Test
    void thePageAndTheTerminalShowPartsSentencesAndTheClosingError() {
        String page = HtmlReport.toString(parts);
        assertThat(page)
                .contains(
                        "Relevance by part of the prompt",
                        "&lt;b&gt;notes",
                        "closing error",
                        "Hop 1",
                        "ledger: softmax")
                .doesNotContain("<b>notes");
        assertThat(HtmlReport.toString(plain)).doesNotContain("Relevance by part");
        for (int width : new int[] {20, 40, 80, 200}) {
            TerminalView view = new TerminalView(TerminalView.PLAIN.colors(), width, 3, false);
            String text = TerminalReport.toString(parts, view);
            assertThat(text.lines()).allMatch(line -> line.length() <= width);
            assertThat(text)
                    .doesNotContain("\u001b")
                    .containsPattern("question|quest\\.\\.")
                    .contains("(clos");
        }
        assertThat(TerminalReport.toString(parts, TerminalView.PLAIN))
                .contains("by part of the prompt, adding up to", "\"What is b?\"", "(template)", "(answer)");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Explained e = plain.explained().getFirst();
        for (SegmentSpan wrong : List.of(
                new SegmentSpan("x", 0, 5_000, 0, 2),
                new SegmentSpan("x", 0, 5, 3, 2),
                new SegmentSpan("x", 0, 5, 0, 900))) {
            assertThatThrownBy(() -> e.toBuilder()
                            .parts(new PromptParts(List.of(wrong), false))
                            .build())
                    .isInstanceOf(ReportException.class)
                    .hasMessageStartingWith("the segment 'x' does not fit");
        }
        assertThatThrownBy(() -> ImageReports.plain().inSegments())
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("an image has no segments");
    }
}
