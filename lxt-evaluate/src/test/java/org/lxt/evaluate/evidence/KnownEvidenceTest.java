// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.evaluate.ReferenceFigures;
import tools.jackson.databind.JsonNode;

/** Figures of known evidence against those of scikit-learn and scipy. */
class KnownEvidenceTest {
    private static final double PERCENT = 20;

    static Stream<JsonNode> cases() {
        return ReferenceFigures.of("evidence");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void figuresAreThoseOfTheReference(JsonNode given) {
        double[] relevance = ReferenceFigures.numbers(given.path("relevance"));
        KnownEvidence found = of(relevance, ReferenceFigures.flags(given.path("evidence")));
        assertThat(found.area()).isCloseTo(given.path("area").asDouble(), within(1e-12));
        assertThat(found.share()).isCloseTo(given.path("share").asDouble(), within(1e-12));
        if (given.has("rank")) {
            assertThat(found.rank()).isEqualTo(given.path("rank").asDouble());
            assertThat(found.pointing()).isEqualTo(given.path("pointing").asDouble());
            assertThat(found.recall()).isCloseTo(given.path("recall").asDouble(), within(1e-12));
        }
    }

    /** What a method that says nothing gets must be what chance gets, not a place at the front. */
    @Test
    void unitsThatAreAlikeHaveTheMeanOfAllOrders() {
        boolean[] evidence = new boolean[10];
        evidence[0] = true;
        evidence[1] = true;
        KnownEvidence found = of(new double[10], evidence);
        assertThat(found.area()).isEqualTo(0.5);
        assertThat(found.share()).isZero();
        assertThat(found.pointing()).isZero();
        assertThat(found.recall()).isCloseTo(0.2, within(1e-12));
        // the expected smallest of two places drawn from ten
        double expected = 0;
        for (int first = 1; first <= 9; first++) {
            expected += first * (10 - first) / 45.0;
        }
        assertThat(found.rank()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void onlyUnitsThatCountCount() {
        boolean[] counts = {true, true, false, true};
        KnownEvidence found = KnownEvidence.of(
                new double[] {1, 3, 100, -5}, counts, new boolean[] {false, true, false, false}, PERCENT);
        assertThat(found.share()).isEqualTo(0.75);
        assertThat(found.rank()).isEqualTo(1);
        assertThat(KnownEvidence.shareOfAll(new double[] {1, 3, 4, -5}, new boolean[] {false, true, false, false}))
                .isEqualTo(0.375);
    }

    private static KnownEvidence of(double[] relevance, boolean[] evidence) {
        boolean[] all = new boolean[relevance.length];
        Arrays.fill(all, true);
        return KnownEvidence.of(relevance, all, evidence, PERCENT);
    }
}
