// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Contrast;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.report.html.HtmlReport;
import org.lxt.report.internal.Headline;
import org.lxt.report.internal.Wording;

/** What a target was compared with is named wherever its advantage is shown. */
class ContrastTest {
    private static final Candidate BREAD = new Candidate(8, " bread", 1, 0.1);
    private static final Candidate CORN = new Candidate(9, "<b>corn", 1, 0.1);

    @Test
    void onPaperAndOnThePage() {
        Explained advantage = SampleReport.get().explained().get(1);
        assertThat(Headline.facts(advantage)).containsPattern("advantage 7\\.\\d+ over bread");
        assertThat(Headline.facts(SampleReport.get().explained().getFirst())).doesNotContain("advantage");
        assertThat(HtmlReport.toString(SampleReport.get()))
                .containsPattern(
                        "What is explained is its advantage over <bdi class=\"word\">.{0,60}bread.{0,20}</bdi>");
    }

    @Test
    void inWords() {
        assertThat(Wording.opponents(new Contrast(List.of(BREAD), false), Candidate::text))
                .isEqualTo(" bread");
        assertThat(Wording.opponents(new Contrast(List.of(), true), Candidate::text))
                .isEqualTo("the mean of all others");
        assertThat(Wording.opponents(new Contrast(List.of(BREAD, CORN), true), Candidate::text))
                .isEqualTo(" bread, <b>corn and the mean of all others");
        assertThat(Wording.opponents(null, Candidate::text)).isEqualTo("other tokens");
    }

    @Test
    void aSpaceIsShownWhereNothingElseTellsTwoTokensApart() {
        assertThat(Headline.question(against(" bread"))).isEqualTo("Why beans?");
        assertThat(Headline.facts(against(" bread"))).contains("advantage 2.0000 over bread");
        assertThat(Headline.question(against("beans"))).isEqualTo("Why \u2423beans?");
        assertThat(Headline.facts(against("beans"))).contains("advantage 2.0000 over beans");
        assertThat(HtmlReport.toString(new Report(SampleReport.get().model(), List.of(against(" bread")))))
                .contains("<title>Why beans?</title>", "Why <bdi class=\"answer\">beans</bdi>?")
                .contains("\u2423beans</bdi>"); // in the list of answers
    }

    private static Explained against(String other) {
        Candidate beans = new Candidate(1, " beans", 3, 0.5);
        return Explained.builder("attnlrp", List.of(new TokenRelevance(0, 1, "Lars", 0, 4, false, 2)), beans)
                .prompt("Lars")
                .value(2)
                .contrast(new Contrast(List.of(new Candidate(2, other, 1, 0.1)), false))
                .candidates(List.of(beans))
                .build();
    }
}
