// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lxt.tensor.ops.Operations.batchMatMul;
import static org.lxt.tensor.ops.Operations.concat;
import static org.lxt.tensor.ops.Operations.gatherColumns;
import static org.lxt.tensor.ops.Operations.gatherRows;
import static org.lxt.tensor.ops.Operations.matMul;
import static org.lxt.tensor.ops.Operations.matMulTransposed;
import static org.lxt.tensor.ops.Operations.reshape;
import static org.lxt.tensor.ops.Operations.scatterAddRows;
import static org.lxt.tensor.ops.Operations.slice;
import static org.lxt.tensor.ops.Operations.split;
import static org.lxt.tensor.ops.Operations.transpose;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.GradientCheck;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.linear.MatMul;
import org.lxt.tensor.ops.move.ColumnMap;

/** What the operations that put numbers elsewhere, and the products of tensors, compute: element by element. */
class MovementForwardTest {
    private final Scope scope = Scope.open(GradientCheck.FLOAT64, ScopeOptions.PLAIN);

    @AfterEach
    void close() {
        scope.close();
    }

    private Tensor random(RandomValues random, int... extents) {
        Shape shape = Shape.of(extents);
        return scope.constant(shape, random.values(Math.toIntExact(shape.size())));
    }

    /** The element at these indices. */
    private static double at(Tensor x, int... index) {
        int position = 0;
        for (int d = 0; d < index.length; d++) {
            position = position * x.shape().extent(d) + index[d];
        }
        return x.toDoubles()[position];
    }

    @RepeatedTest(10)
    void transposesPutEachIndexInItsPlace(RepetitionInfo repetition) {
        RandomValues random = new RandomValues(repetition.getCurrentRepetition());
        int a = random.between(1, 4);
        int b = random.between(1, 4);
        int c = random.between(1, 4);
        Tensor x = random(random, a, b, c);
        int[][] orders = {{0, 2, 1}, {1, 0, 2}, {2, 1, 0}, {1, 2, 0}, {2, 0, 1}};
        for (int[] axes : orders) {
            Tensor y = transpose(x, axes);
            int[] extents = {a, b, c};
            assertThat(y.shape()).isEqualTo(Shape.of(extents[axes[0]], extents[axes[1]], extents[axes[2]]));
            for (int i = 0; i < a; i++) {
                for (int j = 0; j < b; j++) {
                    for (int k = 0; k < c; k++) {
                        int[] index = {i, j, k};
                        double moved = at(y, index[axes[0]], index[axes[1]], index[axes[2]]);
                        assertThat(moved).isEqualTo(at(x, i, j, k));
                    }
                }
            }
        }
    }

    @RepeatedTest(10)
    void aMatrixIsTransposed(RepetitionInfo repetition) {
        RandomValues random = new RandomValues(repetition.getCurrentRepetition());
        Tensor x = random(random, random.between(1, 5), random.between(1, 5));
        Tensor y = transpose(x, 1, 0);
        for (int r = 0; r < x.rows(); r++) {
            for (int c = 0; c < x.columns(); c++) {
                assertThat(at(y, c, r)).isEqualTo(at(x, r, c));
            }
        }
    }

    @Test
    void reshapingCopiesNothing() {
        Tensor x = scope.constant(Shape.of(2, 6), new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
        Tensor y = reshape(x, Shape.of(4, 3));
        assertThat(y.shape()).isEqualTo(Shape.of(4, 3));
        assertThat(y.buffer()).isSameAs(x.buffer());
    }

    @RepeatedTest(20)
    void slicesAndPartsAreWhereTheyWere(RepetitionInfo repetition) {
        RandomValues random = new RandomValues(repetition.getCurrentRepetition());
        int[] extents = {random.between(1, 4), random.between(1, 4), random.between(1, 4)};
        int axis = repetition.getCurrentRepetition() % 3;
        extents[axis] = random.between(2, 6);
        int cut = random.between(1, extents[axis] - 1);
        Tensor x = random(random, extents);
        List<Tensor> parts = split(x, axis, cut, extents[axis] - cut);
        Tensor last = parts.get(1);
        for (int i = 0; i < last.shape().extent(0); i++) {
            for (int j = 0; j < last.shape().extent(1); j++) {
                for (int k = 0; k < last.shape().extent(2); k++) {
                    int[] index = {i, j, k};
                    index[axis] += cut;
                    assertThat(at(last, i, j, k)).isEqualTo(at(x, index));
                }
            }
        }
        Tensor joined = concat(axis, parts.get(0), last);
        assertThat(joined.shape()).isEqualTo(x.shape());
        assertThat(joined.toDoubles()).isEqualTo(x.toDoubles());
    }

    @Test
    void rowsAndColumnsAreGathered() {
        Tensor x = scope.constant(Shape.of(3, 2), new double[] {1, 2, 3, 4, 5, 6});
        assertThat(gatherRows(x, 2, 0, 2).toDoubles()).containsExactly(5, 6, 1, 2, 5, 6);
        ColumnMap map = ColumnMap.of(new int[] {1, -1, 0, 1}, 2);
        assertThat(gatherColumns(x, map).toDoubles()).containsExactly(2, 0, 1, 2, 4, 0, 3, 4, 6, 0, 5, 6);
        assertThat(scatterAddRows(x, new int[] {3, 1, 3}, 4).toDoubles()).containsExactly(0, 0, 3, 4, 0, 0, 6, 8);
        ColumnMap heads = ColumnMap.repeatedHeads(2, 2, 2);
        Tensor row = scope.constant(Shape.of(1, 4), new double[] {1, 2, 3, 4});
        assertThat(gatherColumns(row, heads).toDoubles()).containsExactly(1, 2, 1, 2, 3, 4, 3, 4);
    }

    @RepeatedTest(20)
    void productsAreSumsOfProducts(RepetitionInfo repetition) {
        RandomValues random = new RandomValues(repetition.getCurrentRepetition());
        int batch = random.between(1, 3);
        int m = random.between(1, 4);
        int k = random.between(1, 4);
        int n = random.between(1, 4);
        boolean turnA = random.coin();
        boolean turnB = random.coin();
        Tensor a = turnA ? random(random, batch, k, m) : random(random, batch, m, k);
        Tensor b = turnB ? random(random, batch, n, k) : random(random, batch, k, n);
        Tensor y = batchMatMul(a, b, turnA, turnB);
        assertThat(y.shape()).isEqualTo(Shape.of(batch, m, n));
        for (int p = 0; p < batch; p++) {
            int matrix = p;
            for (int i = 0; i < m; i++) {
                int row = i;
                for (int j = 0; j < n; j++) {
                    int column = j;
                    double sum = IntStream.range(0, k)
                            .mapToDouble(l -> (turnA ? at(a, matrix, l, row) : at(a, matrix, row, l))
                                    * (turnB ? at(b, matrix, column, l) : at(b, matrix, l, column)))
                            .sum();
                    assertThat(at(y, p, i, j)).isCloseTo(sum, within(1e-12));
                }
            }
        }
        Tensor left = random(random, m, k);
        Tensor right = turnB ? random(random, n, k) : random(random, k, n);
        Tensor product = MatMul.apply(left, right, turnB);
        for (int i = 0; i < m; i++) {
            int row = i;
            for (int j = 0; j < n; j++) {
                int column = j;
                double sum = IntStream.range(0, k)
                        .mapToDouble(l -> at(left, row, l) * (turnB ? at(right, column, l) : at(right, l, column)))
                        .sum();
                assertThat(at(product, i, j)).isCloseTo(sum, within(1e-12));
            }
        }
    }

    @Test
    void parametersOfAnotherScopeMayComeFirst() {
        try (Scope model = Scope.open(GradientCheck.FLOAT64, ScopeOptions.PLAIN)) {
            Tensor token = model.constant(Shape.of(1, 2), new double[] {1, 2});
            Tensor x = scope.watch(scope.constant(Shape.of(1, 2), new double[] {3, 4}));
            Tensor y = concat(0, token, x);
            assertThat(y.scope()).isSameAs(scope);
            assertThat(y.toDoubles()).containsExactly(1, 2, 3, 4);
            Tensor product = matMulTransposed(token, x);
            assertThat(product.scope()).isSameAs(scope);
            assertThat(product.toDoubles()).containsExactly(11);
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Tensor x = scope.constant(Shape.of(2, 3, 4), new double[24]);
        Tensor y = scope.constant(Shape.of(2, 3), new double[6]);
        assertRefused(() -> reshape(x, Shape.of(5, 5)), "reshape: [2, 3, 4] cannot be read as [5, 5]");
        assertRefused(() -> transpose(x, 0, 1), "transpose: axes [0, 1] of a tensor [2, 3, 4]");
        assertRefused(() -> transpose(x, 0, 1, 1), "transpose: axes [0, 1, 1]");
        assertRefused(() -> slice(x, 3, 0, 1), "slice: axis 3 of a tensor [2, 3, 4]");
        assertRefused(() -> slice(x, 1, 2, 2), "slice: places 2 to 4 of axis 1");
        assertRefused(() -> split(x, 2, 1, 2), "split: runs of [1, 2] on axis 2");
        assertRefused(() -> concat(1, x, y), "concat");
        assertRefused(() -> concat(0, y, scope.constant(Shape.of(2, 2), new double[4])), "[2, 3] and [2, 2]");
        assertRefused(() -> gatherRows(y, 0, 2), "gather rows: row 2 of a tensor [2, 3]");
        assertRefused(() -> ColumnMap.of(new int[] {3}, 3), "column 3 of rows of 3");
        assertRefused(() -> gatherColumns(y, ColumnMap.of(new int[] {0}, 2)), "gather columns");
        assertRefused(() -> scatterAddRows(y, new int[] {0}, 2), "scatter rows: 1 places");
        assertRefused(() -> scatterAddRows(y, new int[] {0, 2}, 2), "scatter rows: row 2 of 2");
        assertRefused(() -> matMul(y, y), "matmul: [2, 3] by [2, 3]");
        assertRefused(() -> batchMatMul(x, x, false, false), "batch matmul: [2, 3, 4] by [2, 3, 4]");
        assertRefused(() -> batchMatMul(x, y, false, false), "batch matmul");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
