// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.tensor.Case;
import org.lxt.tensor.GradientCheck;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.SeedSpec;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.memory.DType;
import org.lxt.tensor.device.StandInDevice;

/** All float32 backends give the results, gradients and bookings of the float64 one, but for rounding. */
class BackendAgreementTest {
    private static final double TOLERANCE = 1e-4;
    private static final Map<String, Backend> OPEN = new TreeMap<>();

    static Stream<Arguments> backendsAndCases() {
        return Backends.providers().stream()
                .filter(p -> p.availability().available())
                .map(BackendProvider::name)
                .filter(name -> backend(name).computeType() == DType.F32)
                .flatMap(name -> OperationCases.random(6).map(c -> Arguments.of(name, c)));
    }

    private static Backend backend(String name) {
        return OPEN.computeIfAbsent(name, n -> Backends.named(n, new BackendOptions(2)));
    }

    @AfterAll
    static void close() {
        OPEN.values().forEach(Backend::close);
        OPEN.clear();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("backendsAndCases")
    void resultsGradientsAndBookingsAgree(String name, Case tried) {
        List<double[]> expected = numbers(GradientCheck.FLOAT64, tried);
        List<double[]> actual = numbers(backend(name), tried);
        for (int i = 0; i < expected.size(); i++) {
            double scale =
                    1 + DoubleStream.of(expected.get(i)).map(Math::abs).max().orElse(0);
            assertThat(actual.get(i))
                    .as("numbers %d of %s on %s", i, tried, name)
                    .containsExactly(expected.get(i), within(TOLERANCE * scale));
        }
        if (backend(name) instanceof StandInDevice device) {
            assertThat(device.liveBuffers()).isZero();
        }
    }

    /** The output, each seed's gradient and relevance at each input, and what each seed had booked. */
    private static List<double[]> numbers(Backend backend, Case tried) {
        List<double[]> numbers = new ArrayList<>();
        try (Scope scope = Scope.open(backend, new ScopeOptions(false, true))) {
            List<Tensor> x = tried.watch(scope);
            Tensor output = tried.run(scope, x);
            numbers.add(output.toDoubles());
            List<SeedSpec> seeds = SeedSpec.random(new RandomValues(tried.name().length()), output.shape());
            Gradients g = scope.backward(seeds.stream().map(s -> s.on(output)).toList());
            for (int s = 0; s < seeds.size(); s++) {
                for (Tensor input : x) {
                    numbers.add(g.gradient(input, s));
                    numbers.add(g.relevance(input, s));
                }
                numbers.add(new double[] {Objects.requireNonNull(g.ledger()).booked(s)});
            }
        }
        return numbers;
    }
}
