// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Progress;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.rules.RuleException;
import org.lxt.rules.composite.Composite;
import org.lxt.rules.composite.LayerRule;
import org.lxt.samples.Sample;

/** What an explainer tells of its composite, and what it does before its first call. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ExplainerViewsTest {
    private static final Prompt PROMPT = Prompt.ofIds(3, 41, 27, 8, 66, 12, 30);

    private static Sample sample;

    @BeforeAll
    static void unpack() {
        sample = Sample.decoder();
    }

    @AfterAll
    static void delete() {
        sample.close();
    }

    private static Attribution explain(Explainer explainer) {
        return explainer.explain(PROMPT, Target.topLogit());
    }

    @Test
    void aCompositeThatIsForAnotherModelIsNoticed() {
        Composite pattern =
                Composite.builder().name("encoder.**", LayerRule.flat()).build();
        Composite name =
                Composite.builder().name("layers.0.mlp.fc1", LayerRule.flat()).build();
        try (Explainer explainer = Explainer.builder(sample.folder()).open()) {
            explain(explainer);
            assertThat(explainer.remarks()).isEmpty();
            explain(explainer.with(pattern));
            explain(explainer.with(pattern));
            assertThat(explainer.remarks())
                    .containsExactly(
                            "the pattern 'encoder.**', for which there is flat, fits no layer with a rule; the names of"
                                    + " this model are such as layers.0.self_attn.q_proj");
            assertThatThrownBy(() -> explain(explainer.with(name)))
                    .isInstanceOf(RuleException.class)
                    .hasMessage(
                            "no layer with a rule is named 'layers.0.mlp.fc1', for which there is flat; the names of"
                                    + " this model are such as layers.0.self_attn.q_proj");
        }
    }

    @Test
    void aWarmUpChangesNothingAndTellsNobody() {
        List<Progress.Phase> told = new ArrayList<>();
        try (Explainer explainer = Explainer.builder(sample.folder())
                .backend("scalar")
                .progress((phase, _, _) -> told.add(phase))
                .open()) {
            told.clear();
            explainer.warmUp(5, 2);
            explainer.warmUp(1_000_000, 1);
            assertThat(told).isEmpty();
            assertThatThrownBy(() -> explainer.warmUp(1, 0)).hasMessageContaining("at least 1 time, not 0");
            assertThatThrownBy(() -> explainer.warmUp(0, 1)).hasMessageContaining("at least 1 token, not 0");
        }
    }
}
