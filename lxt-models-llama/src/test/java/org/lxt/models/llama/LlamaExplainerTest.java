// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.rules.RuleSet;
import org.lxt.samples.Sample;
import org.lxt.testkit.family.ExplainerContract;

/** The explainer on a real model: targets, batches, rule sets side by side, and what it refuses. */
class LlamaExplainerTest extends ExplainerContract {
    private static Sample sample;
    private static Explainer attnLrp;
    private static Explainer cpLrp;

    @BeforeAll
    static void open() {
        sample = Sample.decoder();
        attnLrp = Explainer.builder(sample.folder()).backend("scalar").open();
        cpLrp = Explainer.builder(sample.folder())
                .backend("scalar")
                .rules(RuleSet.CP_LRP)
                .open();
    }

    @AfterAll
    static void close() {
        attnLrp.close();
        cpLrp.close();
        sample.close();
    }

    @Test
    void aContrastIsTheDifferenceOfTwoExplanations() {
        Prompt prompt = Prompt.of(sample.prompt());
        List<Attribution> a = attnLrp.explain(
                prompt,
                List.of(
                        Target.token(" beans"),
                        Target.token(" bread"),
                        Target.token(" beans").minus(" bread")));
        double[] beans = a.get(0).relevance();
        double[] bread = a.get(1).relevance();
        double[] contrast = a.get(2).relevance();
        assertThat(a.get(2).value())
                .isCloseTo(a.get(0).value() - a.get(1).value(), org.assertj.core.data.Offset.offset(1e-4));
        for (int i = 0; i < contrast.length; i++) {
            assertThat(contrast[i]).isCloseTo(beans[i] - bread[i], org.assertj.core.data.Offset.offset(1e-4));
        }
    }

    @Override
    protected Path folder() {
        return sample.folder();
    }

    @Test
    void packedWeightsChangeNoBit() {
        try (Explainer plain = Explainer.open(sample.folder());
                Explainer packing =
                        Explainer.builder(sample.folder()).packMemory(1L << 28).open()) {
            double[] expected =
                    plain.explain(Prompt.of(sample.prompt()), Target.topLogit()).relevance();
            for (int i = 0; i < 3; i++) {
                assertThat(packing.explain(Prompt.of(sample.prompt()), Target.topLogit())
                                .relevance())
                        .containsExactly(expected);
            }
        }
    }

    @Test
    void twoRuleSetsWorkInOneJvmAtTheSameTime() throws Exception {
        double[] attn =
                attnLrp.explain(Prompt.of(sample.prompt()), Target.topLogit()).relevance();
        double[] cp =
                cpLrp.explain(Prompt.of(sample.prompt()), Target.topLogit()).relevance();
        assertThat(attn).isNotEqualTo(cp);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Explainer explainer = i % 2 == 0 ? attnLrp : cpLrp;
                double[] expected = i % 2 == 0 ? attn : cp;
                calls.add(() -> java.util.Arrays.equals(
                        expected,
                        explainer
                                .explain(Prompt.of(sample.prompt()), Target.topLogit())
                                .relevance()));
            }
            for (Future<Boolean> same : threads.invokeAll(calls)) {
                assertThat(same.get()).isTrue();
            }
        }
    }

    @Test
    void latentRelevanceBeginsWithTheTokensRelevanceAndEndsAtTheExplainedPosition() {
        Attribution a = attnLrp.explain(Prompt.of(sample.prompt()), Target.topLogit());
        assertThat(a.at("layers.0").ofTokens()).isEqualTo(a.relevance());
        double[] last = a.at("layers.4").ofTokens();
        for (int i = 0; i < last.length; i++) {
            assertThat(last[i] != 0).isEqualTo(i == a.position());
        }
        assertThatThrownBy(() -> a.at("layers.9")).hasMessageContaining("nobody asked for the relevance at 'layers.9'");
    }

    @Test
    void badRequestsAreRefusedInASentence() {
        assertRefused(Prompt.of(""), Target.topLogit(), "the prompt is empty; give some text");
        assertRefused(Prompt.ofIds(), Target.topLogit(), "the prompt is empty; give at least one token");
        assertRefused(
                Prompt.ofIds(3, 2048),
                Target.topLogit(),
                "token 1 has id 2048, but the model's vocabulary ends at 2047");
        assertRefused(
                Prompt.ofIds(new int[600]),
                Target.topLogit(),
                "the prompt has 600 tokens, but the model was made for at most 512; shorten it");
        assertRefused(
                Prompt.ofIds(3), Target.token(-1), "target -1 is outside the model's vocabulary, which ends at 2047");
        assertRefused(
                Prompt.ofIds(3),
                Target.topLogit().at(1),
                "position 1 is outside the prompt of 1 tokens; positions count from 0, or from the end with -1 the last");
        assertRefused(Prompt.ofIds(3), Target.token(" beans on toast"), "but a target is one; name one of them");
        assertRefused(Prompt.ofIds(3), Target.token(7).minus(7), "the target token 7 cannot be contrasted with itself");
    }

    private static void assertRefused(Prompt prompt, Target target, String message) {
        assertThatThrownBy(() -> attnLrp.explain(prompt, target))
                .isInstanceOf(ExplainException.class)
                .hasMessageContaining(message);
    }
}
