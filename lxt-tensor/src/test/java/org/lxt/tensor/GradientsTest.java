// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.multiply;
import static org.lxt.tensor.ops.Operations.selectRows;
import static org.lxt.tensor.ops.Operations.sum;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.ops.OperationCases;
import org.lxt.tensor.rows.PackedRows;

/** What a backward pass reports: several seeds, relevance, marked sites. */
class GradientsTest {
    private static final Backend BACKEND = GradientCheck.FLOAT64;

    static Stream<Case> cases() {
        return OperationCases.random(5);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void seedsTogetherGiveWhatEachGivesAlone(Case tried) {
        List<SeedSpec> seeds = seeds(tried);
        double[][][] together = gradients(tried, seeds);
        for (int s = 0; s < seeds.size(); s++) {
            double[][] alone = gradients(tried, List.of(seeds.get(s)))[0];
            for (int i = 0; i < alone.length; i++) {
                assertThat(together[s][i])
                        .as("seed %d of %s, input %d", s, seeds, i)
                        .containsExactly(alone[i], within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void relevanceIsValueTimesGradientSummedOverARow(Case tried) {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            List<Tensor> x = tried.watch(scope);
            Tensor output = tried.run(scope, x);
            Gradients g =
                    scope.backward(seeds(tried).stream().map(s -> s.on(output)).toList());
            double total = 0;
            for (Tensor input : x) {
                double[] values = input.toDoubles();
                double[] gradient = g.gradient(input, 0);
                double[] expected = new double[input.rows()];
                for (int i = 0; i < values.length; i++) {
                    expected[i / input.columns()] += values[i] * gradient[i];
                    total += values[i] * gradient[i];
                }
                assertThat(g.relevance(input, 0)).containsExactly(expected, within(1e-12));
            }
            assertThat(g.inputRelevance(0)).isCloseTo(total, within(1e-10));
        }
    }

    /** The gradient kept at a tensor in the middle is the one from which its relevance follows; a leaf has the same twice. */
    @ParameterizedTest
    @MethodSource("cases")
    void keptGradientsAreThoseOfTheRelevance(Case tried) {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            List<Tensor> x = tried.watch(scope);
            Tensor output = tried.run(scope, x);
            Site middle = Site.of("middle");
            scope.mark(middle, output);
            scope.keepGradient(middle, output);
            scope.keepGradient(Site.of("leaf"), x.getFirst());
            List<SeedSpec> seeds = seeds(tried);
            Gradients g = scope.backward(seeds.stream().map(s -> s.on(output)).toList());
            double[] values = output.toDoubles();
            for (int s = 0; s < seeds.size(); s++) {
                double[] gradient = Objects.requireNonNull(g.kept(middle)).of(s, output.rows());
                double[] expected = new double[output.rows()];
                for (int i = 0; i < values.length; i++) {
                    expected[i / output.columns()] += values[i] * gradient[i];
                }
                assertThat(Objects.requireNonNull(g.at(middle)).of(s, output.rows()))
                        .containsExactly(expected, within(1e-12));
                Gradients.KeptGradient atLeaf = g.kept(Site.of("leaf"));
                double[] leaf = g.gradient(x.getFirst(), s);
                assertThat(
                                atLeaf == null
                                        ? new double[leaf.length]
                                        : atLeaf.of(s, x.getFirst().rows()))
                        .containsExactly(leaf);
            }
        }
    }

    /** On a device each read waits for all that was asked of it before. */
    @Test
    void aRunOfRowsIsReadAtOnce() {
        AtomicInteger reads = new AtomicInteger();
        Backend counting = (Backend) Proxy.newProxyInstance(
                Backend.class.getClassLoader(), new Class<?>[] {Backend.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("read")) {
                        reads.incrementAndGet();
                    }
                    return method.invoke(BACKEND, arguments);
                });
        try (Scope scope = Scope.open(counting, ScopeOptions.PLAIN)) {
            Tensor x = scope.watch(scope.constant(Shape.of(5, 2), new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
            Tensor y = sum(multiply(x, x.detach()), 0);
            Gradients g = scope.backward(List.of(Seed.of(y, 0, 0), Seed.of(y, 0, 1)));
            reads.set(0);
            assertThat(g.gradient(x, 1, 1, 3)).containsExactly(0, 4, 0, 6, 0, 8);
            assertThat(g.gradient(x, 0)).containsExactly(1, 0, 3, 0, 5, 0, 7, 0, 9, 0);
            assertThat(reads).hasValue(2);
        }
    }

    @Test
    void aMarkedSiteReportsTheRelevanceThere() {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            Tensor x = scope.watch(scope.constant(Shape.of(3, 1), new double[] {1, 2, 3}));
            Site inside = Site.of("inside");
            Site unreached = Site.of("unreached");
            Site output = Site.of("output");
            Tensor middle = scope.frame(() -> {
                Tensor twice = add(x, x);
                scope.mark(inside, twice);
                return multiply(twice, twice.detach());
            });
            scope.mark(unreached, add(x, x));
            scope.mark(output, middle);
            scope.mark(Site.of("constant"), x.detach());
            Gradients g = scope.backward(List.of(Seed.of(middle, 2, 0), Seed.of(middle, 1, 0)));
            assertThat(g.sites()).containsExactlyInAnyOrder(inside, output);
            // (2 x)^2 with one factor constant: value 2 x times gradient 2 x.
            assertThat(Objects.requireNonNull(g.at(inside)).of(0, 3)).containsExactly(0, 0, 36);
            assertThat(Objects.requireNonNull(g.at(inside)).of(1, 3)).containsExactly(0, 16, 0);
            assertThat(Objects.requireNonNull(g.at(output)).of(1, 3)).containsExactly(0, 16, 0);
            assertThat(g.at(unreached)).isNull();
        }
    }

    @Test
    void rowsWithoutGradientCostNothing() {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            Tensor x = scope.watch(scope.constant(Shape.of(4, 1), new double[] {1, 2, 3, 4}));
            Site site = Site.of("all");
            Tensor y = add(x, x);
            scope.mark(site, y);
            PackedRows last = PackedRows.at(List.of(new PackedRows.Address(0, 3)));
            Tensor selected = selectRows(y, PackedRows.ofLengths(4), last);
            Gradients g = scope.backward(List.of(Seed.of(selected, 0, 0)));
            assertThat(Objects.requireNonNull(g.at(site)).map().rows()).containsExactly(3);
        }
    }

    @Test
    void aDetachedTensorIsAConstant() {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            Tensor x = scope.watch(scope.constant(Shape.of(1), new double[] {3}));
            Tensor y = add(multiply(x, x.detach()), x.detach());
            assertThat(x.detach().isWatched()).isFalse();
            assertThat(scope.backward(List.of(Seed.of(y, 0, 0))).gradient(x, 0)).containsExactly(3);
        }
    }

    @Test
    void aWatchedTensorThatNothingReachesHasGradientZero() {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            Tensor x = scope.watch(scope.constant(Shape.of(1), new double[] {3}));
            Tensor lonely = scope.watch(scope.constant(Shape.of(2), new double[] {3, 4}));
            Gradients g = scope.backward(List.of(Seed.of(add(x, x), 0, 0)));
            assertThat(g.gradient(lonely, 0)).containsExactly(0, 0);
            assertThat(g.relevance(lonely, 0)).containsExactly(0, 0);
        }
    }

    @Test
    void askingForTheGradientOfAnythingButAWatchedTensorIsAnError() {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            Tensor constant = scope.constant(Shape.of(1), new double[] {3});
            Tensor x = scope.watch(constant);
            Tensor y = add(x, x);
            Gradients g = scope.backward(List.of(Seed.of(y, 0, 0)));
            for (Tensor other : List.of(constant, y)) {
                assertThatThrownBy(() -> g.gradient(other, 0)).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> g.relevance(other, 0)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    private static double[][][] gradients(Case tried, List<SeedSpec> seeds) {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            List<Tensor> x = tried.watch(scope);
            Tensor output = tried.run(scope, x);
            Gradients g = scope.backward(seeds.stream().map(s -> s.on(output)).toList());
            double[][][] result = new double[seeds.size()][x.size()][];
            for (int s = 0; s < seeds.size(); s++) {
                for (int i = 0; i < x.size(); i++) {
                    result[s][i] = g.gradient(x.get(i), s);
                }
            }
            return result;
        }
    }

    private static List<SeedSpec> seeds(Case tried) {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            Tensor output = tried.run(scope, tried.watch(scope));
            return SeedSpec.random(new RandomValues(tried.name().hashCode()), output.shape());
        }
    }
}
