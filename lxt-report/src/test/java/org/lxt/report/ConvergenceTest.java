// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lxt.explain.method.Convergence;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.report.csv.CsvReport;
import org.lxt.report.html.HtmlReport;
import org.lxt.report.internal.Wording;
import org.lxt.report.json.ReportJson;
import org.lxt.report.terminal.TerminalReport;
import org.lxt.report.terminal.TerminalView;

/** What is told of relevance that adds up to a difference from a baseline. */
class ConvergenceTest {
    private static final String SENTENCE =
            "4.5000 explained = 1.0000 at the baseline + 3.2500 at the tokens + 0.2500 left over, which more points make"
                    + " smaller";

    private static Explained explained(Convergence account) {
        Candidate beans = new Candidate(7, " beans", 4.5, 0.9);
        List<TokenRelevance> tokens = List.of(
                new TokenRelevance(0, 1, "Lars", 0, 4, false, 3),
                new TokenRelevance(1, 2, " likes", 4, 10, false, 0.25));
        return Explained.builder("integrated-gradients(20, zero)", tokens, beans)
                .prompt("Lars likes")
                .candidates(List.of(beans))
                .convergence(account)
                .build();
    }

    private static Report report(Convergence account) {
        return new Report(SampleReport.get().model(), List.of(explained(account)));
    }

    private static final Report REPORT = report(new Convergence(1, 4.5, 3.25));

    @Test
    void theSentenceIsTrueWhateverTheSigns() {
        assertThat(Wording.PRINTED.account(explained(new Convergence(1, 4.5, 3.25))))
                .hasValue(SENTENCE);
        assertThat(Wording.PRINTED.account(explained(new Convergence(-1, 4.5, -0.25))))
                .hasValue(
                        "4.5000 explained = \u22121.0000 at the baseline - 0.2500 at the tokens + 5.7500 left over, which"
                                + " more points make smaller");
        assertThat(Wording.PRINTED
                        .account(explained(new Convergence(1, 4.5, 4)))
                        .orElse(""))
                .contains("+ 4.0000 at the tokens - 0.5000 left over");
        assertThat(Wording.PRINTED.account(explained(new Convergence(1, 4.5, 3.25)).toBuilder()
                        .convergence(null)
                        .build()))
                .isEmpty();
    }

    @Test
    void theTerminalTellsIt() {
        String printed = TerminalReport.toString(REPORT, TerminalView.PLAIN);
        assertThat(printed.replaceAll("\\s+", " "))
                .contains("account " + SENTENCE)
                .doesNotContain("ledger");
    }

    @Test
    void thePageTellsIt() {
        assertThat(HtmlReport.toString(REPORT))
                .contains(
                        "<b>1.0000</b><small>at the baseline</small>",
                        "<b>0.2500</b><small>left over</small>",
                        "are the explained value less its value at the baseline")
                .doesNotContain("ledger books", "Ledger");
    }

    @Test
    void theTableHasColumnsForItWhereThereIsABaseline() {
        List<String> lines = CsvReport.toString(REPORT).lines().toList();
        assertThat(lines.get(0)).contains("\"value\",\"baseline_value\",\"left_over\",\"token_index\"");
        assertThat(lines.get(1)).contains(",4.5,1.0,0.25,0,1,\"Lars\"");
        assertThat(CsvReport.toString(SampleReport.get())).doesNotContain("baseline_value");
        Explained without = explained(null);
        Report both = new Report(REPORT.model(), List.of(REPORT.explained().getFirst(), without));
        assertThat(CsvReport.toString(both).lines().toList().get(3)).contains(",4.5,,,0,1,\"Lars\"");
    }

    @Test
    void jsonReadsItBack() {
        assertThat(ReportJson.parse(ReportJson.toString(REPORT))).isEqualTo(REPORT);
        assertThat(ReportJson.toString(REPORT)).contains("\"convergence\"", "\"delta\" : -0.25");
    }

    @Test
    void aPageOfAMethodWithoutAccountPromisesNone() {
        assertThat(HtmlReport.toString(report(null)))
                .contains("need not be the explained value")
                .doesNotContain("ledger books");
    }

    @Test
    void numbersThatAreNotFiniteAreRefused() {
        assertThatThrownBy(() -> explained(new Convergence(Double.NaN, 1, 1)))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("at the baseline is NaN");
        assertThatThrownBy(() -> explained(new Convergence(-Double.MAX_VALUE, Double.MAX_VALUE, 1)))
                .isInstanceOf(ReportException.class);
    }
}
