// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lxt.tensor.ops.Operations.activate;
import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.multiply;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.rules.Run.Matrix;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Site;
import org.lxt.tensor.StrictModeException;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;

/** The three changed gradients against what they are defined as. */
class GradientRulesTest {
    private static final Site SITE = Site.of("somewhere");

    @Test
    void identityRuleKeepsTheRelevanceOfEachElement() {
        Matrix x = new Matrix(2, 3, new double[] {0, -0.0, -1.5, 2, -1e-3, 40});
        Matrix g = Matrix.random(new Random(1), 2, 3);
        Run run = Run.of(
                true,
                List.of(x),
                g,
                t -> GradientRules.identityRule(SITE, z -> activate(Activation.SILU, z), t.getFirst()));
        DoubleUnaryOperator silu = z -> z / (1 + Math.exp(-z));
        double[] y = x.map(i -> silu.applyAsDouble(x.values()[i])).values();
        assertThat(run.output).containsExactly(y, within(1e-15));
        double[] expected =
                x.map(i -> g.values()[i] * y[i] / (x.values()[i] + 1e-10)).values();
        assertThat(run.gradients.getFirst()).containsExactly(expected, within(1e-12));
        for (int i = 2; i < 6; i++) {
            assertThat(run.gradients.getFirst()[i] * x.values()[i])
                    .as("relevance of x = %s", x.values()[i])
                    .isCloseTo(g.values()[i] * y[i], within(1e-6 * Math.abs(g.values()[i] * y[i])));
        }
        assertThat(run.gradients.getFirst()[0]).as("at x = 0").isZero();
    }

    @Test
    void identityRuleOfAFunctionThatIsNotZeroAtZeroIsFinite() {
        Matrix x = new Matrix(1, 1, new double[] {0});
        Matrix one = new Matrix(1, 1, new double[] {3});
        Run run = Run.of(
                true,
                List.of(x),
                new Matrix(1, 1, new double[] {1}),
                t -> GradientRules.identityRule(SITE, z -> add(z, one.constant(z.scope())), t.getFirst()));
        assertThat(run.gradients.getFirst()[0]).isCloseTo(3e10, within(1.0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 3, 4, -0.5})
    void divideGradientDividesAndLeavesTheValue(double n) {
        Matrix x = Matrix.random(new Random(2), 2, 3);
        Matrix g = Matrix.random(new Random(3), 2, 3);
        Run run = Run.of(true, List.of(x), g, t -> GradientRules.divideGradient(SITE, t.getFirst(), n));
        assertThat(run.output).containsExactly(x.values());
        assertThat(run.gradients.getFirst())
                .containsExactly(g.map(i -> g.values()[i] / n).values(), within(1e-15));
    }

    @Test
    void stopGradientIsAConstantOfTheSameValue() {
        Matrix x = Matrix.random(new Random(4), 1, 3);
        Matrix g = Matrix.random(new Random(5), 1, 3);
        Run run = Run.of(true, List.of(x), g, t -> multiply(t.getFirst(), GradientRules.stopGradient(t.getFirst())));
        assertThat(run.output)
                .containsExactly(x.map(i -> x.values()[i] * x.values()[i]).values());
        assertThat(run.gradients.getFirst())
                .containsExactly(x.map(i -> x.values()[i] * g.values()[i]).values(), within(1e-15));
    }

    @Test
    void ordinaryIsAcceptedByStrictModeWithTheTrueDerivative() {
        Matrix x = new Matrix(1, 1, new double[] {0.5});
        Matrix g = new Matrix(1, 1, new double[] {2});
        Run run = Run.of(
                true,
                List.of(x),
                g,
                t -> GradientRules.ordinary(SITE, z -> activate(Activation.TANH, z), t.getFirst()));
        double y = Math.tanh(0.5);
        assertThat(run.gradients.getFirst()[0]).isCloseTo(2 * (1 - y * y), within(1e-15));
    }

    @Test
    void identityRuleIsInForceInsideItOnly() {
        try (Scope scope = Scope.open(Run.FLOAT64, new ScopeOptions(true, false))) {
            Tensor x = scope.watch(new Matrix(1, 1, new double[] {1}).constant(scope));
            GradientRules.identityRule(SITE, z -> activate(Activation.RELU, z), x);
            assertThatThrownBy(() -> activate(Activation.RELU, x)).isInstanceOf(StrictModeException.class);
        }
    }
}
