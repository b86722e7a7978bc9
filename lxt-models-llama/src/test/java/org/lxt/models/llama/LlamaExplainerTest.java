package org.lxt.models.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.Attribution;
import org.lxt.explain.Detail;
import org.lxt.explain.ExplainException;
import org.lxt.explain.Explainer;
import org.lxt.explain.Prompt;
import org.lxt.explain.Request;
import org.lxt.explain.Target;
import org.lxt.rules.RuleSet;
import org.lxt.samples.Sample;

/** The explainer on a real model: targets, batches, rule sets side by side, and what it refuses. */
class LlamaExplainerTest {
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

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void aPackedBatchOfPromptsWithSeveralTargetsGivesWhatSingleRunsGive(String backend) {
        List<Request> requests = List.of(
                new Request(Prompt.of(sample.prompt()), List.of(Target.topLogit(), Target.token(" bread"))),
                new Request(
                        Prompt.ofIds(0, 296, 27, 718), List.of(Target.topLogit().at(2))),
                new Request(
                        Prompt.of("Context: Lars Costa likes plums."),
                        List.of(
                                Target.token(5).at(-2),
                                Target.topLogit(),
                                Target.topLogit().minusMeanOfOthers())));
        try (Explainer explainer =
                Explainer.builder(sample.folder()).backend(backend).open()) {
            List<List<Attribution>> packed = explainer.explain(requests, EnumSet.allOf(Detail.class));
            for (int r = 0; r < requests.size(); r++) {
                for (int t = 0; t < requests.get(r).targets().size(); t++) {
                    Attribution single = explainer.explain(
                            requests.get(r).prompt(), requests.get(r).targets().get(t));
                    assertClose(packed.get(r).get(t), single, 1e-6);
                }
            }
        }
    }

    private static void assertClose(Attribution actual, Attribution expected, double bound) {
        assertThat(actual.target().id()).isEqualTo(expected.target().id());
        double scale = 0;
        double difference = 0;
        for (int i = 0; i < expected.relevance().length; i++) {
            scale = Math.max(scale, Math.abs(expected.relevance()[i]));
            difference = Math.max(difference, Math.abs(expected.relevance()[i] - actual.relevance()[i]));
        }
        assertThat(difference / scale).isLessThan(bound);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void theNumberOfThreadsDoesNotChangeABit(String backend) {
        List<Request> batch = List.of(
                new Request(Prompt.of(sample.prompt()), List.of(Target.topLogit(), Target.token(5))),
                new Request(
                        Prompt.of("Context: Lars Costa likes plums."),
                        List.of(Target.topLogit().at(3))));
        List<double[]> runs = new ArrayList<>();
        for (int threads : new int[] {1, 2, 5, 2}) {
            try (Explainer explainer = Explainer.builder(sample.folder())
                    .backend(backend)
                    .threads(threads)
                    .open()) {
                runs.add(explainer.explain(batch, EnumSet.noneOf(Detail.class)).stream()
                        .flatMap(List::stream)
                        .flatMapToDouble(a -> java.util.Arrays.stream(a.relevance()))
                        .toArray());
            }
        }
        assertThat(runs).allSatisfy(r -> assertThat(r).isEqualTo(runs.getFirst()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector", "stand-in-device"})
    void checkpointingDoesNotChangeABit(String backend) {
        List<Attribution> runs = new ArrayList<>();
        for (boolean checkpointing : new boolean[] {false, true}) {
            try (Explainer explainer = Explainer.builder(sample.folder())
                    .backend(backend)
                    .checkpointing(checkpointing)
                    .open()) {
                runs.addAll(explainer.explain(
                        Prompt.of(sample.prompt()),
                        List.of(Target.topLogit(), Target.topLogit().at(20))));
            }
        }
        for (int i = 0; i < 2; i++) {
            Attribution kept = runs.get(i);
            Attribution computedAgain = runs.get(i + 2);
            assertThat(computedAgain.relevance()).isEqualTo(kept.relevance());
            assertThat(computedAgain.at("layers.2")).isEqualTo(kept.at("layers.2"));
            assertThat(computedAgain.ledger().orElseThrow().absorbed())
                    .isEqualTo(kept.ledger().orElseThrow().absorbed());
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
        assertThat(a.at("layers.0")).isEqualTo(a.relevance());
        double[] last = a.at("layers.4");
        for (int i = 0; i < last.length; i++) {
            assertThat(last[i] != 0).isEqualTo(i == a.position());
        }
        assertThatThrownBy(() -> a.at("layers.9")).hasMessageContaining("there is no latent relevance at 'layers.9'");
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
