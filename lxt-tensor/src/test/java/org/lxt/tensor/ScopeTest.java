// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.multiply;
import static org.lxt.tensor.ops.Operations.rmsNorm;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.ops.Operations;

/** What a scope refuses, in words that help. */
class ScopeTest {
    private static final Backend BACKEND = GradientCheck.FLOAT64;

    static Stream<BinaryOperator<Tensor>> operationsOnTwo() {
        return Stream.of(
                Operations::add,
                Operations::subtract,
                Operations::multiply,
                Operations::divide,
                Operations::matMul,
                (a, b) -> Operations.concat(0, a, b),
                (a, b) -> Operations.reshape(
                        Operations.batchMatMul(
                                Operations.reshape(a, Shape.of(1, 2, 2)),
                                Operations.reshape(b, Shape.of(1, 2, 2)),
                                false,
                                false),
                        Shape.of(2, 2)));
    }

    /** Parameters outlive passes, and passes of several threads share them. */
    @ParameterizedTest
    @MethodSource("operationsOnTwo")
    void constantsOfAPassAreNeverMadeInTheScopeOfItsParameters(BinaryOperator<Tensor> f) {
        double[] numbers = {1, 2, 3, 4};
        try (Scope parameters = Scope.open(GradientCheck.FLOAT64, ScopeOptions.PLAIN)) {
            Tensor parameter = parameters.constant(Shape.of(2, 2), numbers);
            try (Scope pass = Scope.open(GradientCheck.FLOAT64, ScopeOptions.PLAIN)) {
                Tensor x = pass.constant(Shape.of(2, 2), numbers);
                assertThat(f.apply(parameter, x).scope()).isSameAs(pass);
                assertThat(f.apply(x, parameter).scope()).isSameAs(pass);
                Tensor watched = pass.watch(x);
                assertThat(f.apply(parameter, watched).scope()).isSameAs(pass);
            }
        }
    }

    @Test
    void aTensorUsedAfterItsScopeIsAClearError() {
        Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN);
        Tensor x = watched(scope);
        Tensor y = add(x, x);
        Gradients g = scope.backward(List.of(Seed.of(y, 0, 0)));
        scope.close();
        assertThatThrownBy(x::toDoubles)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> add(x, x)).hasMessageContaining("closed");
        assertThatThrownBy(() -> watched(scope)).hasMessageContaining("closed");
        assertThatThrownBy(() -> g.gradient(x, 0)).hasMessageContaining("closed");
        assertThat(g.relevance(x, 0)).as("relevance is on the host").containsExactly(2);
    }

    @Test
    void closingTwiceIsHarmless() {
        Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN);
        watched(scope);
        scope.close();
        scope.close();
    }

    @Test
    void aTensorUsedAfterItsFrameIsAClearError() {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            Tensor[] inside = new Tensor[1];
            Tensor result = scope.frame(() -> {
                inside[0] = scope.constant(Shape.of(1), new double[] {1});
                return add(inside[0], inside[0]);
            });
            assertThat(result.toDoubles()).containsExactly(2);
            assertThatThrownBy(() -> inside[0].toDoubles()).hasMessageContaining("return it from the frame");
        }
    }

    @Test
    void goingBackTwiceIsRefused() {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            Tensor x = watched(scope);
            List<Seed> seeds = List.of(Seed.of(add(x, x), 0, 0));
            scope.backward(seeds);
            assertThatThrownBy(() -> scope.backward(seeds))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("all seeds to one backward call");
        }
    }

    @Test
    void seedsThatWereRefusedDoNotUseUpTheTape() {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            Tensor x = watched(scope);
            Tensor y = add(x, x);
            assertThatThrownBy(() -> scope.backward(List.of())).hasMessageContaining("at least one seed");
            assertThatThrownBy(() -> scope.backward(List.of(Seed.of(y, 0, 0), Seed.of(x.detach(), 0, 0))))
                    .hasMessageContaining("seed 1 stands on a tensor that no watched tensor leads to");
            assertThat(scope.backward(List.of(Seed.of(y, 0, 0))).gradient(x, 0)).containsExactly(2);
        }
    }

    @Test
    void seedsOutsideTheOutputAreRefused() {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            Tensor x = watched(scope);
            assertThatThrownBy(() -> Seed.of(x, 1, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Seed.of(x, 0, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Seed.of(x, -1, 0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void watchedTensorsOfTwoScopesDoNotMix() {
        try (Scope one = Scope.open(BACKEND, ScopeOptions.PLAIN);
                Scope two = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            Tensor a = watched(one);
            Tensor b = watched(two);
            assertThatThrownBy(() -> add(a, b)).hasMessageContaining("another scope");
            assertThatThrownBy(() -> multiply(b, a)).hasMessageContaining("another scope");
            Tensor sum = add(b, b);
            assertThatThrownBy(() -> one.backward(List.of(Seed.of(sum, 0, 0)))).hasMessageContaining("another scope");
        }
    }

    @Test
    void aConstantOfAnotherScopeIsWelcome() {
        try (Scope parameters = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            Tensor weight = parameters.constant(Shape.of(1), new double[] {3});
            try (Scope scope = Scope.open(BACKEND, new ScopeOptions(false, true))) {
                Tensor x = watched(scope);
                Tensor y = add(multiply(x, weight), weight);
                assertThat(scope.backward(List.of(Seed.of(y, 0, 0))).gradient(x, 0))
                        .containsExactly(3);
            }
            assertThat(weight.toDoubles()).containsExactly(3);
        }
    }

    @Test
    void parametersThatAreWatchedAreRefusedWhereTheyWouldGetNoGradient() {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            Tensor x = watched(scope);
            assertThatThrownBy(() -> rmsNorm(x, x, 0, 1e-6, true)).hasMessageContaining("must be a constant");
        }
    }

    private static Tensor watched(Scope scope) {
        return scope.watch(scope.constant(Shape.of(1), new double[] {1}));
    }
}
