// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lxt.tensor.ops.Operations.activate;
import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.multiply;
import static org.lxt.tensor.ops.Operations.rmsNorm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.device.FailingMemory;
import org.lxt.tensor.device.StandInDevice;
import org.lxt.tensor.ops.OperationCases;

/** No buffer outlives its scope, and frames and backward passes give memory back before. */
class ScopeMemoryTest {
    private final StandInDevice device = StandInDevice.open();

    @AfterEach
    void nothingIsLeft() {
        device.close();
        assertThat(device.liveBuffers()).isZero();
    }

    static Stream<Case> cases() {
        return OperationCases.random(4);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aClosedScopeLeavesNothing(Case tried) {
        for (boolean ledger : new boolean[] {true, false}) {
            for (boolean backward : new boolean[] {true, false}) {
                try (Scope scope = Scope.open(device, new ScopeOptions(false, ledger))) {
                    Tensor output = tried.run(scope, tried.watch(scope));
                    if (backward) {
                        scope.backward(List.of(Seed.of(output, 0, 0)));
                    }
                }
                assertThat(device.liveBuffers())
                        .as("ledger %s, backward %s", ledger, backward)
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingLeaksWhereverMemoryRunsOut(Case tried) {
        FailingMemory.check(provider -> {
            WeightStore weights = new WeightStore(provider.create(new BackendOptions(1)));
            return FailingMemory.Subject.of(() -> numbers(tried, weights), () -> {
                weights.close();
                weights.backend().close();
            });
        });
    }

    private static double[] numbers(Case tried, WeightStore weights) {
        try (Scope scope = Scope.open(weights, new ScopeOptions(false, true))) {
            List<Tensor> x = tried.watch(scope);
            Tensor output = scope.frame(() -> tried.run(scope, x));
            scope.mark(Site.of("output"), output);
            Gradients g = scope.backward(
                    List.of(Seed.of(output, 0, 0), Seed.weighted(output, output.rows() - 1, Map.of(0, 2.0), 1)));
            return x.stream()
                    .flatMapToDouble(t -> DoubleStream.of(g.gradient(t, 1)))
                    .toArray();
        }
    }

    @Test
    void aRowMapIsUploadedOnceHoweverManyOperationsReadIt() {
        try (Scope scope = Scope.open(device, new ScopeOptions(false, true))) {
            Tensor x = scope.watch(scope.constant(Shape.of(3, 2), new double[] {1, 2, 3, 4, 5, 6}));
            Tensor y = x;
            for (int layer = 0; layer < 20; layer++) {
                y = multiply(activate(Activation.TANH, y), scope.constant(Shape.of(3, 2), new double[6]));
            }
            long before = device.indexLoads();
            scope.backward(List.of(Seed.of(y, 1, 0), Seed.of(y, 2, 1)));
            assertThat(device.indexLoads() - before).isEqualTo(1);
        }
        assertThat(device.liveIndices()).isZero();
    }

    @Test
    void aFrameKeepsOnlyItsResult() {
        try (Scope scope = Scope.open(device, ScopeOptions.PLAIN)) {
            Tensor x = scope.constant(Shape.of(2), new double[] {1, 2});
            int before = device.liveBuffers();
            scope.frame(() -> add(add(x, x), multiply(x, x)));
            assertThat(device.liveBuffers()).isEqualTo(before + 1);
            scope.frame(() -> scope.frame(() -> scope.frame(() -> add(x, x))));
            assertThat(device.liveBuffers()).isEqualTo(before + 2);
            assertThat(scope.frame(() -> x)).isSameAs(x);
            assertThat(device.liveBuffers()).isEqualTo(before + 2);
        }
    }

    @Test
    void aFrameKeepsWhatTheBackwardPassNeedsAndThePassGivesItBack() {
        try (Scope scope = Scope.open(device, ScopeOptions.PLAIN)) {
            Tensor x = scope.watch(scope.constant(Shape.of(2), new double[] {1, 2}));
            int before = device.liveBuffers();
            Tensor y = scope.frame(() -> {
                Tensor inner = add(x, x);
                return add(activate(Activation.TANH, inner), inner);
            });
            assertThat(device.liveBuffers())
                    .as("the result, and the input of tanh for its derivative")
                    .isEqualTo(before + 2);
            scope.backward(List.of(Seed.of(y, 0, 0)));
            assertThat(device.liveBuffers())
                    .as("the result, the gradient at x and its relevance")
                    .isEqualTo(before + 3);
        }
    }

    @Test
    void anActivationIsNotKeptButComputedAgain() {
        double[] values = {0.3, -1.7};
        double[] kept;
        try (Scope scope = Scope.open(device, ScopeOptions.PLAIN)) {
            Tensor x = scope.watch(scope.constant(Shape.of(1, 2), values));
            Tensor y = multiply(activate(Activation.SILU, x.detach()), x);
            kept = scope.backward(List.of(Seed.of(y, 0, 1))).gradient(x, 0);
        }
        try (Scope scope = Scope.open(device, ScopeOptions.PLAIN)) {
            Tensor x = scope.watch(scope.constant(Shape.of(1, 2), values));
            int before = device.liveBuffers();
            Tensor y = scope.frame(() -> multiply(activate(Activation.SILU, x.detach()), x));
            assertThat(device.liveBuffers()).as("the result").isEqualTo(before + 1);
            assertThat(scope.backward(List.of(Seed.of(y, 0, 1))).gradient(x, 0)).isEqualTo(kept);
            assertThat(device.liveBuffers())
                    .as("the result, the gradient at x and its relevance")
                    .isEqualTo(before + 3);
        }
        assertThat(kept[1]).isCloseTo(-1.7 / (1 + Math.exp(1.7)), within(1e-6));
    }

    @Test
    void constantsMadeInAFrameAreKeptForTheBackwardPass() {
        try (Scope scope = Scope.open(device, new ScopeOptions(false, true))) {
            Tensor x = scope.watch(scope.constant(Shape.of(1, 2), new double[] {1, -1}));
            Tensor y = scope.frame(() -> rmsNorm(
                    add(x, scope.constant(Shape.of(1, 2), new double[] {1, 1})),
                    scope.constant(Shape.of(2), new double[] {3, 4}),
                    0,
                    0,
                    true));
            // The row is (2, 0): its root mean square is the root of 2.
            double[] gradient = scope.backward(List.of(Seed.of(y, 0, 1))).gradient(x, 0);
            assertThat(gradient[1]).isCloseTo(4 / Math.sqrt(2), within(1e-6));
        }
    }

    @Test
    void aFrameThatFailsGivesItsMemoryBack() {
        try (Scope scope = Scope.open(device, ScopeOptions.PLAIN)) {
            Tensor x = scope.constant(Shape.of(2), new double[] {1, 2});
            int before = device.liveBuffers();
            assertThatThrownBy(() -> scope.frame(() -> {
                        add(x, x);
                        throw new UnsupportedOperationException("body");
                    }))
                    .hasMessage("body");
            assertThat(device.liveBuffers()).isEqualTo(before);
            assertThat(add(x, x).toDoubles()).containsExactly(2, 4);
        }
    }

    @Test
    void aScopeClosedInAFailedStateLeavesNothing() {
        assertThatThrownBy(() -> {
                    try (Scope scope = Scope.open(device, new ScopeOptions(true, true))) {
                        Tensor x = scope.watch(scope.constant(Shape.of(2), new double[] {1, 2}));
                        scope.frame(() -> multiply(x, x));
                    }
                })
                .isInstanceOf(StrictModeException.class);
        assertThat(device.liveBuffers()).isZero();
    }

    @Test
    void aBackwardPassThatFailsLeavesNothing() {
        try (Scope scope = Scope.open(device, new ScopeOptions(false, true))) {
            Tensor x = scope.watch(scope.constant(Shape.of(2, 1), new double[] {1, 2}));
            Tensor y = add(Failing.apply(multiply(x, x)), x);
            scope.mark(Site.of("y"), y);
            Tensor z = multiply(y, y);
            assertThatThrownBy(() -> scope.backward(List.of(Seed.of(z, 0, 0)))).hasMessage("backward");
        }
        assertThat(device.liveBuffers()).isZero();
    }

    @Test
    void parametersAreSharedByScopesOfSeveralThreads() throws Exception {
        try (Scope parameters = Scope.open(device, ScopeOptions.PLAIN)) {
            Tensor weight = parameters.constant(Shape.of(2), new double[] {3, 4});
            Callable<double[]> explain = () -> {
                try (Scope scope = Scope.open(device, new ScopeOptions(false, true))) {
                    Tensor x = scope.watch(scope.constant(Shape.of(2), new double[] {1, 2}));
                    Tensor y = x;
                    for (int i = 0; i < 20; i++) {
                        y = add(multiply(y, weight), weight);
                    }
                    return scope.backward(List.of(Seed.of(y, 0, 0))).gradient(x, 0);
                }
            };
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                List<Future<double[]>> running = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    running.add(threads.submit(explain));
                }
                for (Future<double[]> each : running) {
                    assertThat(each.get()).containsExactly((float) Math.pow(3, 20), 0);
                }
            }
            assertThat(weight.toDoubles()).containsExactly(3, 4);
            assertThat(device.liveBuffers()).isEqualTo(1);
        }
    }

    /** The identity, whose backward pass fails. */
    private static final class Failing extends Operation {
        private Failing(Tensor x) {
            super("failing", x);
        }

        static Tensor apply(Tensor x) {
            return x.scope().recordAlias(new Failing(x), x.shape(), x);
        }

        @Override
        public Nature nature() {
            return Nature.LINEAR;
        }

        @Override
        public void backward(Gradient g, BackwardPass pass) {
            throw new UnsupportedOperationException("backward");
        }
    }
}
