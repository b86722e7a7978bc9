// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RelevanceScaleTest {
    private static Rows.Row token(int index, boolean special, double relevance) {
        return new Rows.Row(
                index, index, index, 0, "x", "x", 0, 1, special, special || index == 0, false, true, relevance);
    }

    private static Rows rows(Rows.Row... rows) {
        return new Rows("token", List.of(rows), List.of());
    }

    @Test
    void specialTokensAndTheFirstDoNotSetTheFittedScale() {
        Rows tokens = rows(token(0, false, 900), token(1, false, -2), token(2, true, 50), token(3, false, 1));
        RelevanceScale fitted = RelevanceScale.fitted(tokens);
        assertThat(fitted.limit()).isEqualTo(2);
        assertThat(fitted.clips(900)).isTrue();
        assertThat(fitted.clips(-2)).isFalse();
        assertThat(fitted.level(900)).isEqualTo(ColorScale.LEVELS);
        assertThat(fitted.level(-2)).isEqualTo(-ColorScale.LEVELS);
        assertThat(fitted.level(1)).isEqualTo(ColorScale.LEVELS / 2);
        assertThat(RelevanceScale.full(tokens).limit()).isEqualTo(900);
    }

    @Test
    void whereOnlySpecialTokensHaveRelevanceTheyDo() {
        Rows tokens = rows(token(0, true, -3), token(1, false, 0));
        assertThat(RelevanceScale.fitted(tokens).limit()).isEqualTo(3);
    }

    @Test
    void nothingHasNoColour() {
        Rows tokens = rows(token(0, false, 0), token(1, false, 0));
        assertThat(RelevanceScale.fitted(tokens).level(0)).isZero();
        assertThat(RelevanceScale.full(tokens).level(0)).isZero();
    }
}
