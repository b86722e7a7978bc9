// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.evaluate.ReferenceFigures;
import org.lxt.explain.Explainer;
import org.lxt.explain.perturbation.Perturbation;
import org.lxt.explain.perturbation.Removal;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.samples.Sample;
import org.lxt.tasks.ask.Measure;
import tools.jackson.databind.JsonNode;

/** What the model does without parts of its input. */
class FaithfulnessTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    private static Sample sample;
    private static Explainer explainer;
    private static Prompt prompt;
    private static Attribution whole;

    @BeforeAll
    static void open() {
        sample = Sample.decoder();
        explainer = Explainer.open(sample.folder());
        prompt = Prompt.of(sample.prompt());
        whole = explainer.explain(prompt, Target.topLogit());
    }

    @AfterAll
    static void close() {
        explainer.close();
        sample.close();
    }

    static Stream<JsonNode> subsets() {
        return ReferenceFigures.of("subsets");
    }

    @ParameterizedTest
    @MethodSource("subsets")
    void figuresOfSubsetsAreThoseOfScipy(JsonNode given) {
        List<boolean[]> removed =
                given.path("removed").valueStream().map(ReferenceFigures::flags).toList();
        Map<String, Double> found = Subsets.figures(
                ReferenceFigures.numbers(given.path("relevance")),
                removed,
                ReferenceFigures.numbers(given.path("lost")));
        assertThat(found.get("sensitivity-n"))
                .isCloseTo(given.path("correlation").asDouble(), within(1e-12));
        assertThat(found.get("infidelity")).isCloseTo(given.path("infidelity").asDouble(), within(1e-12));
    }

    /** A token that is deleted is as if it had never been there: the shorter prompt by itself gives the same. */
    @Test
    void deletedTokensAreNotThere() {
        boolean[] gone = gone(3, 4, 10);
        int[] ids = whole.tokens().stream()
                .filter(t -> !gone[t.index()])
                .mapToInt(TokenRelevance::id)
                .toArray();
        Target named = Target.token(whole.target().id());
        Attribution shorter = explainer.explain(Prompt.ofIds(ids), named);
        assertThat(values(Removal.DELETE, Target.topLogit(), gone)[0]).isCloseTo(shorter.value(), within(1e-4));
        Attribution probability = explainer.explain(Prompt.ofIds(ids), named);
        double expected = Math.log(probability.candidates().stream()
                .filter(c -> c.id() == whole.target().id())
                .mapToDouble(Candidate::probability)
                .findFirst()
                .orElseThrow());
        assertThat(values(Removal.DELETE, Target.topLogit().logProbability(), gone)[0])
                .isCloseTo(expected, within(1e-4));
    }

    /** With nothing taken away all ways give the value of the whole prompt; of answers the sum over their tokens. */
    @Test
    void nothingTakenAwayIsTheWholePrompt() {
        Prompt answered = prompt.answered(" beans.");
        double sum = explainer.explain(answered, Target.answer()).value();
        for (Removal removal : List.of(Removal.ZERO, Removal.MEAN, Removal.DELETE)) {
            assertThat(values(removal, Target.topLogit(), gone())[0]).isCloseTo(whole.value(), within(1e-4));
            boolean[] none = new boolean[explainer.answered(answered).ids().length];
            assertThat(new Perturbation(explainer, answered, Target.answer(), removal).values(List.of(none))[0])
                    .isCloseTo(sum, within(1e-4));
        }
        assertThat(values(Removal.ZERO, Target.topLogit(), gone(5))[0])
                .isNotCloseTo(values(Removal.MEAN, Target.topLogit(), gone(5))[0], within(1e-3));
    }

    @Test
    void aMaskTokenNeedsATokenizerWithOne() {
        assertThatThrownBy(() -> values(Removal.MASK, Target.topLogit(), gone(5)))
                .isInstanceOf(ExplainException.class)
                .hasMessageContaining(
                        "the model's tokenizer has no mask token; take tokens away by zero, mean or delete");
        assertThatThrownBy(() -> Removal.of("noise")).hasMessageContaining("there are zero, mean, mask, delete");
        Prompt pair = Prompt.ofPair("a", "b");
        try (Explainer bert = Explainer.open(CASES.resolve("bert-classification"))) {
            Prompt typed = Prompt.ofIds(new int[] {1, 2, 3}, new int[] {0, 1, 2}, new int[] {0, 0, 1});
            for (Prompt other : List.of(pair, typed)) {
                Perturbation deleted = new Perturbation(bert, other, Target.topLogit(), Removal.DELETE);
                assertThatThrownBy(() -> deleted.values(List.of(new boolean[3])))
                        .hasMessageContaining("must be a single text or its ids; take zero or mean");
            }
        }
    }

    /** The best order there is has the largest area, the reverse of it the smallest. */
    @Test
    void aGoodOrderHasALargeAreaAndItsReverseTheOpposite() {
        boolean[] counts = new boolean[whole.tokens().size()];
        Arrays.fill(counts, 1, counts.length - 2, true);
        FaithfulnessPlan plan = new FaithfulnessPlan(
                List.of(FaithfulnessKind.values()), Removal.ZERO, FaithfulnessPlan.NONE.steps(), 16);
        Faithfulness of = new Faithfulness(explainer, prompt, Target.topLogit(), counts, plan, 7);
        Map<String, Double> good = of.of(whole.relevance(), Measure.LOGIT);
        double[] opposite = Arrays.stream(whole.relevance()).map(r -> -r).toArray();
        Map<String, Double> bad = of.of(opposite, Measure.LOGIT);
        assertThat(good.get("area-between")).isPositive().isCloseTo(-bad.get("area-between"), within(1e-6));
        assertThat(good.get("deletion")).isLessThan(bad.get("deletion"));
        assertThat(good.get("insertion")).isCloseTo(bad.get("deletion"), within(1e-6));
        assertThat(good.get("comprehensiveness")).isGreaterThan(bad.get("comprehensiveness"));
        assertThat(good.get("sufficiency")).isLessThan(bad.get("sufficiency"));
        assertThat(good.get("sensitivity-n")).isCloseTo(-bad.get("sensitivity-n"), within(1e-9));
        assertThat(good.get("infidelity")).isLessThan(bad.get("infidelity"));
        assertThat(good.get(Faithfulness.pointName("morf", 0))).isCloseTo(whole.value(), within(1e-4));
        assertThat(good.get(Faithfulness.pointName("morf", 1)))
                .isCloseTo(good.get(Faithfulness.pointName("lerf", 1)), within(1e-4));
    }

    private static boolean[] gone(int... tokens) {
        boolean[] gone = new boolean[whole.tokens().size()];
        IntStream.of(tokens).forEach(t -> gone[t] = true);
        return gone;
    }

    private static double[] values(Removal removal, Target target, boolean[]... gone) {
        return new Perturbation(explainer, prompt, target, removal).values(new ArrayList<>(List.of(gone)));
    }
}
