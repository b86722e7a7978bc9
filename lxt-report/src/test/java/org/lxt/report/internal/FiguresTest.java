// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "2, 4, +50.0%, +50.0% of the value",
        "-1, 4, \u221225.0%, \u221225.0% of the value",
        "4, 4, +100.0%, +100.0% of the value",
        "16.3, 4, +4.1 times, +4.1 times the value",
        "-16.3, 4, \u22124.1 times, \u22124.1 times the value",
        "16.3, -4, \u22124.1 times, \u22124.1 times the value",
        "1, 1e-9, '', ''",
        "1, 0, '', ''",
        "0, 0, '', ''",
    })
    void aPartThatIsLargerThanTheWholeIsCountedInTimes(double part, double whole, String share, String inWords) {
        assertThat(Figures.share(part, whole)).isEqualTo(share);
        assertThat(Figures.shareOf(part, whole, "the value")).isEqualTo(inWords);
    }
}
