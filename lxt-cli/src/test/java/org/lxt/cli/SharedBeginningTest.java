// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.method.occlusion.Baseline;
import org.lxt.explain.method.occlusion.Occlusion;
import org.lxt.explain.method.occlusion.Windows;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.units.Intervention;
import org.lxt.explain.units.UnitChoice;
import org.lxt.testkit.cases.OracleCase;

/**
 * Points that begin as their prompt does are read from where they differ. Where anything is changed in the model they are read from the
 * beginning, also where the change is none.
 */
class SharedBeginningTest {
    private static final Intervention NONE = Intervention.scale(UnitChoice.of("layers.0"), 1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama-gqa-untied",
                "gpt2-attnlrp",
                "gpt2-position-offset",
                "gpt2-seqcls",
                "gemma3-sliding-full",
                "qwen3_moe-norm-topk",
                "bert-classification",
                "distilbert-classification"
            })
    void itChangesNoValue(String name) {
        OracleCase made = OracleCase.read(Cli.oracleCase(name));
        Prompt prompt = Prompt.ofIds(made.inputIds()[0]);
        try (Explainer opened =
                Explainer.builder(made.folder()).backend("scalar-f64").open()) {
            for (Occlusion method : List.of(Occlusion.single(), new Occlusion(Baseline.MEAN, Windows.tokens(3, 2)))) {
                Explainer lxt = opened.using(method);
                double[] shared = lxt.explain(prompt, Target.topLogit()).relevance();
                double[] whole =
                        lxt.intervening(NONE).explain(prompt, Target.topLogit()).relevance();
                double largest = Arrays.stream(whole).map(Math::abs).max().orElseThrow();
                assertThat(largest).isPositive();
                assertThat(shared).as(method.name()).containsExactly(whole, within(1e-12 * largest));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2-attnlrp", "gemma3-sliding-full"})
    void norWhereTargetsStandAtSeveralTokensOfSeveralPrompts(String name) {
        OracleCase made = OracleCase.read(Cli.oracleCase(name));
        int[] ids = made.inputIds()[0];
        Prompt prompt = Prompt.ofIds(ids);
        try (Explainer opened =
                Explainer.builder(made.folder()).backend("scalar-f64").open()) {
            Explainer lxt = opened.using(Occlusion.single());
            List<Target> targets = List.of(
                    Target.topLogit(),
                    Target.token(5).at(ids.length / 2),
                    Target.token(7).at(1));
            List<Attribution> shared = lxt.explain(prompt, targets);
            List<Attribution> whole = lxt.intervening(NONE).explain(prompt, targets);
            for (int t = 0; t < targets.size(); t++) {
                assertThat(shared.get(t).relevance())
                        .containsExactly(whole.get(t).relevance(), within(1e-12));
            }
            // after the target's token nothing matters
            assertThat(Arrays.stream(shared.get(2).relevance()).skip(2)).allMatch(r -> Math.abs(r) < 1e-12);
        }
    }
}
