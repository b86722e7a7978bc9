// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/**
 * Spearman's correlation: with ties by {@code statistics.correlation} of Python of ranks that were found by counting, without them by the usual
 * formula from squared differences of ranks.
 */
class RankCorrelationTest {
    @Test
    void correlationsAreThoseOfPython() {
        assertThat(RankCorrelation.of(
                        new double[] {3, 1, 4, 1, 5, 9, 2, 6, 5, 3.5}, new double[] {2, 7, 1, 8, 2, 8, 1, 8, 2, 8}))
                .isCloseTo(0.1630800172447252, within(1e-12));
        assertThat(RankCorrelation.of(new double[] {0.1, -2, 3, 0.5, 7}, new double[] {1, -1, 2, 5, 3}))
                .isCloseTo(0.7, within(1e-12));
    }

    @Test
    void onlyTheOrderCounts() {
        assertThat(RankCorrelation.of(new double[] {1, 2, 3}, new double[] {-5, 0, 1e9}))
                .isEqualTo(1);
        assertThat(RankCorrelation.of(new double[] {1, 2, 3}, new double[] {3, 2, 1}))
                .isEqualTo(-1);
        assertThat(RankCorrelation.of(new double[] {1, 2}, new double[] {4, 4})).isNaN();
        assertThatThrownBy(() -> RankCorrelation.of(new double[1], new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 and 2 values");
    }
}
