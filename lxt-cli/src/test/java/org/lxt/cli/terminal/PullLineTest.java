// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lxt.hub.PullProgress;

class PullLineTest {
    private static final PullProgress PROGRESS =
            new PullProgress("model.safetensors", 500_000_000, 2_000_000_000, 600_000_000, 2_400_000_000L, 300_000_000);

    private static String text(int columns, PullProgress progress, double seconds) {
        return new PullLine(ProgressLine.hidden(), columns).text(progress, seconds);
    }

    @Test
    void aWideTerminalShowsEverything() {
        assertThat(text(100, PROGRESS, 10))
                .isEqualTo("model.safetensors [####            ] 600.0 of 2,400.0 MB, 30.0 MB/s, 60 s left");
    }

    @Test
    void aNarrowerOneShowsWhatMattersMost() {
        assertThat(text(60, PROGRESS, 10)).isEqualTo("model.safetensors 600.0 of 2,400.0 MB, 60 s left");
        assertThat(text(40, PROGRESS, 10)).isEqualTo("600.0 of 2,400.0 MB, 60 s left");
        assertThat(text(20, PROGRESS, 10)).isEqualTo("600.0 of 2,400.0 MB");
    }

    @Test
    void timesAreInUnitsThatFit() {
        assertThat(text(100, PROGRESS, 100)).endsWith(", 3.0 MB/s, 10 min left");
        assertThat(text(100, PROGRESS, 10_000)).endsWith(", 0.0 MB/s, 17 h left");
    }

    @Test
    void nothingIsPromisedBeforeAnythingCame() {
        PullProgress begun = new PullProgress("a", 0, 10, 0, 10, 0);
        assertThat(text(100, begun, 5)).isEqualTo("a [                ] 0.0 of 0.0 MB");
        assertThat(text(100, new PullProgress("a", 0, 0, 0, 0, 0), 0)).isEqualTo("a [################] 0.0 of 0.0 MB");
    }
}
