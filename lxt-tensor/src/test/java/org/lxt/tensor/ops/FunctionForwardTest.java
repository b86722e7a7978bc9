// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.argMax;
import static org.lxt.tensor.ops.Operations.divide;
import static org.lxt.tensor.ops.Operations.layerNorm;
import static org.lxt.tensor.ops.Operations.logSoftmax;
import static org.lxt.tensor.ops.Operations.mean;
import static org.lxt.tensor.ops.Operations.multiply;
import static org.lxt.tensor.ops.Operations.power;
import static org.lxt.tensor.ops.Operations.scale;
import static org.lxt.tensor.ops.Operations.subtract;
import static org.lxt.tensor.ops.Operations.topK;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.GradientCheck;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Seed;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.reduce.TopK;

/** Results of broadcasting, of functions along an axis and of layer norm, against their definitions. */
class FunctionForwardTest {
    private final Scope scope = Scope.open(GradientCheck.FLOAT64, ScopeOptions.PLAIN);

    @AfterEach
    void close() {
        scope.close();
    }

    private Tensor tensor(Shape shape, double... values) {
        return scope.constant(shape, values);
    }

    @Test
    void aSmallerOperandStandsBesideEveryRowOrColumn() {
        Tensor x = tensor(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        Tensor row = tensor(Shape.of(1, 3), 10, 20, 30);
        Tensor vector = tensor(Shape.of(3), 10, 20, 30);
        Tensor perRow = tensor(Shape.of(2, 1), 2, 4);
        Tensor number = tensor(Shape.of(1, 1), 2);
        assertThat(add(x, row).toDoubles()).containsExactly(11, 22, 33, 14, 25, 36);
        assertThat(add(vector, x).toDoubles()).containsExactly(11, 22, 33, 14, 25, 36);
        assertThat(subtract(x, perRow).toDoubles()).containsExactly(-1, 0, 1, 0, 1, 2);
        assertThat(subtract(perRow, x).toDoubles()).containsExactly(1, 0, -1, 0, -1, -2);
        assertThat(multiply(number, x).toDoubles()).containsExactly(2, 4, 6, 8, 10, 12);
        assertThat(divide(x, perRow).toDoubles()).containsExactly(0.5, 1, 1.5, 1, 1.25, 1.5);
        assertThat(divide(row, x).toDoubles()).containsExactly(10, 10, 10, 2.5, 4, 5);
        assertThat(divide(number, x).shape()).isEqualTo(Shape.of(2, 3));
        assertThat(subtract(x, x).toDoubles()).containsOnly(0);
    }

    @Test
    void asManyColumnsAsRowsAreNotMistakenForThem() {
        Tensor x = tensor(Shape.of(2, 2), 0, 0, 0, 0);
        assertThat(add(x, tensor(Shape.of(2), 1, 2)).toDoubles()).containsExactly(1, 2, 1, 2);
        assertThat(add(x, tensor(Shape.of(2, 1), 1, 2)).toDoubles()).containsExactly(1, 1, 2, 2);
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        Tensor x = tensor(Shape.of(2, 3), new double[6]);
        for (Shape shape : List.of(Shape.of(2), Shape.of(3, 1), Shape.of(1, 2), Shape.of(2, 3, 1), Shape.of(3, 3))) {
            Tensor other = tensor(shape, new double[Math.toIntExact(shape.size())]);
            assertThatThrownBy(() -> subtract(x, other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("subtract")
                    .hasMessageContaining(x.shape() + " and " + shape);
            assertThatThrownBy(() -> divide(other, x)).hasMessageContaining("divide");
        }
        Tensor watched = scope.watch(tensor(Shape.of(3), 1, 2, 3));
        assertThatThrownBy(() -> add(x, watched))
                .hasMessage("add: a watched row for all rows needs the shape [1, 3], got [3]");
        assertThatThrownBy(() -> scale(x, Double.NaN)).hasMessageContaining("scaled by NaN");
        assertThatThrownBy(() -> power(x, Double.NaN)).hasMessageContaining("power NaN");
        assertThatThrownBy(() -> Operations.sum(x, 2))
                .hasMessage("sum: there is no axis 2 in a tensor of shape [2, 3]");
        assertThatThrownBy(() -> Operations.softmax(x, -3)).hasMessageContaining("softmax: there is no axis -3");
        assertThatThrownBy(() -> topK(x, 4)).hasMessageContaining("k is 4").hasMessageContaining("[2, 3]");
        assertThatThrownBy(() -> topK(x, 0)).hasMessageContaining("k is 0");
        assertThatThrownBy(() -> topK(tensor(Shape.of(3), 1, 2, 3), 1)).hasMessageContaining("needs rows");
        assertThatThrownBy(() -> layerNorm(x, tensor(Shape.of(2), 1, 2), null, 0, true))
                .hasMessageContaining("layer norm: the weight must be a constant of 3 elements");
        assertThatThrownBy(() -> layerNorm(x, tensor(Shape.of(3), 1, 2, 3), watched, 0, true))
                .hasMessageContaining("the bias must be a constant of 3 elements");
    }

    @RepeatedTest(30)
    void functionsAlongAnAxisAreThoseOfEachRunOfNumbers(RepetitionInfo repetition) {
        RandomValues random = new RandomValues(repetition.getCurrentRepetition());
        int[] extents = IntStream.range(0, random.between(1, 4))
                .map(d -> random.between(1, 5))
                .toArray();
        Shape shape = Shape.of(extents);
        double[] values = random.values(Math.toIntExact(shape.size()));
        Tensor x = tensor(shape, values);
        int axis = random.between(0, extents.length - 1);
        int counted = random.coin() ? axis : axis - extents.length;
        check(values, extents, axis, Operations.sum(x, counted), run -> new double[] {sum(run)});
        check(values, extents, axis, mean(x, counted), run -> new double[] {sum(run) / run.length});
        check(values, extents, axis, Operations.max(x, counted), run -> new double[] {max(run)});
        check(values, extents, axis, Operations.softmax(x, counted), FunctionForwardTest::softmax);
        check(
                values,
                extents,
                axis,
                logSoftmax(x, counted),
                run -> DoubleStream.of(softmax(run)).map(Math::log).toArray());
        int[] positions = argMax(x, counted);
        double[] asNumbers = IntStream.of(positions).asDoubleStream().toArray();
        check(values, extents, axis, tensor(Operations.max(x, counted).shape(), asNumbers), run -> new double[] {
            IntStream.range(0, run.length)
                    .filter(i -> run[i] == max(run))
                    .findFirst()
                    .orElseThrow()
        });
    }

    /** Every run of numbers along the axis, by the strides of the shape. */
    private static void check(double[] x, int[] extents, int axis, Tensor result, UnaryOperator<double[]> definition) {
        int inner = Arrays.stream(extents, axis + 1, extents.length).reduce(1, (a, b) -> a * b);
        int length = extents[axis];
        int kept = result.shape().extent(axis);
        double[] actual = result.toDoubles();
        assertThat(actual).hasSize(x.length / length * kept);
        for (int start = 0; start < x.length; start++) {
            if (start / inner % length != 0) {
                continue;
            }
            double[] run = new double[length];
            for (int j = 0; j < length; j++) {
                run[j] = x[start + j * inner];
            }
            double[] expected = definition.apply(run);
            int at = start / (inner * length) * inner * kept + start % inner;
            for (int j = 0; j < kept; j++) {
                assertThat(actual[at + j * inner]).isCloseTo(expected[j], within(1e-12));
            }
        }
    }

    private static double sum(double[] run) {
        return DoubleStream.of(run).sum();
    }

    private static double max(double[] run) {
        return DoubleStream.of(run).max().orElseThrow();
    }

    private static double[] softmax(double[] run) {
        double total = DoubleStream.of(run).map(Math::exp).sum();
        return DoubleStream.of(run).map(v -> Math.exp(v) / total).toArray();
    }

    @Test
    void largeNumbersDoNotOverflow() {
        for (Shape shape : List.of(Shape.of(1, 3), Shape.of(3, 1), Shape.of(3), Shape.of(1, 3, 1))) {
            int axis = shape.dimensions() == 1 || shape.rows() == 3 ? 0 : 1;
            Tensor x = tensor(shape, 1000, 999, -1000);
            double tail = Math.log1p(Math.exp(-1));
            assertThat(logSoftmax(x, axis).toDoubles())
                    .containsExactly(new double[] {-tail, -1 - tail, -2000 - tail}, within(1e-9));
            assertThat(Operations.softmax(x, axis).toDoubles())
                    .containsExactly(new double[] {Math.exp(-tail), Math.exp(-1 - tail), 0}, within(1e-12));
        }
    }

    @Test
    void ofEqualNumbersTheFirstIsTheLargest() {
        Tensor x = scope.watch(tensor(Shape.of(2, 4), 1, 3, 3, 0, -0.0, 0, -1, 0));
        assertThat(argMax(x, 1)).containsExactly(1, 0);
        assertThat(argMax(x, 0)).containsExactly(0, 0, 0, 0);
        TopK.Result top = topK(x, 3);
        assertThat(top.indices()).isDeepEqualTo(new int[][] {{1, 2, 0}, {0, 1, 3}});
        assertThat(top.values().toDoubles()).containsExactly(3, 3, 1, -0.0, 0, 0);
        Tensor largest = Operations.max(x, -1);
        Gradients g = scope.backward(List.of(Seed.of(largest, 0, 0)));
        assertThat(g.gradient(x, 0)).containsExactly(0, 1, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void notANumberCountsAsTheLargest() {
        Tensor x = tensor(Shape.of(1, 4), 1, Double.NaN, 9, Double.NaN);
        assertThat(argMax(x, 1)).containsExactly(1);
        assertThat(Operations.max(x, 1).toDoubles()).containsExactly(Double.NaN);
        assertThat(topK(x, 3).indices()).isDeepEqualTo(new int[][] {{1, 3, 2}});
    }

    @Test
    void aTensorToThePower0HasNoGradientEvenAt0() {
        Tensor x = scope.watch(tensor(Shape.of(1, 2), 0, 2));
        Tensor y = power(x, 0);
        assertThat(y.toDoubles()).containsExactly(1, 1);
        assertThat(scope.backward(List.of(Seed.of(y, 0, 0))).gradient(x, 0)).containsExactly(0, 0);
    }

    @RepeatedTest(20)
    void layerNormWithConstantSpreadPassesThroughTheMeanOnly(RepetitionInfo repetition) {
        RandomValues random = new RandomValues(repetition.getCurrentRepetition());
        int groups = random.between(1, 3);
        int n = random.between(1, 5);
        Shape shape = random.coin() ? Shape.of(groups, n) : Shape.of(1, groups, n);
        double[] values = random.values(groups * n);
        double[] weight = random.values(n);
        double[] bias = random.values(n);
        double epsilon = random.coin() ? 1e-5 : 0.3;
        Tensor x = scope.watch(tensor(shape, values));
        Tensor y = layerNorm(x, tensor(Shape.of(n), weight), tensor(Shape.of(n), bias), epsilon, true);
        int group = random.between(0, groups - 1);
        int column = random.between(0, n - 1);
        boolean flat = shape.dimensions() == 2;
        Seed seed = flat ? Seed.of(y, group, column) : Seed.of(y, 0, group * n + column);
        double[] gradient = scope.backward(List.of(seed)).gradient(x, 0);
        double[] result = y.toDoubles();
        for (int i = 0; i < values.length; i++) {
            double[] run = Arrays.copyOfRange(values, i / n * n, i / n * n + n);
            double mean = sum(run) / n;
            double variance =
                    DoubleStream.of(run).map(v -> (v - mean) * (v - mean)).sum() / n;
            double r = 1 / Math.sqrt(variance + epsilon);
            assertThat(result[i]).isCloseTo((values[i] - mean) * r * weight[i % n] + bias[i % n], within(1e-12));
            double through = (i % n == column ? 1 : 0) - 1.0 / n;
            assertThat(gradient[i]).isCloseTo(i / n == group ? r * weight[column] * through : 0, within(1e-12));
        }
    }
}
