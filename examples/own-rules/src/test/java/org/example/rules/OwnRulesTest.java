// SPDX-License-Identifier: BSD-3-Clause
package org.example.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.rules.RuleSet;
import org.lxt.samples.Sample;

class OwnRulesTest {
    @Test
    void theAccountClosesAndTheNumbersAreOthers() {
        try (Sample sample = Sample.decoder();
                Explainer lxt = Explainer.builder(sample.folder()).models(OwnRules.models()).open()) {
            Prompt prompt = Prompt.of(sample.prompt());
            Attribution own = lxt.under(OwnRules.NO_GATES).explain(prompt, Target.topLogit());
            Attribution usual = lxt.under(RuleSet.ATTN_LRP).explain(prompt, Target.topLogit());
            assertThat(own.method()).isEqualTo("no-gates");
            assertThat(own.value()).isEqualTo(usual.value());
            assertThat(Arrays.stream(own.relevance()).sum() + own.ledger().orElseThrow().absorbed())
                    .isCloseTo(own.value(), within(1e-3));
            assertThat(own.relevance()).isNotEqualTo(usual.relevance());
        }
    }
}
