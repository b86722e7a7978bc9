// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.report.Explained;

/** What is shown of a prompt has its spaces, whether the tokenizer put them into tokens or left them out. */
class LeadingSpaceTest {
    private static final Candidate TARGET = new Candidate(0, "score", 0.5, Double.NaN);

    private static Explained trimmed() {
        return Explained.builder(
                        "attnlrp",
                        List.of(
                                new TokenRelevance(0, 101, "[CLS]", 0, 0, true, 0),
                                new TokenRelevance(1, 5, "on", 0, 2, false, 0.1),
                                new TokenRelevance(2, 6, "the", 3, 6, false, 0.1),
                                new TokenRelevance(3, 7, "so", 8, 10, false, 0.2),
                                new TokenRelevance(4, 8, "fa", 10, 12, false, 0.1),
                                new TokenRelevance(5, 102, "[SEP]", 0, 0, true, 0)),
                        TARGET)
                .prompt("On the  sofa")
                .build();
    }

    private static String shown(Explained e) {
        return Rows.of(e).all().stream().map(Rows.Row::text).collect(Collectors.joining("|"));
    }

    @Test
    void spacesThatNoTokenHoldsLeadTheNext() {
        assertThat(shown(trimmed())).isEqualTo("[CLS]|on| the|  so|fa|[SEP]");
        assertThat(Rows.of(trimmed()).all().get(2).name()).isEqualTo("the");
    }

    @Test
    void wordsHaveThemToo() {
        assertThat(shown(trimmed().inWords())).isEqualTo("[CLS]|On| the|  sofa|[SEP]");
    }

    @Test
    void spacesOfTokensAreNotRepeated() {
        Explained e = Explained.builder(
                        "attnlrp",
                        List.of(
                                new TokenRelevance(0, 5, "on", 0, 2, false, 0.1),
                                new TokenRelevance(1, 6, " the", 3, 6, false, 0.4)),
                        TARGET)
                .prompt("on the")
                .build();
        assertThat(shown(e)).isEqualTo("on| the");
    }
}
