// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.strict.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.divide;
import static org.lxt.tensor.ops.Operations.layerNorm;
import static org.lxt.tensor.ops.Operations.logSoftmax;
import static org.lxt.tensor.ops.Operations.max;
import static org.lxt.tensor.ops.Operations.mean;
import static org.lxt.tensor.ops.Operations.multiply;
import static org.lxt.tensor.ops.Operations.power;
import static org.lxt.tensor.ops.Operations.scale;
import static org.lxt.tensor.ops.Operations.softmax;
import static org.lxt.tensor.ops.Operations.subtract;
import static org.lxt.tensor.ops.Operations.sum;
import static org.lxt.tensor.ops.Operations.topK;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.tensor.GradientCheck;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Shape;
import org.lxt.tensor.StrictModeException;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.Operations;

/** Which functions strict mode takes outside a rule, and what it says of the others. */
class FunctionStrictModeTest {
    private final Scope scope = Scope.open(GradientCheck.FLOAT64, new ScopeOptions(true, false));
    private final Tensor x = scope.watch(scope.constant(Shape.of(2, 2), new double[] {1, 2, 3, 4}));

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor row(Tensor x) {
        return x.scope().constant(Shape.of(1, 2), new double[] {2, 5});
    }

    static Stream<Arguments> free() {
        Map<String, UnaryOperator<Tensor>> operations = Map.of(
                "add a row", x -> add(x, row(x)),
                "subtract", x -> subtract(row(x), x),
                "scale", x -> scale(x, 3),
                "sum", x -> sum(x, 0),
                "mean", x -> mean(x, 1),
                "subtract the mean", x -> subtract(x, mean(x, 1)),
                "multiply by a row", x -> multiply(row(x), x),
                "divide by a row", x -> divide(x, row(x)),
                "layer norm, constant spread", x -> layerNorm(x, row(x), row(x), 1e-5, true));
        return operations.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    static Stream<Arguments> refused() {
        Map<String, UnaryOperator<Tensor>> operations = Map.of(
                "divide", x -> divide(row(x), x),
                "exp", Operations::exp,
                "log", Operations::log,
                "sqrt", Operations::sqrt,
                "power", x -> power(x, 2),
                "max", x -> max(x, 1),
                "top k", x -> topK(x, 1).values(),
                "softmax", x -> softmax(x, 1),
                "log softmax", x -> logSoftmax(x, 0),
                "layer norm", x -> layerNorm(x, row(x), null, 1e-5, false));
        return operations.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("free")
    void linearFunctionsNeedNoRule(String name, UnaryOperator<Tensor> operation) {
        assertThat(operation.apply(x).isWatched()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void othersDo(String name, UnaryOperator<Tensor> operation) {
        assertThatThrownBy(() -> operation.apply(x))
                .isInstanceOf(StrictModeException.class)
                .hasMessageContaining("'" + name + "' at (model) is non-linear");
        assertThat(operation.apply(x.detach()).isWatched()).isFalse();
    }
}
