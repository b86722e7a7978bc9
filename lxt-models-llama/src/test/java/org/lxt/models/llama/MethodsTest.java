// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lxt.tensor.ops.Operations.scale;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lxt.explain.Explainer;
import org.lxt.explain.method.Asked;
import org.lxt.explain.method.Convergence;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Passes;
import org.lxt.explain.method.Point;
import org.lxt.explain.method.PositionalRelevance;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.method.Question;
import org.lxt.explain.method.RandomRelevance;
import org.lxt.explain.method.Relevance;
import org.lxt.explain.method.attention.AttentionRollout;
import org.lxt.explain.method.attention.InformationFlow;
import org.lxt.explain.method.gradient.GradientNorm;
import org.lxt.explain.method.gradient.Noise;
import org.lxt.explain.method.gradient.PathIntegral;
import org.lxt.explain.method.gradient.Quadrature;
import org.lxt.explain.method.gradient.SmoothGrad;
import org.lxt.explain.method.occlusion.Baseline;
import org.lxt.explain.method.occlusion.Occlusion;
import org.lxt.explain.method.occlusion.Windows;
import org.lxt.explain.request.CancelledException;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Progress;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Segment;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.words.WordRelevance;
import org.lxt.explain.words.Words;
import org.lxt.rules.AttentionInput;
import org.lxt.rules.Attentions;
import org.lxt.rules.RuleSet;
import org.lxt.samples.Sample;
import org.lxt.spi.host.ModelMap;

/** Methods other than propagation: packed as alone, and what they promise. The reference's numbers are in the cases. */
class MethodsTest {
    private static final List<Request> REQUESTS = List.of(
            new Request(
                    Prompt.ofIds(3, 41, 27, 8, 66, 12, 30),
                    List.of(Target.topLogit(), Target.token(14).at(-2))),
            new Request(
                    Prompt.ofIds(0, 29, 27, 71),
                    List.of(Target.token(5).minus(9), Target.topLogit().minusMeanOfOthers())));

    private static Sample sample;
    private static Explainer explainer;

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

    private static List<Method> methods() {
        return List.of(
                PathIntegral.of(6),
                new PathIntegral(Propagation.of(RuleSet.ATTN_LRP), Baseline.ZERO, Quadrature.RIEMANN_RIGHT, 1),
                new SmoothGrad(Propagation.GRADIENT, 4, Noise.normal(0.05, 11)),
                Occlusion.single(),
                new Occlusion(Baseline.ZERO, Windows.tokens(3, 2)),
                new Occlusion(Baseline.MEAN, Windows.words()),
                new GradientNorm(Propagation.GRADIENT, GradientNorm.Norm.L2),
                new AttentionRollout(),
                new InformationFlow(0.03),
                new PositionalRelevance(Propagation.of(RuleSet.ATTN_LRP), PositionalRelevance.Part.BOTH),
                new RandomRelevance(5),
                new Doubled());
    }

    /** A method of somebody else's, that works on another's. */
    private record Doubled() implements Method {
        @Override
        public String name() {
            return "doubled";
        }

        @Override
        public List<Relevance> run(Passes passes, List<Question> questions) {
            return Propagation.of(RuleSet.CP_LRP).run(passes, questions).stream()
                    .map(r -> Relevance.of(
                            r.value(),
                            Arrays.stream(r.features()).map(x -> 2 * x).toArray()))
                    .toList();
        }
    }

    @Test
    void packedQuestionsGiveWhatSingleOnesGive() {
        for (Method method : methods()) {
            Explainer using = explainer.using(method);
            List<List<Attribution>> packed = using.explain(REQUESTS, EnumSet.of(Detail.EMBEDDINGS));
            for (int r = 0; r < REQUESTS.size(); r++) {
                for (int t = 0; t < 2; t++) {
                    Attribution single = using.explain(
                            REQUESTS.get(r).prompt(), REQUESTS.get(r).targets().get(t));
                    Attribution together = packed.get(r).get(t);
                    double scale = Arrays.stream(single.relevance())
                            .map(Math::abs)
                            .max()
                            .orElseThrow();
                    assertThat(together.method()).isEqualTo(method.name());
                    assertThat(together.target()).isEqualTo(single.target());
                    assertThat(together.relevance()).containsExactly(single.relevance(), within(1e-12 * scale));
                    double[] features = together.embeddingRelevance().orElseThrow();
                    assertThat(Arrays.stream(features).sum())
                            .isCloseTo(Arrays.stream(together.relevance()).sum(), within(1e-12 * scale));
                }
            }
        }
    }

    @Test
    void sharesOfTokensAddUpToOne() {
        for (Method method : List.of(new AttentionRollout(), new InformationFlow(0), new InformationFlow(0.1))) {
            Attribution a = explainer.using(method).explain(REQUESTS.getFirst().prompt(), Target.topLogit());
            assertThat(Arrays.stream(a.relevance()).sum()).isCloseTo(1, within(1e-9));
            assertThat(Arrays.stream(a.relevance())).allMatch(share -> share >= 0);
            assertThat(a.isSigned()).isFalse();
            assertThat(a.ledger()).isEmpty();
            assertThat(a.convergence()).isEmpty();
        }
    }

    @Test
    void wordsAreLeftOutAsAWhole() {
        Prompt prompt = Prompt.of("Lars likes");
        Occlusion method = new Occlusion(Baseline.ZERO, Windows.words());
        Attribution a = explainer.using(method).explain(prompt, Target.topLogit());
        List<WordRelevance> words = Words.of(a).words();
        assertThat(words).hasSizeLessThan(a.tokens().size());
        for (WordRelevance word : words) {
            int[] left = IntStream.range(0, a.tokens().size())
                    .filter(t -> t < word.firstToken() || t > word.lastToken())
                    .toArray();
            assertThat(word.relevance()).isCloseTo(a.value() - without(prompt, left), within(1e-9));
        }
    }

    @Test
    void partsAreLeftOutAsAWholeAndWhatIsBetweenThem() {
        Prompt prompt =
                REQUESTS.getFirst().prompt().segmented(List.of(new Segment("one", 1, 3), new Segment("two", 3, 4)));
        Occlusion method = new Occlusion(Baseline.ZERO, Windows.segments());
        Attribution a = explainer.using(method).explain(prompt, Target.topLogit());
        int[] beginnings = {0, 1, 3, 4, 7};
        for (int w = 0; w + 1 < beginnings.length; w++) {
            int first = beginnings[w];
            int end = beginnings[w + 1];
            int[] left =
                    IntStream.range(0, 7).filter(t -> t < first || t >= end).toArray();
            double all = Arrays.stream(a.relevance(), first, end).sum();
            assertThat(all).isCloseTo(a.value() - without(prompt, left), within(1e-9));
        }
    }

    /** The explained value with the embeddings of these tokens alone. */
    private static double without(Prompt prompt, int[] left) {
        double[] value = new double[1];
        Method byHand = new Method() {
            @Override
            public String name() {
                return "by hand";
            }

            @Override
            public List<Relevance> run(Passes passes, List<Question> questions) {
                Asked asked = passes.ask(questions).getFirst();
                int columns = asked.question().columns();
                double[] values = new double[asked.input().length];
                for (int t : left) {
                    System.arraycopy(asked.input(), t * columns, values, t * columns, columns);
                }
                value[0] = passes.values(List.of(new Point(asked.question(), values)))[0];
                return List.of(Relevance.of(asked.value(), asked.input()));
            }
        };
        explainer.using(byHand).explain(prompt, Target.topLogit());
        return value[0];
    }

    @Test
    void randomNumbersFollowFromSeedAndPromptAlone() {
        Prompt prompt = REQUESTS.getFirst().prompt();
        double[] once = random(prompt, 1, "scalar-f64");
        assertThat(random(prompt, 1, "scalar")).isEqualTo(once);
        assertThat(random(prompt, 2, "scalar-f64")).isNotEqualTo(once);
        assertThat(random(Prompt.ofIds(3, 41, 27, 8, 66, 12, 31), 1, "scalar-f64"))
                .isNotEqualTo(once);
    }

    private static double[] random(Prompt prompt, int seed, String backend) {
        try (Explainer lxt = Explainer.builder(sample.folder()).backend(backend).open()) {
            Attribution a = lxt.using(new RandomRelevance(seed)).explain(prompt, Target.topLogit());
            return Arrays.stream(a.relevance()).map(x -> Math.round(1e6 * x)).toArray();
        }
    }

    @Test
    void anAttentionThatIsNoSoftmaxCannotBeObserved() {
        ModelMap own = ModelMap.defaults()
                .with(
                        "llama",
                        RuleSet.ATTN_LRP,
                        patches -> patches.withAttention((at, input) -> Attentions.UNIFORM.apply(
                                at,
                                new AttentionInput(
                                        scale(input.q(), -1),
                                        input.k(),
                                        input.v(),
                                        input.shape(),
                                        input.queryRows(),
                                        input.keyRows()))));
        try (Explainer other = Explainer.open(sample.folder(), own)) {
            assertThatThrownBy(() -> other.using(new AttentionRollout())
                            .explain(REQUESTS.getFirst().prompt(), Target.topLogit()))
                    .isInstanceOf(ExplainException.class)
                    .hasMessageContaining("is not a softmax over products of queries and keys");
        }
    }

    @Test
    void attentionIsGivenUpWhenItsCallIs() {
        Explainer late = explainer.using(new InformationFlow(0)).within(Duration.ofNanos(1));
        assertThatThrownBy(() -> late.explain(REQUESTS.getFirst().prompt(), Target.topLogit()))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void oneStepAtTheInputIsThePropagationItself() {
        Prompt prompt = REQUESTS.getFirst().prompt();
        for (RuleSet rules : List.of(RuleSet.GRADIENT, RuleSet.ATTN_LRP, RuleSet.CP_LRP)) {
            Propagation inner = Propagation.of(rules);
            double[] expected =
                    explainer.using(inner).explain(prompt, Target.topLogit()).relevance();
            PathIntegral right = new PathIntegral(inner, Baseline.ZERO, Quadrature.RIEMANN_RIGHT, 1);
            assertThat(explainer.using(right).explain(prompt, Target.topLogit()).relevance())
                    .containsExactly(expected, within(1e-12));
            SmoothGrad quiet = new SmoothGrad(inner, 2, Noise.normal(0, 1));
            assertThat(explainer.using(quiet).explain(prompt, Target.topLogit()).relevance())
                    .containsExactly(expected, within(1e-12));
        }
    }

    @Test
    void aPathIntegralAddsUpToTheDifferenceFromItsBaseline() {
        Prompt prompt = REQUESTS.getFirst().prompt();
        double[] baseline = Noise.normal(0.3, 5).of(0, 7 * explainer.sizes().hidden());
        Method method = new PathIntegral(Propagation.GRADIENT, Baseline.given(baseline), Quadrature.GAUSS_LEGENDRE, 60);
        Attribution a = explainer.using(method).explain(prompt, Target.topLogit());
        Convergence account = a.convergence().orElseThrow();
        assertThat(account.end()).isEqualTo(a.value());
        assertThat(account.sum()).isCloseTo(Arrays.stream(a.relevance()).sum(), within(1e-9));
        assertThat(Math.abs(account.delta())).isLessThan(1e-3 * Math.abs(account.end() - account.start()) + 1e-3);
        assertThat(a.ledger()).isEmpty();
        assertThat(explainer.explain(prompt, Target.topLogit()).convergence()).isEmpty();
    }

    @Test
    void occlusionIsTheFallOfTheLogit() {
        Prompt prompt = REQUESTS.getFirst().prompt();
        List<Double> falls = new ArrayList<>();
        Method byHand = new Method() {
            @Override
            public String name() {
                return "by hand";
            }

            @Override
            public List<Relevance> run(Passes passes, List<Question> questions) {
                Asked asked = passes.ask(questions).getFirst();
                int columns = asked.question().columns();
                for (int t = 0; t < asked.question().rows(); t++) {
                    double[] values = asked.input().clone();
                    Arrays.fill(values, t * columns, (t + 1) * columns, 0);
                    falls.add(asked.value() - passes.values(List.of(new Point(asked.question(), values)))[0]);
                }
                return List.of(Relevance.of(asked.value(), asked.input()));
            }
        };
        explainer.using(byHand).explain(prompt, Target.topLogit());
        double[] relevance = explainer
                .using(Occlusion.single())
                .explain(prompt, Target.topLogit())
                .relevance();
        assertThat(relevance).containsExactly(falls.stream().mapToDouble(f -> f).toArray(), within(1e-12));
    }

    @Test
    void aLongMethodIsToldPointByPoint() {
        List<String> told = new ArrayList<>();
        Progress progress = (phase, done, total) -> told.add(phase + " " + done + "/" + total);
        // 20 points go together, for they are read from their own token on: 60 + 59 + ... + 41 tokens
        int[] ids = new int[60];
        Arrays.setAll(ids, i -> 3 + i % 40);
        explainer.using(Occlusion.single()).reporting(progress).explain(Prompt.ofIds(ids), Target.topLogit());
        assertThat(told).contains("POINTS 0/60", "POINTS 20/60", "POINTS 60/60").doesNotHaveDuplicates();
    }

    @Test
    void whatAMethodCannotDoIsSaid() {
        Prompt prompt = REQUESTS.getFirst().prompt();
        Explainer occlusion = explainer.using(Occlusion.single());
        assertThatThrownBy(() -> occlusion.similarity(prompt, prompt)).isInstanceOf(ExplainException.class);
        assertThatThrownBy(() -> occlusion.with(org.lxt.rules.composite.Composite.gamma(0, 0)))
                .isInstanceOf(ExplainException.class)
                .hasMessage("this needs propagation under a rule set, but the explainer uses 'occlusion(single, zero)';"
                        + " choose a rule set first");
        assertThatThrownBy(() -> Windows.tokens(2, 3)).hasMessageContaining("not by 3");
        assertThatThrownBy(() -> new SmoothGrad(Propagation.GRADIENT, 0, Noise.normal(1, 1)))
                .hasMessage("SmoothGrad needs at least 1 sample, not 0");
        assertThatThrownBy(() -> Noise.normal(-1, 1)).hasMessageContaining("not -1.0");
        Baseline tooShort = Baseline.given(new double[3]);
        assertThatThrownBy(() -> explainer
                        .using(new PathIntegral(Propagation.GRADIENT, tooShort, Quadrature.RIEMANN_LEFT, 2))
                        .explain(prompt, Target.topLogit()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("3 values for an input of 7 x ");
    }
}
