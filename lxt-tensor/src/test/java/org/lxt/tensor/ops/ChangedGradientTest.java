// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lxt.tensor.ops.Operations.activate;
import static org.lxt.tensor.ops.Operations.rmsNorm;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.divideGradient;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.secant;

import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.lxt.tensor.Case;
import org.lxt.tensor.GradientCheck;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.SeedSpec;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;

/** Gradients that are not derivatives, against their definitions written out over plain arrays. */
class ChangedGradientTest {
    /** The gradient at element (row, column) of x, given the gradient of the output. */
    private interface Definition {
        double at(double[] g, double[] x, double[] y, int row, int column);
    }

    @RepeatedTest(30)
    void secantIsTheGradientTimesValueOverInput(RepetitionInfo repetition) {
        RandomValues random = new RandomValues(repetition.getCurrentRepetition());
        Case.Input input = random.input(random.between(1, 4), random.between(1, 6));
        // A zero and a negative number are always among them.
        input.values()[0] = random.coin() ? 0 : -1.5;
        double epsilon = random.coin() ? 1e-10 : 0.2;
        int n = input.shape().columns();
        check(
                random,
                input,
                (s, x) -> secant(
                        x.getFirst(), activate(Activation.GELU, x.getFirst().detach()), epsilon),
                (g, x, y, r, c) -> g[r * n + c] * y[r * n + c] / (x[r * n + c] + epsilon));
    }

    @RepeatedTest(30)
    void dividedGradientIsDividedAndNothingElse(RepetitionInfo repetition) {
        RandomValues random = new RandomValues(repetition.getCurrentRepetition());
        Case.Input input = random.input(random.between(1, 4), random.between(1, 6));
        double divisor = random.coin() ? random.between(2, 8) : random.value();
        int n = input.shape().columns();
        check(
                random,
                input,
                (s, x) -> divideGradient(x.getFirst(), divisor),
                (g, x, y, r, c) -> g[r * n + c] / divisor);
    }

    @RepeatedTest(30)
    void normWithConstantSpreadScalesTheGradient(RepetitionInfo repetition) {
        RandomValues random = new RandomValues(repetition.getCurrentRepetition());
        Case.Input input = random.input(random.between(1, 4), random.between(1, 6));
        int n = input.shape().columns();
        double[] weight = random.values(n);
        double offset = random.between(0, 1);
        double epsilon = random.coin() ? 1e-6 : 0.5;
        check(
                random,
                input,
                (s, x) -> rmsNorm(x.getFirst(), s.constant(Shape.of(n), weight), offset, epsilon, true),
                (g, x, y, r, c) -> {
                    double squares = 0;
                    for (int j = 0; j < n; j++) {
                        squares += x[r * n + j] * x[r * n + j];
                    }
                    return g[r * n + c] * (weight[c] + offset) / Math.sqrt(squares / n + epsilon);
                });
    }

    private static void check(RandomValues random, Case.Input input, Case.Body body, Definition definition) {
        try (Scope scope = Scope.open(GradientCheck.FLOAT64, new ScopeOptions(false, random.coin()))) {
            Tensor x = scope.watch(input.constant(scope));
            Tensor y = body.apply(scope, List.of(x));
            List<SeedSpec> seeds = SeedSpec.random(random, y.shape());
            Gradients gradients =
                    scope.backward(seeds.stream().map(s -> s.on(y)).toList());
            int n = x.columns();
            for (int s = 0; s < seeds.size(); s++) {
                SeedSpec seed = seeds.get(s);
                double[] g = new double[input.values().length];
                for (int c = 0; c < n; c++) {
                    g[seed.row() * n + c] = seed.weights().getOrDefault(c, seed.otherWeight());
                }
                double[] expected = new double[g.length];
                for (int i = 0; i < g.length; i++) {
                    expected[i] = definition.at(g, input.values(), y.toDoubles(), i / n, i % n);
                }
                assertThat(gradients.gradient(x, s)).containsExactly(expected, within(1e-12));
            }
        }
    }
}
