// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.attention;
import static org.lxt.tensor.ops.Operations.embedding;
import static org.lxt.tensor.ops.Operations.linear;
import static org.lxt.tensor.ops.Operations.multiply;
import static org.lxt.tensor.ops.Operations.rmsNorm;
import static org.lxt.tensor.ops.Operations.rope;
import static org.lxt.tensor.ops.Operations.selectRows;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.divideGradient;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.secant;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.Case.Input;
import org.lxt.tensor.GradientCheck;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.ops.attention.RopeTable;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.rows.PackedRows.Address;
import org.lxt.tensor.weight.Weight;

/** Results of the operations against their definitions written out over plain arrays. */
class OperationForwardTest {
    private final Scope scope = Scope.open(GradientCheck.FLOAT64, ScopeOptions.PLAIN);

    @AfterEach
    void close() {
        scope.close();
    }

    @RepeatedTest(20)
    void linearAppliesSlicedAndTransposedWeights(RepetitionInfo repetition) {
        RandomValues random = new RandomValues(repetition.getCurrentRepetition());
        int storedRows = random.between(2, 6);
        int storedColumns = random.between(1, 6);
        double[] stored = random.values(storedRows * storedColumns);
        int first = random.between(0, storedRows - 1);
        int count = random.between(1, storedRows - first);
        Weight rows = Weight.of("w", stored, storedRows, storedColumns).rows(first, count);
        Input x = random.input(3, storedColumns);
        double[] y = linear(x.constant(scope), rows, null).toDoubles();
        Input z = random.input(3, count);
        double[] back = linear(z.constant(scope), rows.transpose(), null).toDoubles();
        for (int r = 0; r < 3; r++) {
            for (int o = 0; o < count; o++) {
                double sum = 0;
                for (int i = 0; i < storedColumns; i++) {
                    sum += x.values()[r * storedColumns + i] * stored[(first + o) * storedColumns + i];
                }
                assertThat(y[r * count + o]).isCloseTo(sum, within(1e-12));
            }
            for (int i = 0; i < storedColumns; i++) {
                double sum = 0;
                for (int o = 0; o < count; o++) {
                    sum += z.values()[r * count + o] * stored[(first + o) * storedColumns + i];
                }
                assertThat(back[r * storedColumns + i]).isCloseTo(sum, within(1e-12));
            }
        }
    }

    @RepeatedTest(60)
    void attentionIsSoftmaxOfScoresTimesValuesForEachQuery(RepetitionInfo repetition) {
        RandomValues random = new RandomValues(repetition.getCurrentRepetition());
        AttentionShape shape = AttentionCases.shape(random);
        PackedRows keys = random.sequences(3, 6);
        PackedRows queries = random.someOf(keys);
        int width = shape.heads() * shape.headSize();
        int keyWidth = shape.keyValueHeads() * shape.headSize();
        Input q = random.input(queries.size(), width);
        Input k = random.input(keys.size(), keyWidth);
        Input v = random.input(keys.size(), keyWidth);
        double[] y = attention(q.constant(scope), k.constant(scope), v.constant(scope), shape, queries, keys)
                .toDoubles();
        List<Address> addresses = RandomValues.addresses(queries);
        for (int r = 0; r < addresses.size(); r++) {
            for (int head = 0; head < shape.heads(); head++) {
                double[] expected = attend(shape, addresses.get(r), r, head, keys, q, k, v);
                for (int d = 0; d < shape.headSize(); d++) {
                    assertThat(y[r * width + head * shape.headSize() + d]).isCloseTo(expected[d], within(1e-12));
                }
            }
        }
    }

    /** One query and head: every key is looked at and asked whether it may be seen. */
    private static double[] attend(
            AttentionShape shape, Address query, int row, int head, PackedRows keys, Input q, Input k, Input v) {
        int size = shape.headSize();
        int qAt = (row * shape.heads() + head) * size;
        int group = head * shape.keyValueHeads() / shape.heads();
        double[] sum = new double[size];
        double total = 0;
        List<Address> all = RandomValues.addresses(keys);
        for (int j = 0; j < all.size(); j++) {
            Address key = all.get(j);
            boolean hidden = key.sequence() != query.sequence()
                    || shape.causal() && key.position() > query.position()
                    || shape.window() != Band.UNLIMITED
                            && Math.abs(query.position() - key.position()) >= shape.window();
            if (hidden) {
                continue;
            }
            int kAt = (j * shape.keyValueHeads() + group) * size;
            double score = 0;
            for (int d = 0; d < size; d++) {
                score += q.values()[qAt + d] * k.values()[kAt + d];
            }
            double p = Math.exp(score * shape.scale());
            total += p;
            for (int d = 0; d < size; d++) {
                sum[d] += p * v.values()[kAt + d];
            }
        }
        for (int d = 0; d < size; d++) {
            sum[d] /= total;
        }
        return sum;
    }

    @Test
    void queriesWithoutKeysAreRefused() {
        Tensor one = scope.constant(Shape.of(1, 2), new double[2]);
        Tensor two = scope.constant(Shape.of(2, 2), new double[4]);
        AttentionShape shape = AttentionShape.causal(1, 1, 2);
        PackedRows keys = PackedRows.ofLengths(1, 1);
        assertThatThrownBy(() -> attention(one, two, two, shape, PackedRows.at(List.of(new Address(0, 1))), keys))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("position 1 of sequence 0, whose keys end at position 1");
        assertThatThrownBy(() -> attention(one, two, two, shape, PackedRows.at(List.of(new Address(2, 0))), keys))
                .hasMessageContaining("sequence 2 has no keys");
    }

    @Test
    void ropeTurnsThePairsOfEachHead() {
        double[] x = {1, 2, 3, 4, 5, 6, 7, 8};
        float[] frequencies = {1, 0.5f};
        RopeTable table = RopeTable.of(scope, new int[] {3}, frequencies, 1);
        double[] y = rope(scope.constant(Shape.of(1, 8), x), table, 2).toDoubles();
        for (int head = 0; head < 2; head++) {
            for (int j = 0; j < 2; j++) {
                int at = head * 4 + j;
                double angle = 3 * frequencies[j];
                assertThat(y[at]).isCloseTo(x[at] * Math.cos(angle) - x[at + 2] * Math.sin(angle), within(1e-12));
                assertThat(y[at + 2]).isCloseTo(x[at + 2] * Math.cos(angle) + x[at] * Math.sin(angle), within(1e-12));
            }
        }
    }

    @Test
    void rmsNormDividesByTheRootMeanSquare() {
        Tensor x = scope.constant(Shape.of(1, 2), new double[] {3, 4});
        Tensor weight = scope.constant(Shape.of(2), new double[] {2, -1});
        double rms = Math.sqrt(12.5 + 0.5);
        assertThat(rmsNorm(x, weight, 0, 0.5, true).toDoubles())
                .containsExactly(new double[] {6 / rms, -4 / rms}, within(1e-12));
        assertThat(rmsNorm(x, weight, 1, 0.5, false).toDoubles())
                .containsExactly(new double[] {9 / rms, 0}, within(1e-12));
    }

    @Test
    void embeddingsAreRowsOfTheTable() {
        Weight table = Weight.of("table", new double[] {1, 2, 3, 4, 5, 6}, 3, 2);
        Tensor rows = embedding(scope, table, new int[] {2, 0, 2});
        assertThat(rows.toDoubles()).containsExactly(5, 6, 1, 2, 5, 6);
        assertThat(rows.isWatched()).isFalse();
        assertThatThrownBy(() -> embedding(scope, table, new int[] {3}))
                .hasMessageContaining("id 3 is outside the table 'table' of 3 rows");
    }

    @Test
    void selectingAllRowsIsTheTensorItself() {
        Tensor x = scope.constant(Shape.of(2, 2), new double[4]);
        assertThat(selectRows(x, PackedRows.ofLengths(2), PackedRows.ofLengths(2)))
                .isSameAs(x);
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        Tensor row = scope.constant(Shape.of(1, 2), new double[2]);
        Tensor other = scope.constant(Shape.of(2, 1), new double[2]);
        Weight weight = Weight.of("w", new double[3], 1, 3);
        assertThatThrownBy(() -> add(row, other)).hasMessageContaining("[1, 2] and [2, 1]");
        assertThatThrownBy(() -> multiply(row, other)).hasMessageContaining("multiply");
        assertThatThrownBy(() -> linear(row, weight, null)).hasMessageContaining("linear 'w'");
        assertThatThrownBy(() -> linear(scope.constant(Shape.of(1, 3), new double[3]), weight, row))
                .hasMessageContaining("bias");
        assertThatThrownBy(() -> rmsNorm(other, row, 0, 0, true)).hasMessageContaining("rms norm");
        assertThatThrownBy(() -> divideGradient(row, 0)).hasMessageContaining("divided by 0");
        assertThatThrownBy(() -> secant(row, other, 0)).hasMessageContaining("secant");
    }
}
