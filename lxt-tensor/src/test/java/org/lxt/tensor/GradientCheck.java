// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;

/** Compares gradients with central differences, in float64. */
public final class GradientCheck {
    /** The backend for checks. */
    public static final Backend FLOAT64 = Backends.named("scalar-f64", new BackendOptions(1));

    /** Its square and its reciprocal times the machine's epsilon are both far below {@link #TOLERANCE}. */
    private static final double STEP = 1e-5;

    private static final double TOLERANCE = 1e-6;

    private GradientCheck() {}

    /** Fails unless the gradients of random seeds at all inputs are what small changes of the inputs give. */
    public static void check(Case tried, RandomValues random) {
        // With a ledger more is kept and more is computed; it must not change the gradients.
        ScopeOptions options = new ScopeOptions(false, random.coin());
        try (Scope scope = Scope.open(FLOAT64, options)) {
            List<Tensor> x = tried.watch(scope);
            Tensor output = tried.run(scope, x);
            List<SeedSpec> seeds = SeedSpec.random(random, output.shape());
            double[] outputValues = output.toDoubles();
            Gradients gradients =
                    scope.backward(seeds.stream().map(s -> s.on(output)).toList());
            for (int s = 0; s < seeds.size(); s++) {
                assertThat(gradients.seedValues().get(s))
                        .as("value of seed %s", seeds.get(s))
                        .isCloseTo(seeds.get(s).value(outputValues, output.columns()), within(1e-12));
            }
            for (int i = 0; i < x.size(); i++) {
                double[][] numeric = differences(tried, i, seeds);
                for (int s = 0; s < seeds.size(); s++) {
                    assertClose(tried, i, seeds.get(s), gradients.gradient(x.get(i), s), numeric[s]);
                }
            }
        }
    }

    private static void assertClose(Case tried, int input, SeedSpec seed, double[] actual, double[] expected) {
        double scale = 1e-3 + DoubleStream.of(expected).map(Math::abs).max().orElse(0);
        assertThat(actual)
                .as("%s: gradient of %s at input %d", tried, seed, input)
                .containsExactly(expected, within(TOLERANCE * scale));
    }

    /** For each seed, the derivative by each element of an input. */
    private static double[][] differences(Case tried, int input, List<SeedSpec> seeds) {
        double[] x = tried.inputs().get(input).values();
        double[][] result = new double[seeds.size()][x.length];
        for (int e = 0; e < x.length; e++) {
            double[] above = seedValues(tried, input, e, STEP, seeds);
            double[] below = seedValues(tried, input, e, -STEP, seeds);
            for (int s = 0; s < seeds.size(); s++) {
                result[s][e] = (above[s] - below[s]) / (2 * STEP);
            }
        }
        return result;
    }

    private static double[] seedValues(Case tried, int input, int element, double step, List<SeedSpec> seeds) {
        try (Scope scope = Scope.open(FLOAT64, ScopeOptions.PLAIN)) {
            List<Tensor> x = new ArrayList<>();
            for (int i = 0; i < tried.inputs().size(); i++) {
                Case.Input original = tried.inputs().get(i);
                double[] values = original.values().clone();
                if (i == input) {
                    values[element] += step;
                }
                x.add(scope.constant(original.shape(), values));
            }
            Tensor output = tried.run(scope, x);
            double[] values = output.toDoubles();
            return seeds.stream()
                    .mapToDouble(s -> s.value(values, output.columns()))
                    .toArray();
        }
    }
}
