// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lxt.tensor.ops.Operations.concat;
import static org.lxt.tensor.ops.Operations.gatherRows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.rules.Run.Matrix;
import org.lxt.rules.composite.Composite;
import org.lxt.rules.composite.LayerRule;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Seed;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.ops.linear.Routing;

/** The experts of a mixture against MLPs that are run for each pair of a row and an expert. */
class RoutedMlpsTest {
    private static final Site AT = Site.of("layers.2.mlp.experts");
    private static final int HIDDEN = 5;
    private static final int INNER = 4;
    private static final int EXPERTS = 4;
    private static final Routing ROUTING = Routing.of(new int[][] {{3, 0}, {0, 1}, {1, 0}, {3, 1}, {0, 3}, {1, 3}});

    /** The parameters of an MLP. */
    private record Parameters(@Nullable Matrix gate, Matrix up, Matrix down, boolean biases) {
        static Parameters random(Random random, boolean gated, boolean biases) {
            return new Parameters(
                    gated ? Matrix.random(random, INNER, HIDDEN) : null,
                    Matrix.random(random, INNER, HIDDEN),
                    Matrix.random(random, HIDDEN, INNER),
                    biases);
        }

        MlpLayer layer(Scope scope) {
            return new MlpLayer(
                    gate == null ? null : layer(gate, scope), layer(up, scope), layer(down, scope), Activation.SILU);
        }

        private LinearLayer layer(Matrix weight, Scope scope) {
            double[] bias =
                    Matrix.random(new Random(weight.rows()), 1, weight.rows()).values();
            return new LinearLayer(weight.weight(), biases ? scope.constant(Shape.of(weight.rows()), bias) : null);
        }
    }

    private static final List<Parameters> GATED = mixture(11, true, false);

    private static List<Parameters> mixture(int seed, boolean gated, boolean biases) {
        Random random = new Random(seed);
        return IntStream.range(0, EXPERTS)
                .mapToObj(e -> Parameters.random(random, gated, biases))
                .toList();
    }

    private static Tensor routed(Rules rules, List<Parameters> mixture, Tensor x) {
        return rules.experts(AT, mixture.stream().map(p -> p.layer(x.scope())).toList(), ROUTING, x);
    }

    /** By definition: every pair is an MLP on one row. */
    private static Tensor oneRowEach(Rules rules, List<Parameters> mixture, Tensor x) {
        int[] tokens = ROUTING.tokenOfPair();
        int[] experts = ROUTING.expertOfPair();
        Tensor[] rows = IntStream.range(0, tokens.length)
                .mapToObj(pair -> rules.mlp(
                        AT.child(Integer.toString(experts[pair])),
                        mixture.get(experts[pair]).layer(x.scope()),
                        gatherRows(x, tokens[pair])))
                .toArray(Tensor[]::new);
        return concat(0, rows);
    }

    static Stream<Composite> composites() {
        return Stream.concat(
                Stream.of("epsilon(0.2)", "gamma(0.25)", "zplus", "alpha-beta(2, 1)", "wsquare", "flat")
                        .map(LayerRule::parse)
                        .flatMap(rule -> Stream.of(
                                Composite.builder().linears(rule).build(),
                                Composite.builder().name("**.experts.3.*", rule).build(),
                                Composite.builder()
                                        .name("layers.2.mlp.experts.*.{up,down}_proj", rule)
                                        .build())),
                Stream.of(Composite.builder().build()));
    }

    @ParameterizedTest
    @MethodSource("composites")
    void theExpertsAreMlpsUnderEachRule(Composite composite) {
        for (Patches patches : List.of(Patches.attnLrp(), Patches.cpLrp(), Patches.gradient())) {
            assertSame(composite.on(Rules.of(RuleSet.GRADIENT, patches)), GATED);
        }
        assertSame(composite.on(Rules.of(RuleSet.ATTN_LRP, Patches.attnLrp())), mixture(5, false, false));
        assertSame(composite.on(Rules.of(RuleSet.ATTN_LRP, Patches.attnLrp())), mixture(6, true, true));
    }

    private static void assertSame(Rules rules, List<Parameters> mixture) {
        Random random = new Random(3);
        List<Matrix> x = List.of(Matrix.random(random, ROUTING.tokens(), HIDDEN));
        Matrix g = Matrix.random(random, ROUTING.tokens() * ROUTING.perToken(), HIDDEN);
        boolean strict = rules.set().strict();
        Run actual = Run.of(strict, x, g, t -> routed(rules, mixture, t.getFirst()));
        Run expected = Run.of(strict, x, g, t -> oneRowEach(rules, mixture, t.getFirst()));
        assertThat(actual.output).containsExactly(expected.output, within(1e-12));
        double[] gradient = expected.gradients.getFirst();
        double scale = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        assertThat(actual.gradients.getFirst()).containsExactly(gradient, within(1e-12 * scale));
    }

    @ParameterizedTest
    @MethodSource("composites")
    void theLedgerClosesInStrictModeOnEveryBackend(Composite composite) {
        for (String name : List.of("scalar-f64", "scalar", "vector")) {
            double bound = name.equals("scalar-f64") ? 1e-12 : 1e-5;
            try (Backend backend = Backends.named(name, new BackendOptions(1));
                    Scope scope = Scope.open(backend, new ScopeOptions(true, true))) {
                Matrix input = Matrix.random(new Random(3), ROUTING.tokens(), HIDDEN);
                Tensor x = scope.watch(input.constant(scope));
                Rules rules = composite.on(Rules.of(RuleSet.ATTN_LRP, Patches.attnLrp()));
                Tensor y = routed(rules, mixture(6, true, true), x);
                Gradients g = scope.backward(List.of(Seed.of(y, 2, 1), Seed.of(y, 7, 4)));
                Ledger ledger = Objects.requireNonNull(g.ledger());
                for (int seed = 0; seed < 2; seed++) {
                    double value = g.seedValues().get(seed);
                    double error = value - g.inputRelevance(seed) - ledger.booked(seed);
                    assertThat(Math.abs(error) / (Math.abs(value) + ledger.turnover(seed)))
                            .as("seed %d on %s", seed, name)
                            .isLessThan(bound);
                }
            }
        }
    }

    @Test
    void eachProjectionOfAChosenExpertHasASite() {
        Set<String> sites = new TreeSet<>();
        Patches patches = Patches.attnLrp().withLinear((at, layer, x) -> {
            sites.add(at.path());
            return Linears.ORDINARY.apply(at, layer, x);
        });
        assertSame(Rules.of(RuleSet.ATTN_LRP, patches), GATED);
        assertThat(sites)
                .isEqualTo(Stream.of(0, 1, 3)
                        .flatMap(e -> Stream.of("gate_proj", "up_proj", "down_proj")
                                .map(p -> "layers.2.mlp.experts." + e + "." + p))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void aPatchOfMlpsReachesExperts() {
        List<String> sites = new ArrayList<>();
        Patches patches = Patches.attnLrp().withMlp((rules, at, layer, x) -> {
            sites.add(at.path() + " " + x.rows());
            return Mlps.STANDARD.apply(rules, at, layer, x);
        });
        Matrix input = Matrix.random(new Random(3), ROUTING.tokens(), HIDDEN);
        try (Scope scope = Scope.open(Run.FLOAT64, ScopeOptions.PLAIN)) {
            routed(Rules.of(RuleSet.ATTN_LRP, patches), GATED, scope.watch(input.constant(scope)));
        }
        assertThat(sites)
                .containsExactly("layers.2.mlp.experts.0 4", "layers.2.mlp.experts.1 4", "layers.2.mlp.experts.3 4");
    }

    @Test
    void layersCanBeExceptedFromTheRuleOfAll() {
        Composite composite = Composite.builder()
                .name("**.mlp.gate", Linears.ORDINARY)
                .linears(LayerRule.gamma(0.25))
                .build();
        Patches patches =
                composite.on(Rules.of(RuleSet.ATTN_LRP, Patches.attnLrp())).patches();
        assertThat(patches.linear().ruleAt(Site.of("layers.0.mlp.gate"))).isEqualTo(Linears.ORDINARY);
        assertThat(patches.linear().ruleAt(Site.of("layers.0.mlp.gate_proj"))).isEqualTo(LayerRule.gamma(0.25));
        assertThat(composite).hasToString("the ordinary derivative on **.mlp.gate, gamma(0.25) on linear layers");
    }

    @Test
    void anExpertThatIsNotThereIsRefused() {
        Routing toFourth = Routing.of(new int[][] {{4}});
        try (Scope scope = Scope.open(Run.FLOAT64, ScopeOptions.PLAIN)) {
            Tensor x = scope.constant(Shape.of(1, HIDDEN), new double[HIDDEN]);
            List<MlpLayer> experts = GATED.stream().map(p -> p.layer(scope)).toList();
            Rules rules = Rules.of(RuleSet.ATTN_LRP, Patches.attnLrp());
            assertThatThrownBy(() -> rules.experts(AT, experts, toFourth, x)).hasMessage("experts: expert 4 of 4");
        }
    }
}
