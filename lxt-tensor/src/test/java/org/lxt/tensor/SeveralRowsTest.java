// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lxt.tensor.ops.Operations.add;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.ops.OperationCases;

/** Seeds over several rows, and several passes over one tape. */
class SeveralRowsTest {
    private static final Backend BACKEND = GradientCheck.FLOAT64;

    static Stream<Case> cases() {
        return OperationCases.random(3);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aSeedOverRowsIsTheSumOfItsRows(Case tried) {
        Shape shape = outputShape(tried);
        RandomValues random = new RandomValues(tried.name().hashCode());
        boolean isSparse = random.coin();
        List<double[]> weights = IntStream.range(0, shape.rows())
                .mapToObj(_ -> isSparse ? oneHot(random, shape.columns()) : random.values(shape.columns()))
                .toList();
        List<SeedRow> rows = new ArrayList<>();
        for (int r = shape.rows() - 1; r >= 0; r--) {
            rows.add(isSparse ? sparse(r, weights.get(r)) : dense(r, weights.get(r)));
        }
        try (Scope scope = Scope.open(BACKEND, new ScopeOptions(false, true))) {
            List<Tensor> x = tried.watch(scope);
            Tensor output = tried.run(scope, x);
            Gradients single = scope.backwardKeepingTape(
                    rows.stream().map(r -> Seed.rows(output, List.of(r))).toList());
            Gradients sum = scope.backward(List.of(Seed.rows(output, rows)));
            assertThat(sum.seedValues().getFirst())
                    .isCloseTo(single.seedValues().stream().mapToDouble(v -> v).sum(), within(1e-10));
            assertThat(ledger(sum).booked(0))
                    .isCloseTo(
                            IntStream.range(0, rows.size())
                                    .mapToDouble(ledger(single)::booked)
                                    .sum(),
                            within(1e-9 * (1 + ledger(sum).turnover(0))));
            for (Tensor input : x) {
                double[] expected = new double[Math.toIntExact(input.shape().size())];
                for (int s = 0; s < rows.size(); s++) {
                    double[] part = single.gradient(input, s);
                    for (int i = 0; i < part.length; i++) {
                        expected[i] += part[i];
                    }
                }
                assertThat(sum.gradient(input, 0)).containsExactly(expected, within(1e-10));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aKeptTapeGivesTheSameBitsAgain(Case tried) {
        try (Scope scope = Scope.open(BACKEND, new ScopeOptions(false, true))) {
            List<Tensor> x = tried.watch(scope);
            Tensor output = tried.run(scope, x);
            List<Seed> seeds = SeedSpec.random(new RandomValues(tried.name().hashCode()), output.shape()).stream()
                    .map(s -> s.on(output))
                    .toList();
            Gradients first = scope.backwardKeepingTape(seeds);
            Gradients second = scope.backward(seeds);
            for (int s = 0; s < seeds.size(); s++) {
                for (Tensor input : x) {
                    assertThat(second.gradient(input, s)).containsExactly(first.gradient(input, s));
                }
            }
            assertThat(ledger(second).entries()).isEqualTo(ledger(first).entries());
        }
    }

    @Test
    void rowsAreChecked() {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            Tensor x = scope.watch(scope.constant(Shape.of(2, 2), new double[] {1, 2, 3, 4}));
            Tensor y = add(x, x);
            SeedRow row = dense(1, 1, 1);
            assertThatThrownBy(() -> Seed.rows(y, List.of())).hasMessageContaining("at least one row");
            assertThatThrownBy(() -> Seed.rows(y, List.of(row, row))).hasMessageContaining("row 1 is given twice");
            assertThatThrownBy(() -> Seed.rows(y, List.of(dense(2, 1, 1)))).hasMessageContaining("row 2 is outside");
            assertThatThrownBy(() -> scope.backward(List.of(Seed.rows(y, List.of(dense(0, 1))))))
                    .hasMessageContaining("1 weights were given for a row");
            assertThatThrownBy(() -> Seed.rows(y, List.of(SeedRow.of(0, Map.of(2, 1.0), 0))))
                    .hasMessageContaining("column 2 is outside");
        }
    }

    /** The weights of a row may depend on its numbers, and are constants of the pass. */
    @Test
    void weightsAreComputedFromTheRow() {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            Tensor x = scope.watch(scope.constant(Shape.of(2, 2), new double[] {1, 2, 3, 4}));
            Tensor y = add(x, x);
            SeedRow squared = SeedRow.of(1, double[]::clone);
            Gradients g = scope.backward(List.of(Seed.rows(y, List.of(squared, dense(0, 1, 0)))));
            assertThat(g.seedValues()).containsExactly(6.0 * 6 + 8 * 8 + 2);
            assertThat(g.gradient(x, 0)).containsExactly(2, 0, 12, 16);
        }
    }

    /** Weights over a large vocabulary take their time. */
    @Test
    void weightsAreComputedOnce() {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            Tensor x = scope.watch(scope.constant(Shape.of(2, 2), new double[] {1, 2, 3, 4}));
            AtomicInteger asked = new AtomicInteger();
            SeedRow counted = SeedRow.of(0, numbers -> {
                asked.incrementAndGet();
                return numbers.clone();
            });
            scope.backward(List.of(Seed.rows(add(x, x), List.of(counted, dense(1, 1, 1)))));
            assertThat(asked).hasValue(1);
        }
    }

    private static SeedRow dense(int row, double... weights) {
        return SeedRow.of(row, _ -> weights);
    }

    private static Shape outputShape(Case tried) {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            return tried.run(scope, tried.watch(scope)).shape();
        }
    }

    private static double[] oneHot(RandomValues random, int columns) {
        double[] row = new double[columns];
        row[random.between(0, columns - 1)] = random.value();
        return row;
    }

    private static SeedRow sparse(int row, double[] weights) {
        for (int c = 0; c < weights.length; c++) {
            if (weights[c] != 0) {
                return SeedRow.of(row, Map.of(c, weights[c]), 0);
            }
        }
        return SeedRow.of(row, Map.of(0, 0.0), 0);
    }

    private static Ledger ledger(Gradients g) {
        return Objects.requireNonNull(g.ledger());
    }
}
