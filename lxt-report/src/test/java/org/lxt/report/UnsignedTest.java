// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.report.html.HtmlReport;
import org.lxt.report.internal.ScaleEnds;
import org.lxt.report.internal.scale.ColorScale;
import org.lxt.report.internal.scale.RelevanceScale;
import org.lxt.report.internal.scale.Rows;
import org.lxt.report.json.ReportJson;
import org.lxt.report.terminal.TerminalReport;
import org.lxt.report.terminal.TerminalView;

/** How relevance without a sign is told, as that of attention rollout. */
class UnsignedTest {
    private static Report report(boolean signed) {
        Candidate beans = new Candidate(7, " beans", 4.5, 0.9);
        List<TokenRelevance> tokens = List.of(
                new TokenRelevance(0, 1, "Lars", 0, 4, false, 0.25),
                new TokenRelevance(1, 2, " likes", 4, 10, false, 0.75));
        Explained explained = Explained.builder("attention-rollout", tokens, beans)
                .prompt("Lars likes")
                .candidates(List.of(beans))
                .signed(signed)
                .build();
        return new Report(SampleReport.get().model(), List.of(explained));
    }

    @Test
    void theScaleBeginsAtZero() {
        Rows rows = Rows.of(report(false).explained().getFirst());
        ScaleEnds ends = ScaleEnds.of(RelevanceScale.full(rows));
        assertThat(ends).isEqualTo(new ScaleEnds("matters less", "0", "0.7500", "more", 0));
        ScaleEnds signed = ScaleEnds.of(
                RelevanceScale.full(Rows.of(report(true).explained().getFirst())));
        assertThat(signed.low()).isEqualTo("against");
        assertThat(signed.lowest()).isEqualTo(-ColorScale.LEVELS);
    }

    @Test
    void aPageSaysThatThereIsNoSign() {
        String page = HtmlReport.toString(report(false));
        assertThat(page)
                .contains("Relevance has no sign", "matters less", "ramp unsigned")
                .doesNotContain("+0.7500", "speak for the answer", "Against");
        assertThat(HtmlReport.toString(report(true))).contains("+0.7500").doesNotContain("Relevance has no sign");
    }

    @Test
    void aTerminalShowsNoSigns() {
        String shown = TerminalReport.toString(report(false), TerminalView.PLAIN);
        assertThat(shown).contains("the numbers have no sign", " 0.7500  ####").doesNotContain("+0.7500");
    }

    @Test
    void jsonKeepsIt() {
        Report read = ReportJson.parse(ReportJson.toString(report(false)));
        assertThat(read).isEqualTo(report(false));
        assertThat(ReportJson.toString(report(true))).doesNotContain("\"signed\"");
    }
}
