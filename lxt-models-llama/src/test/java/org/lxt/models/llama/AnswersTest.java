// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.method.gradient.PathIntegral;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Progress;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.Hop;
import org.lxt.rules.RuleSet;
import org.lxt.samples.Sample;

/** Spans, answers and hops, against one backward pass per token and what follows from it by arithmetic. */
class AnswersTest {
    private static final int ANSWER = 5;
    private static final int[] IDS = {3, 41, 27, 8, 66, 12, 30, 14, 9, 12, 55};
    private static final Prompt PROMPT = Prompt.ofIds(IDS).answeredFrom(ANSWER);
    private static final EnumSet<Detail> ALL = EnumSet.of(Detail.LEDGER, Detail.EMBEDDINGS, Detail.LATENT);

    private static Sample sample;
    private static Explainer explainer;

    /**
     * How tokens are measured.
     *
     * @param name for the test
     * @param of makes a target measure so
     */
    record Measured(String name, UnaryOperator<Target> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Measured> measures() {
        return Stream.of(
                new Measured("logit", t -> t),
                new Measured("log-probability", Target::logProbability),
                new Measured("minus runner-up", Target::minusRunnerUp),
                new Measured("minus mean", Target::minusMeanOfOthers));
    }

    @BeforeAll
    static void open() {
        sample = Sample.decoder();
        explainer = Explainer.builder(sample.folder()).backend("scalar-f64").open();
    }

    @AfterAll
    static void close() {
        explainer.close();
        sample.close();
    }

    private static List<Attribution> explain(Explainer by, Prompt prompt, List<Target> targets) {
        return by.explain(List.of(new Request(prompt, targets)), ALL).getFirst();
    }

    /** One target for each token of the answer. */
    private static List<Target> single(Measured measured) {
        return IntStream.range(ANSWER, IDS.length)
                .mapToObj(i -> measured.of().apply(Target.token(IDS[i]).at(i - 1)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("measures")
    void anAnswerIsTheSumOfItsTokens(Measured measured) {
        List<Target> targets = new ArrayList<>(single(measured));
        targets.add(measured.of().apply(Target.answer()));
        targets.add(measured.of().apply(Target.span(ANSWER + 1, ANSWER + 3)));
        targets.add(Target.weighted(
                List.of(new Target.Weighted(targets.get(0), 0.5), new Target.Weighted(targets.get(4), -2))));
        List<Attribution> found = explain(explainer, PROMPT, targets);
        int tokens = IDS.length - ANSWER;
        double[] once = new double[tokens];
        Arrays.fill(once, 1);
        requireSum(found, once, found.get(tokens));
        requireSum(found, new double[] {0, 1, 1, 0, 0, 0}, found.get(tokens + 1));
        requireSum(found, new double[] {0.5, 0, 0, 0, -2, 0}, found.get(tokens + 2));
        assertThat(found.get(tokens).explained())
                .extracting(e -> e.target().id())
                .containsExactly(12, 30, 14, 9, 12, 55);
        assertThat(found.get(tokens + 2).explained())
                .extracting(e -> e.weight())
                .containsExactly(0.5, -2.0);
    }

    private static void requireSum(List<Attribution> single, double[] weights, Attribution sum) {
        double value = 0;
        double[] relevance = new double[IDS.length];
        for (int i = 0; i < weights.length; i++) {
            value += weights[i] * single.get(i).value();
            double[] part = single.get(i).relevance();
            for (int t = 0; t < part.length; t++) {
                relevance[t] += weights[i] * part[t];
            }
        }
        assertThat(sum.value()).isCloseTo(value, within(1e-9));
        assertThat(sum.relevance()).containsExactly(relevance, within(1e-9));
    }

    /** A weighted sum may name several entries of one row. */
    @Test
    void entriesOfOneRowAreAddedUp() {
        List<Attribution> found = explain(
                explainer,
                PROMPT,
                List.of(
                        Target.token(7).minus(9),
                        Target.weighted(List.of(
                                new Target.Weighted(Target.token(7), 1), new Target.Weighted(Target.token(9), -1)))));
        assertThat(found.get(1).relevance()).containsExactly(found.get(0).relevance(), within(1e-9));
        assertThat(found.get(1).value()).isCloseTo(found.get(0).value(), within(1e-9));
    }

    @Test
    void aLogProbabilityIsExplainedByTheLogitLessTheExpectedOne() {
        Attribution a = explainer
                .explain(
                        List.of(new Request(PROMPT, List.of(Target.token(12).logProbability()))),
                        EnumSet.of(Detail.LOGITS))
                .getFirst()
                .getFirst();
        double[] logits = a.logits().orElseThrow();
        double max = Arrays.stream(logits).max().orElseThrow();
        double sum = Arrays.stream(logits).map(z -> Math.exp(z - max)).sum();
        double expected =
                Arrays.stream(logits).map(z -> z * Math.exp(z - max) / sum).sum();
        assertThat(a.value()).isCloseTo(logits[12] - expected, within(1e-10));
        assertThat(a.explained().getFirst().value()).isCloseTo(logits[12] - max - Math.log(sum), within(1e-10));
        // A method of function values explains the log-probability itself: integrated gradients do.
        Attribution integrated = explain(
                        explainer.using(PathIntegral.of(64)),
                        PROMPT,
                        List.of(Target.token(12).logProbability()))
                .getFirst();
        assertThat(integrated.value()).isCloseTo(logits[12] - max - Math.log(sum), within(1e-9));
        assertThat(integrated.convergence().orElseThrow().end()).isCloseTo(integrated.value(), within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("measures")
    void hopsSolveTheTriangularSystem(Measured measured) {
        for (RuleSet rules : List.of(RuleSet.ATTN_LRP, RuleSet.CP_LRP)) {
            Propagation once = Propagation.of(rules);
            List<Attribution> single = explain(explainer.using(once), PROMPT, single(measured));
            Target answer = measured.of().apply(Target.answer());
            for (int hops = 1; hops <= 7; hops++) {
                Attribution found = explain(explainer.using(once.hops(hops)), PROMPT, List.of(answer))
                        .getFirst();
                double[] expected = passedOn(single, found.hops());
                assertThat(found.relevance()).containsExactly(expected, within(1e-8 * norm(expected)));
                requireClosed(found);
                // Its logit is as large as the model expects, to a thousandth of the spread of all.
                boolean isNearZero = measured.name().equals("log-probability");
                assertThat(found.hops().getFirst().kept()).isEqualTo(isNearZero ? List.of(8) : List.of());
                double[] features = found.embeddingRelevance().orElseThrow();
                int columns = features.length / IDS.length;
                for (int t = 0; t < IDS.length; t++) {
                    double row = Arrays.stream(features, t * columns, (t + 1) * columns)
                            .sum();
                    assertThat(row).isCloseTo(expected[t], within(1e-8 * norm(expected)));
                }
                if (hops >= IDS.length - ANSWER && !isNearZero) {
                    assertThat(Arrays.stream(found.relevance()).skip(ANSWER).toArray())
                            .as("what reached the first token of the answer went on to the prompt")
                            .containsOnly(0);
                }
            }
        }
    }

    /** What multiplications with the matrix of the single explanations give. */
    private static double[] passedOn(List<Attribution> single, List<Hop> hops) {
        double[] onAnswer = new double[IDS.length];
        double[] stays = new double[IDS.length];
        for (Attribution a : single) {
            add(a.relevance(), 1, stays, onAnswer);
        }
        for (Hop hop : hops.subList(0, hops.size() - 1)) {
            double[] next = new double[IDS.length];
            for (int t = ANSWER; t < IDS.length; t++) {
                if (hop.kept().contains(t)) {
                    stays[t] += onAnswer[t];
                } else {
                    Attribution own = single.get(t - ANSWER);
                    add(own.relevance(), onAnswer[t] / own.value(), stays, next);
                }
            }
            onAnswer = next;
        }
        for (int t = ANSWER; t < stays.length; t++) {
            stays[t] += onAnswer[t];
        }
        return stays;
    }

    private static void add(double[] relevance, double factor, double[] onPrompt, double[] onAnswer) {
        for (int t = 0; t < relevance.length; t++) {
            (t < ANSWER ? onPrompt : onAnswer)[t] += factor * relevance[t];
        }
    }

    private static double norm(double[] values) {
        return 1 + Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    private static void requireClosed(Attribution found) {
        Closing closing = found.ledger().orElseThrow();
        assertThat(closing.error()).isCloseTo(0, within(1e-10 * closing.turnover()));
        double absorbed = found.hops().stream().mapToDouble(Hop::absorbed).sum();
        double inputs = Arrays.stream(found.relevance()).sum();
        assertThat(inputs + absorbed).isCloseTo(found.value(), within(1e-10 * closing.turnover()));
    }

    @Test
    void hopsCloseInFloat32AndUnderCheckpointing() {
        Propagation hops = Propagation.of(RuleSet.ATTN_LRP).hops(3);
        Target target = Target.answer().logProbability();
        double[] exact = explain(explainer.using(hops), PROMPT, List.of(target))
                .getFirst()
                .relevance();
        for (boolean checkpointing : new boolean[] {false, true}) {
            try (Explainer single = Explainer.builder(sample.folder())
                    .backend("scalar")
                    .checkpointing(checkpointing)
                    .open()) {
                Attribution found =
                        explain(single.using(hops), PROMPT, List.of(target)).getFirst();
                assertThat(found.relevance()).containsExactly(exact, within(1e-4 * norm(exact)));
                Closing closing = found.ledger().orElseThrow();
                assertThat(closing.error()).isCloseTo(0, within(1e-5 * closing.turnover()));
            }
        }
    }

    /** Questions with answers of several lengths hop together; each ends when it has nothing left. */
    @Test
    void packedQuestionsGiveWhatEachGivesAlone() {
        Explainer hops = explainer.using(Propagation.of(RuleSet.ATTN_LRP).hops(2));
        Request one = new Request(PROMPT, List.of(Target.answer(), Target.span(ANSWER, ANSWER + 1)));
        Request other = new Request(
                Prompt.ofIds(5, 6, 7, 8).answeredFrom(3),
                List.of(Target.answer().minusRunnerUp()));
        List<List<Attribution>> together = hops.explain(List.of(one, other), ALL);
        assertThat(together.get(0).get(0).relevance())
                .containsExactly(
                        explain(hops, PROMPT, List.of(Target.answer()))
                                .getFirst()
                                .relevance(),
                        within(1e-9));
        assertThat(together.get(0).get(1).hops()).hasSize(1);
        assertThat(together.get(1).getFirst().relevance())
                .containsExactly(
                        hops.explain(List.of(other), ALL).getFirst().getFirst().relevance(), within(1e-9));
    }

    /** More gradient rows than memory is to hold go back in several walks over the same pass. */
    @Test
    void manyTargetsGiveWhatEachGivesAlone() {
        List<Target> many = IntStream.range(0, 400)
                .mapToObj(i -> Target.token(i % 60).at(i % IDS.length).minusMeanOfOthers())
                .toList();
        List<Attribution> together = explain(explainer, PROMPT, many);
        for (int i : new int[] {0, 371, 372, 373, 399}) {
            Attribution alone = explain(explainer, PROMPT, List.of(many.get(i))).getFirst();
            assertThat(together.get(i).relevance()).containsExactly(alone.relevance(), within(1e-9));
            assertThat(together.get(i).value()).isCloseTo(alone.value(), within(1e-9));
            Closing closing = together.get(i).ledger().orElseThrow();
            assertThat(closing.error()).isCloseTo(0, within(1e-10 * closing.turnover()));
            assertThat(together.get(i).latent().getFirst().relevance())
                    .containsExactly(alone.latent().getFirst().relevance(), within(1e-9));
        }
    }

    private record Step(int done, int total) {}

    private static List<Step> told(int hops, Prompt prompt, List<Target> targets) {
        List<Step> told = new ArrayList<>();
        Progress progress = (phase, done, total) -> {
            if (phase == Progress.Phase.BACKWARD) {
                told.add(new Step(done, total));
            }
        };
        explain(explainer.hops(hops).reporting(progress), prompt, targets);
        return told;
    }

    @Test
    void allBackwardPassesAreToldAsOne() {
        int total = told(0, PROMPT, List.of(Target.answer())).getLast().total();
        List<Step> told = told(2, PROMPT, List.of(Target.answer()));
        assertThat(told).allMatch(step -> step.total() == 3 * total);
        assertThat(told.stream().map(Step::done))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0, 3 * total).boxed().toList());
    }

    /** A prompt whose last token alone is explained has nothing to pass on. */
    @Test
    void hopsThatAreNotNeededAreToldAsDone() {
        List<Step> told = told(3, Prompt.ofIds(IDS).answeredFrom(IDS.length - 1), List.of(Target.answer()));
        assertThat(told.getFirst().done()).isZero();
        assertThat(told.getLast().done()).isEqualTo(told.getLast().total());
        assertThat(told.stream().map(Step::done)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anAnswerIsReadAsTheModelWouldHaveSaidIt() {
        String text = sample.prompt();
        Prompt answered = Prompt.of(text).answered(" beans and bread");
        Attribution a = explainer.explain(answered, Target.answer());
        int asked =
                explainer.explain(Prompt.of(text), Target.topLogit()).tokens().size();
        assertThat(a.answer()).isEqualTo(asked);
        assertThat(a.explained()).hasSize(a.tokens().size() - asked);
        Attribution part = explainer.explain(answered, Target.span("beans"));
        assertThat(part.explained().getFirst().target().text()).contains("beans");
        assertThat(part.position()).isEqualTo(asked - 1);
    }

    @Test
    void wrongUsesAreToldInASentence() {
        Explainer hops = explainer.using(Propagation.of(RuleSet.ATTN_LRP).hops(1));
        refused(() -> explainer.explain(Prompt.ofIds(IDS), Target.answer()), "there is no answer to explain");
        refused(() -> hops.explain(Prompt.ofIds(IDS), Target.topLogit()), "along an answer");
        refused(() -> explainer.explain(PROMPT, Target.span("beans")), "given as token ids");
        refused(() -> explainer.explain(PROMPT, Target.span(5, 12)), "the prompt has 11 tokens");
        refused(() -> Target.span(0, 2), "begins after the first token");
        refused(() -> Target.span(3, 3), "at least one token");
        refused(() -> Target.span(" "), "empty");
        refused(() -> Target.weighted(List.of()), "at least one");
        refused(() -> Target.sum(Target.answer()).at(3), "no place of its own");
        refused(() -> Target.answer().logProbability().minus(3), "without a contrast");
        refused(() -> Target.answer().minusMeanOfOthers().logProbability(), "without a contrast");
        refused(() -> new Target.Weighted(Target.answer(), Double.NaN), "finite weight");
        refused(() -> Propagation.of(RuleSet.ATTN_LRP).hops(-1), "0 or more times");
        refused(() -> Prompt.of("a").answered(""), "the answer is empty");
        refused(() -> Prompt.ofIds(1, 2).answeredFrom(2), "cannot begin at token 2");
        refused(
                () -> explainer.explain(Prompt.of("beans").answered(" bread"), Target.span("rice")),
                "the answer has no 'rice' in it");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String words) {
        assertThatThrownBy(call).isInstanceOf(ExplainException.class).hasMessageContaining(words);
    }
}
