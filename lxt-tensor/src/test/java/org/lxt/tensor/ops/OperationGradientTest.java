// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lxt.tensor.ops.Operations.activate;
import static org.lxt.tensor.ops.Operations.rmsNorm;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.divideGradient;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.secant;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.tensor.Case;
import org.lxt.tensor.GradientCheck;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.ScaledIdentity;
import org.lxt.tensor.backend.kernel.Activation;

/** The gradient of every operation, and of blocks made of them, is its derivative. */
class OperationGradientTest {
    static Stream<Case> ordinary() {
        return OperationCases.random(20).filter(Case::ordinary);
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void gradientIsTheDerivative(Case tried) {
        GradientCheck.check(tried, new RandomValues(tried.name().hashCode()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.01, 1.00001, -1, 0})
    void aWrongGradientIsFoundOut(double factor) {
        RandomValues random = new RandomValues(3);
        Case wrong =
                Case.ordinary("wrong", List.of(random.input(1, 3)), (s, x) -> ScaledIdentity.apply(x.get(0), factor));
        assertFoundOut(wrong);
    }

    @ParameterizedTest
    @MethodSource("changed")
    void aChangedGradientIsNotTheDerivative(Case tried) {
        assertFoundOut(tried);
    }

    private static void assertFoundOut(Case tried) {
        assertThatThrownBy(() -> GradientCheck.check(tried, new RandomValues(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("gradient of");
    }

    static Stream<Case> changed() {
        RandomValues random = new RandomValues(5);
        List<Case.Input> inputs = List.of(random.input(1, 3));
        Case.Input weight = random.input(1, 3);
        return Stream.of(
                Case.changed("divided", inputs, (s, x) -> divideGradient(x.get(0), 2)),
                Case.changed(
                        "constant spread",
                        inputs,
                        (s, x) -> rmsNorm(x.get(0), s.constant(weight.shape(), weight.values()), 0, 1e-6, true)),
                Case.changed(
                        "secant",
                        inputs,
                        (s, x) -> secant(
                                x.get(0), activate(Activation.SILU, x.get(0).detach()), 1e-10)));
    }
}
