// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;

/** What must not change an explanation: what it is packed with, the number of threads, checkpointing. */
public abstract class ExplainerContract {
    /** Creates the contract. */
    protected ExplainerContract() {}

    /**
     * The checkpoint: of two layers or more, at least 80 tokens and 16 positions, with logits of tokens at each token.
     */
    protected abstract Path folder();

    private static List<Request> requests() {
        return List.of(
                new Request(
                        Prompt.ofIds(3, 41, 27, 8, 66, 12, 30),
                        List.of(Target.topLogit().at(-1), Target.token(14).at(-1))),
                new Request(
                        Prompt.ofIds(0, 29, 27, 71), List.of(Target.topLogit().at(2))),
                new Request(
                        Prompt.ofIds(5, 9, 4, 77, 30, 12, 7, 7, 19, 63, 2, 45),
                        List.of(
                                Target.token(5).at(-2),
                                Target.topLogit().at(-1),
                                Target.topLogit().at(-1).minusMeanOfOthers())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector", "stand-in-device"})
    void aPackedBatchOfPromptsWithSeveralTargetsGivesWhatSingleRunsGive(String backend) {
        AvailableBackends.assume(backend);
        List<Request> requests = requests();
        try (Explainer explainer = Explainer.builder(folder()).backend(backend).open()) {
            List<List<Attribution>> packed = explainer.explain(requests, EnumSet.allOf(Detail.class));
            for (int r = 0; r < requests.size(); r++) {
                for (int t = 0; t < requests.get(r).targets().size(); t++) {
                    Attribution single = explainer.explain(
                            requests.get(r).prompt(), requests.get(r).targets().get(t));
                    Agreement.assertAgree(packed.get(r).get(t), single);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void theNumberOfThreadsDoesNotChangeABit(String backend) {
        AvailableBackends.assume(backend);
        List<double[]> runs = new ArrayList<>();
        for (int threads : new int[] {1, 2, 5, 2}) {
            try (Explainer explainer = Explainer.builder(folder())
                    .backend(backend)
                    .threads(threads)
                    .open()) {
                runs.add(explainer.explain(requests(), EnumSet.noneOf(Detail.class)).stream()
                        .flatMap(List::stream)
                        .flatMapToDouble(a -> Arrays.stream(a.relevance()))
                        .toArray());
            }
        }
        assertThat(runs).allSatisfy(r -> assertThat(r).isEqualTo(runs.getFirst()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector", "stand-in-device"})
    void checkpointingDoesNotChangeABit(String backend) {
        AvailableBackends.assume(backend);
        List<Attribution> runs = new ArrayList<>();
        for (boolean checkpointing : new boolean[] {false, true}) {
            try (Explainer explainer = Explainer.builder(folder())
                    .backend(backend)
                    .checkpointing(checkpointing)
                    .open()) {
                runs.addAll(explainer.explain(
                        Prompt.ofIds(3, 41, 27, 8, 66, 12, 30),
                        List.of(Target.topLogit().at(-1), Target.topLogit().at(4))));
            }
        }
        for (int i = 0; i < 2; i++) {
            Attribution kept = runs.get(i);
            Attribution computedAgain = runs.get(i + 2);
            assertThat(computedAgain.relevance()).isEqualTo(kept.relevance());
            assertThat(computedAgain.at("layers.1")).isEqualTo(kept.at("layers.1"));
            assertThat(computedAgain.experts()).isEqualTo(kept.experts());
            assertThat(computedAgain.ledger().orElseThrow().absorbed())
                    .isEqualTo(kept.ledger().orElseThrow().absorbed());
        }
    }
}
