// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.evaluate.ReferenceFigures;
import tools.jackson.databind.JsonNode;

/** Intervals and tests against those of scipy. */
class StatisticsTest {
    static Stream<JsonNode> intervals() {
        return ReferenceFigures.of("intervals");
    }

    static Stream<JsonNode> tests() {
        return ReferenceFigures.of("tests");
    }

    @ParameterizedTest
    @MethodSource("intervals")
    void theIntervalOfTheSameDrawsIsThatOfScipy(JsonNode given) {
        double[] values = ReferenceFigures.numbers(given.path("values"));
        double mean = Stream.of(given.path("values"))
                .flatMap(JsonNode::valueStream)
                .mapToDouble(JsonNode::asDouble)
                .average()
                .orElseThrow();
        Interval found = Bootstrap.USUAL.interval(values, mean, ReferenceFigures.numbers(given.path("means")));
        assertThat(found.low()).isCloseTo(given.path("low").asDouble(), within(1e-9));
        assertThat(found.high()).isCloseTo(given.path("high").asDouble(), within(1e-9));
    }

    /** Draws of its own give nearly the interval of scipy's draws. */
    @ParameterizedTest
    @MethodSource("intervals")
    void theIntervalOfOwnDrawsIsNearlyThatOfScipy(JsonNode given) {
        Interval found = Bootstrap.USUAL.mean(ReferenceFigures.numbers(given.path("values")));
        double low = given.path("low").asDouble();
        double high = given.path("high").asDouble();
        assertThat(found.low()).isCloseTo(low, within(0.15 * (high - low)));
        assertThat(found.high()).isCloseTo(high, within(0.15 * (high - low)));
    }

    @Test
    void anIntervalHoldsTheMeanOfMostSamplesAndIsTheSameForTheSameSeed() {
        Random random = new Random(3);
        int held = 0;
        for (int i = 0; i < 200; i++) {
            double[] values = random.doubles(30).toArray();
            Interval found = new Bootstrap(500, 0.95, i).mean(values);
            held += found.low() <= 0.5 && 0.5 <= found.high() ? 1 : 0;
            assertThat(new Bootstrap(500, 0.95, i).mean(values)).isEqualTo(found);
        }
        assertThat(held).isBetween(180, 199);
        assertThat(Bootstrap.USUAL.mean(new double[] {2, 2, 2})).isEqualTo(new Interval(2, 2, 2, 3));
    }

    @ParameterizedTest
    @MethodSource("tests")
    void thePValueIsThatOfScipy(JsonNode given) {
        double found = PairedComparison.USUAL.of(ReferenceFigures.numbers(given.path("differences")));
        double expected = given.path("p").asDouble();
        assertThat(found).isCloseTo(expected, within(given.path("exact").asBoolean() ? 1e-12 : 0.01));
    }

    /** The figures of R's {@code p.adjust(c(0.04, 0.01, 0.03, 0.02), "holm")}. */
    @Test
    void severalTestsTogetherAreCorrected() {
        assertThat(PairedComparison.together(new double[] {0.04, 0.01, 0.03, 0.02}))
                .containsExactly(new double[] {0.06, 0.04, 0.06, 0.06}, within(1e-12));
    }

    @Test
    void theNormalDistributionIsThatOfTables() {
        assertThat(Normal.below(1.959963984540054)).isCloseTo(0.975, within(1e-13));
        assertThat(Normal.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-12));
        assertThat(Normal.below(-6)).isCloseTo(9.865876450377018e-10, within(1e-15));
    }
}
