// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Site;

/** An account as a value. */
class ClosingTest {
    @Test
    void anAccountTellsWhatIsLeftOverAndOnWhatScale() {
        Site site = Site.of("layers.0");
        Closing closing = new Closing(
                10,
                7,
                List.of(
                        new Closing.Entry(site, "Linear", Ledger.Cause.BIAS, 4),
                        new Closing.Entry(site, "Linear", Ledger.Cause.BIAS, -1.5)));
        assertThat(closing.absorbed()).isCloseTo(2.5, within(1e-12));
        assertThat(closing.error()).isCloseTo(0.5, within(1e-12));
        assertThat(closing.turnover()).isCloseTo(22.5, within(1e-12));
    }
}
