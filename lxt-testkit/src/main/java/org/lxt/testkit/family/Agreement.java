// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.ExpertRelevance;

/**
 * Two attributions of one question that were computed in another order, and so are rounded differently.
 *
 * <p>Rounding grows with what is added up, not with what is left of it. A relevance near zero, as of a prompt of one token
 * whose logit is near zero, may be the difference of large numbers. So differences are measured against the turnover of
 * the ledger, or the largest relevance where that is more, and never against the single value.
 */
public final class Agreement {
    /** Over that scale. A sum over all tokens, as the relevance of an expert is, may be off by more. */
    private static final double BOUND = 1e-6;

    private static final double SUM_BOUND = 1e-5;

    private Agreement() {}

    /**
     * Asserts that both say the same about the same target.
     *
     * @param actual computed with its ledger
     * @param expected computed with its ledger
     */
    public static void assertAgree(Attribution actual, Attribution expected) {
        assertThat(actual.target().id()).isEqualTo(expected.target().id());
        double scale = scale(expected);
        assertThat(actual.value()).as("value").isCloseTo(expected.value(), within(BOUND * scale));
        assertThat(inputs(actual)).as("relevance").containsExactly(inputs(expected), within(BOUND * scale));
        assertThat(actual.experts()).hasSameSizeAs(expected.experts());
        for (int i = 0; i < expected.experts().size(); i++) {
            ExpertRelevance a = actual.experts().get(i);
            ExpertRelevance b = expected.experts().get(i);
            assertThat(new ExpertRelevance(a.site(), a.expert(), a.tokens(), 0))
                    .isEqualTo(new ExpertRelevance(b.site(), b.expert(), b.tokens(), 0));
            assertThat(a.relevance()).as("%s", a).isCloseTo(b.relevance(), within(SUM_BOUND * scale));
        }
    }

    private static double scale(Attribution a) {
        double largest = Arrays.stream(inputs(a)).map(Math::abs).max().orElse(0);
        return Math.max(largest, a.ledger().map(Closing::turnover).orElseThrow());
    }

    /** Relevance of tokens or of pixels. */
    private static double[] inputs(Attribution a) {
        return a.pixels().map(p -> p.values()).orElseGet(a::relevance);
    }
}
