package org.lxt.strict.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.lxt.tensor.ops.element.Add;
import org.lxt.tensor.ops.element.Divide;
import org.lxt.tensor.ops.element.Exp;
import org.lxt.tensor.ops.element.Log;
import org.lxt.tensor.ops.element.Multiply;
import org.lxt.tensor.ops.element.Power;
import org.lxt.tensor.ops.element.Scale;
import org.lxt.tensor.ops.element.Sqrt;
import org.lxt.tensor.ops.element.Subtract;
import org.lxt.tensor.ops.reduce.LayerNorm;
import org.lxt.tensor.ops.reduce.LogSoftmax;
import org.lxt.tensor.ops.reduce.Max;
import org.lxt.tensor.ops.reduce.Mean;
import org.lxt.tensor.ops.reduce.Softmax;
import org.lxt.tensor.ops.reduce.Sum;
import org.lxt.tensor.ops.reduce.TopK;

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
                "add a row", x -> Add.apply(x, row(x)),
                "subtract", x -> Subtract.apply(row(x), x),
                "scale", x -> Scale.apply(x, 3),
                "sum", x -> Sum.apply(x, 0),
                "mean", x -> Mean.apply(x, 1),
                "subtract the mean", x -> Subtract.apply(x, Mean.apply(x, 1)),
                "multiply by a row", x -> Multiply.apply(row(x), x),
                "divide by a row", x -> Divide.apply(x, row(x)),
                "layer norm, constant spread", x -> LayerNorm.apply(x, row(x), row(x), 1e-5, true));
        return operations.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    static Stream<Arguments> refused() {
        Map<String, UnaryOperator<Tensor>> operations = Map.of(
                "divide", x -> Divide.apply(row(x), x),
                "exp", Exp::apply,
                "log", Log::apply,
                "sqrt", Sqrt::apply,
                "power", x -> Power.apply(x, 2),
                "max", x -> Max.apply(x, 1),
                "top k", x -> TopK.apply(x, 1).values(),
                "softmax", x -> Softmax.apply(x, 1),
                "log softmax", x -> LogSoftmax.apply(x, 0),
                "layer norm", x -> LayerNorm.apply(x, row(x), null, 1e-5, false));
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
