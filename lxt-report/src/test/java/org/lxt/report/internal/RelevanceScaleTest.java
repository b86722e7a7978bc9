package org.lxt.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lxt.explain.TokenRelevance;

class RelevanceScaleTest {
    private static TokenRelevance token(int index, boolean special, double relevance) {
        return new TokenRelevance(index, 0, "x", 0, 1, special, relevance);
    }

    @Test
    void specialTokensAndTheFirstDoNotSetTheFittedScale() {
        List<TokenRelevance> tokens =
                List.of(token(0, false, 900), token(1, false, -2), token(2, true, 50), token(3, false, 1));
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
        List<TokenRelevance> tokens = List.of(token(0, true, -3), token(1, false, 0));
        assertThat(RelevanceScale.fitted(tokens).limit()).isEqualTo(3);
    }

    @Test
    void nothingHasNoColour() {
        List<TokenRelevance> tokens = List.of(token(0, false, 0), token(1, false, 0));
        assertThat(RelevanceScale.fitted(tokens).level(0)).isZero();
        assertThat(RelevanceScale.full(tokens).level(0)).isZero();
    }
}
